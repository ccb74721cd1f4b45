using SpecSkills.EmbeddedCluster.Api.Watching;
using SpecSkills.EmbeddedCluster.Machine;
using SpecSkills.EmbeddedCluster.Pods;
using SpecSkills.EmbeddedCluster.Requests;
using SpecSkills.EmbeddedCluster.Store;

namespace SpecSkills.EmbeddedCluster.Api;

/// <summary>Passes each request to the part that answers it.</summary>
internal sealed class ApiServer
{
    private readonly MachineContext context;
    private readonly IReadOnlyList<IMountedRoute> routes;
    private readonly ServedCatalog served;
    private readonly ObjectReader reader;
    private readonly ObjectEditor editor;
    private readonly ObjectPatcher patcher;
    private readonly ObjectDeleter deleter;
    private readonly ScaleEndpoint scale;
    private readonly EvictionEndpoint eviction;
    private readonly Discovery discovery;
    private readonly WatchHub watches;
    private readonly MetricsApi? metrics;
    private readonly OpenApi openApi;

    /// <param name="context">The machine it serves.</param>
    /// <param name="routes">HTTP interfaces beside the API, asked first.</param>
    /// <param name="usage">Numbers for metrics.k8s.io; null leaves the group out.</param>
    /// <param name="watchFault">May cut watches; null for a server that never does.</param>
    public ApiServer(
        MachineContext context, IReadOnlyList<IMountedRoute> routes, IUsageSource? usage, IWatchFault? watchFault)
    {
        this.context = context;
        this.routes = routes;
        served = new ServedCatalog(context.Catalog);
        var bodies = new BodyReader(context.Catalog.Schema, context.Catalog);
        reader = new ObjectReader(context);
        editor = new ObjectEditor(context, bodies);
        patcher = new ObjectPatcher(context, editor);
        deleter = new ObjectDeleter(context, reader);
        scale = new ScaleEndpoint(context, bodies, editor, patcher);
        eviction = new EvictionEndpoint(context, bodies, deleter);
        discovery = new Discovery(context.Options.MinorVersion, usage is not null, served);
        watches = new WatchHub(context, watchFault);
        metrics = usage is null ? null : new MetricsApi(context, usage);
        openApi = new OpenApi(context.Catalog.Schema, served);
    }

    public WatchHub Watches => watches;

    public ApiResponse Handle(ApiRequest request)
    {
        foreach (var route in routes)
            if (route.Handle(request, context.Now) is { } mounted)
                return mounted;
        var parts = request.Path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        if (discovery.Handle(request, parts) is { } found)
            return found;
        return parts switch
        {
            ["apis", MetricsApi.Group, MetricsApi.Version, .. var rest] when metrics is not null =>
                metrics.Handle(request, rest),
            ["openapi", "v3", .. var rest] => openApi.Handle(request, rest),
            ["api", "v1", .. var rest] => HandleResource(request, "", "v1", rest),
            ["apis", var group, var version, .. var rest] when served.HasGroupVersion(group, version) =>
                HandleResource(request, group, version, rest),
            _ => Statuses.UnknownPath(),
        };
    }

    private ApiResponse HandleResource(ApiRequest request, string group, string version, string[] rest)
    {
        if (served.Resolve(group, version, rest) is not { } target)
            return Statuses.UnknownResource();
        if (Acceptance.Negotiate(request.Accept) is not { } representation)
            return Statuses.NotAcceptable();
        if (target.Subresource is not null and not "status")
            return HandleSubresource(request, target);
        if (target.Subresource == "status" && target.Served.Storage.Find("status") is null)
            return Statuses.UnknownResource();
        if (target.Name is null)
            return HandleCollection(request, target, representation);
        return request.Method switch
        {
            "GET" when request.QueryValue("watch") is "true" or "1" => Watch(request, target, representation),
            "GET" or "HEAD" => reader.Get(request, target, representation),
            "PUT" => editor.Put(request, target, Answer),
            "PATCH" => patcher.Patch(request, target, Answer),
            "DELETE" when target.Subresource is null => deleter.Delete(request, target),
            _ => Statuses.MethodNotAllowed(),
        };

        ApiResponse Answer(StoredObject stored, int status) =>
            reader.Answer(target.Served, stored, status, representation);
    }

    private ApiResponse HandleCollection(ApiRequest request, RequestTarget target, Representation representation)
    {
        if (request.Method == "POST")
            return target.Served.Storage.Namespaced && target.Namespace is null
                ? Statuses.MethodNotAllowed()
                : editor.Create(request, target, (stored, status) =>
                    reader.Answer(target.Served, stored, status, representation));
        if (request.Method is not ("GET" or "HEAD" or "DELETE"))
            return Statuses.MethodNotAllowed();
        var query = ListQuery.Read(request, target, out var refusal);
        if (query is null)
            return refusal!;
        if (request.Method == "DELETE")
            return deleter.DeleteMany(request, target, query);
        return query.Watch && request.QueryValue("watch") is not null
            ? watches.Start(request, target, query, representation)
            : reader.List(request, target, query, representation);
    }

    private ApiResponse Watch(ApiRequest request, RequestTarget target, Representation representation) =>
        ListQuery.Read(request, target, out var refusal) is { } query
            ? watches.Start(request, target, query, representation)
            : refusal!;

    private ApiResponse HandleSubresource(ApiRequest request, RequestTarget target)
    {
        if (target.Served.Storage.Find(target.Subresource!) is null)
            return Statuses.UnknownResource();
        return target.Subresource switch
        {
            "scale" => scale.Handle(request, target),
            "eviction" => eviction.Handle(request, target),
            _ => Log(request, target),
        };
    }

    // No program runs here, so the log is empty, like that of a program that prints nothing.
    private ApiResponse Log(ApiRequest request, RequestTarget target)
    {
        if (request.Method != "GET")
            return Statuses.MethodNotAllowed();
        return editor.Find(target) is null
            ? Statuses.NotFound(target.Served, target.Name!)
            : ApiResponse.Text(200, "");
    }
}
