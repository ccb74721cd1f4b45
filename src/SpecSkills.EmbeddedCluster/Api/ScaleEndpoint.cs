using SpecSkills.EmbeddedCluster.Machine;
using SpecSkills.EmbeddedCluster.Ownership;
using SpecSkills.EmbeddedCluster.Requests;
using SpecSkills.EmbeddedCluster.Schema;
using SpecSkills.EmbeddedCluster.Selection;
using SpecSkills.EmbeddedCluster.Store;
using SpecSkills.EmbeddedCluster.Validation;

namespace SpecSkills.EmbeddedCluster.Api;

/// <summary>The scale subresource of Deployments and ReplicaSets.</summary>
internal sealed class ScaleEndpoint(MachineContext context, BodyReader bodies, ObjectEditor editor,
    ObjectPatcher patcher)
{
    private SchemaType ScaleType => context.Catalog.Schema["Scale"];

    public ApiResponse Handle(ApiRequest request, RequestTarget target) => request.Method switch
    {
        "GET" => editor.Find(target) is { } stored ? Answer(ScaleOf(stored)) : NotFound(target),
        "PUT" => Put(request, target),
        "PATCH" => Patch(request, target),
        _ => Statuses.MethodNotAllowed(),
    };

    private ApiResponse Put(ApiRequest request, RequestTarget target)
    {
        var options = WriteOptions.Read(request, "UpdateOptions", context.Options.MinorVersion, out var refusal);
        var warnings = new List<string>();
        var body = refusal is null
            ? bodies.ReadObject(
                request, ScaleType, "autoscaling", "v1", "Scale", options.FieldValidation, warnings, out refusal)
            : null;
        if (body is null)
            return refusal!;
        if (editor.Find(target) is not { } existing)
            return NotFound(target);
        return ObjectEditor.WithWarnings(Write(target, existing, body, options), warnings);
    }

    private ApiResponse Patch(ApiRequest request, RequestTarget target)
    {
        if (ObjectPatcher.CheckContentType(request) is { } unsupported)
            return unsupported;
        var options = WriteOptions.Read(request, "PatchOptions", context.Options.MinorVersion, out var refusal);
        if (refusal is not null)
            return refusal;
        if (editor.Find(target) is not { } existing)
            return NotFound(target);
        var warnings = new List<string>();
        var body = patcher.Apply(
            request, ScaleType, ScaleOf(existing), options.FieldValidation, warnings, out refusal);
        return body is null ? refusal! : ObjectEditor.WithWarnings(Write(target, existing, body, options), warnings);
    }

    private ApiResponse Write(RequestTarget target, StoredObject existing, Obj scale, WriteOptions options)
    {
        var served = target.Served;
        var metadata = scale.Object("metadata")!;
        if (metadata.Text("name") is { } name && name != existing.Name)
            return Statuses.BadRequest(
                $"the name of the object ({name}) does not match the name on the URL ({existing.Name})");
        if (metadata.Text("uid") is { } uid && uid != existing.Uid)
            return Statuses.Conflict($"{served.Storage.Plural}/scale.{served.Group}", $"{served.Storage.Plural}/scale",
                served.Group, existing.Name,
                $"Precondition failed: UID in precondition: {uid}, UID in object meta: {existing.Uid}");
        var replicas = scale.Object("spec")?.Integer("replicas") ?? 0;
        var errors = new ValidationErrors(context.Options.MinorVersion);
        errors.NonNegative("spec.replicas", replicas);
        if (errors.Any)
            return Statuses.Invalid("Scale.autoscaling", existing.Name, errors.All);
        var version = metadata.Text("resourceVersion") ?? "";
        if (version is not ("" or "0"))
        {
            if (!ulong.TryParse(version, out _))
                return Statuses.InternalError($"strconv.ParseUint: parsing \"{version}\": invalid syntax");
            if (version != existing.Metadata.Text("resourceVersion"))
                return Statuses.Modified(served, existing.Name);
        }
        var writer = new FieldWriter(options.Manager, served.GroupVersion, "scale");
        var next = existing.Value.WithAt(["spec", "replicas"], replicas);
        var updated = context.Writer.Update(existing, next, writer, options.DryRun,
            managedFields: entries => ManagedFields.AfterScale(entries, replicas, writer));
        return Answer(ScaleOf(updated));
    }

    private static Obj ScaleOf(StoredObject stored)
    {
        var replicas = stored.Spec.Integer("replicas") ?? 0;
        var selector = LabelFilter.Of(stored.Spec.Object("selector")).ToString();
        return Obj.Of(
            ("kind", "Scale"),
            ("apiVersion", "autoscaling/v1"),
            ("metadata", Obj.Of(
                ("name", stored.Name),
                ("namespace", stored.Namespace),
                ("uid", stored.Uid),
                ("resourceVersion", stored.Metadata["resourceVersion"]),
                ("creationTimestamp", stored.Metadata["creationTimestamp"]))),
            ("spec", replicas == 0 ? Obj.Empty : Obj.Of(("replicas", replicas))),
            ("status", Obj.Of(
                ("replicas", stored.Status.Integer("replicas") ?? 0),
                ("selector", selector.Length == 0 ? null : selector))));
    }

    private static ApiResponse Answer(Obj scale) => new(200, MediaTypes.Json, ValueWriter.ToBytes(scale));

    private static ApiResponse NotFound(RequestTarget target) => Statuses.NotFound(target.Served, target.Name!);
}
