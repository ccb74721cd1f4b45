using System.Buffers;
using System.Globalization;
using System.Text;
using SpecSkills.EmbeddedCluster.Machine;
using SpecSkills.EmbeddedCluster.Requests;
using SpecSkills.EmbeddedCluster.Store;
using SpecSkills.EmbeddedCluster.Tables;

namespace SpecSkills.EmbeddedCluster.Api;

/// <summary>GET of objects and lists, in the form the client asked for.</summary>
internal sealed class ObjectReader(MachineContext context)
{
    public ApiResponse Get(ApiRequest request, RequestTarget target, Representation representation)
    {
        var stored = context.Store.Table(target.Served.Storage).Find(target.Namespace ?? "", target.Name!);
        if (FutureVersion(request.QueryValue("resourceVersion")) is { } tooLarge)
            return tooLarge;
        return stored is null
            ? Statuses.NotFound(target.Served, target.Name!)
            : Answer(target.Served, stored, 200, representation);
    }

    /// <summary>One object as the answer of any verb.</summary>
    public ApiResponse Answer(ServedResource served, StoredObject stored, int status, Representation representation) =>
        new(status, MediaTypes.Json, representation switch
        {
            Representation.Table => ValueWriter.ToBytes(TableWriter.Of(
                served.Storage, [stored], Obj.Of(("resourceVersion", stored.Metadata["resourceVersion"])),
                context.Now)),
            Representation.Metadata => ValueWriter.ToBytes(stored.MetadataOnly),
            _ => Serialize(served, stored),
        });

    public ApiResponse List(ApiRequest request, RequestTarget target, ListQuery query, Representation representation)
    {
        if (FutureVersion(request.QueryValue("resourceVersion")) is { } tooLarge)
            return tooLarge;
        if (CheckMatch(query) is { } invalid)
            return invalid;
        var page = ListPage.Read(context.Store, target, query, out var refusal);
        if (page is null)
            return refusal!;
        var metadata = Obj.Of(
            ("resourceVersion", page.Revision.ToString(CultureInfo.InvariantCulture)),
            ("continue", page.Continue),
            ("remainingItemCount", page.Remaining is > 0 ? Num.Of(page.Remaining.Value) : null));
        return new ApiResponse(200, MediaTypes.Json, representation switch
        {
            Representation.Table => ValueWriter.ToBytes(
                TableWriter.Of(target.Served.Storage, page.Items, metadata, context.Now)),
            Representation.Metadata => ValueWriter.ToBytes(Obj.Of(
                ("kind", "PartialObjectMetadataList"), ("apiVersion", "meta.k8s.io/v1"), ("metadata", metadata),
                ("items", Arr.Of(page.Items.Select(item => item.MetadataOnly))))),
            _ => WriteList(target.Served, page.Items, metadata),
        });
    }

    /// <summary>An object's bytes under the version it is served as.</summary>
    public static byte[] Serialize(ServedResource served, StoredObject stored) => served.IsStorageForm
        ? stored.Json
        : ValueWriter.ToBytes(served.Conversion.ToServed(stored.Value));

    private static byte[] WriteList(ServedResource served, IReadOnlyList<StoredObject> items, Obj metadata)
    {
        var buffer = new ArrayBufferWriter<byte>(1024 + (items.Count * 2048));
        buffer.Write(Encoding.UTF8.GetBytes($"{{\"kind\":\"{served.Storage.Kind}List\",\"apiVersion\":"
            + $"\"{served.GroupVersion}\",\"metadata\":{metadata},\"items\":["));
        for (var i = 0; i < items.Count; i++)
        {
            buffer.Write(i == 0 ? "{"u8 : ",{"u8);
            buffer.Write(Serialize(served, items[i]).AsSpan(served.ItemOffset + 1));
        }
        buffer.Write("]}"u8);
        return buffer.WrittenSpan.ToArray();
    }

    private static ApiResponse? CheckMatch(ListQuery query)
    {
        if (query.ResourceVersionMatch is null)
            return null;
        if (query.ResourceVersion is null)
            return Forbidden("resourceVersionMatch is forbidden unless resourceVersion is provided");
        if (query.Continue is not null)
            return Forbidden("resourceVersionMatch is forbidden when continue is provided");
        if (query.ResourceVersionMatch is not ("Exact" or "NotOlderThan"))
            return Statuses.Failure(422, "Invalid", "ListOptions.meta.k8s.io \"\" is invalid: resourceVersionMatch: "
                + $"Unsupported value: \"{query.ResourceVersionMatch}\": supported values: \"Exact\", "
                + "\"NotOlderThan\", \"\"");
        return query is { ResourceVersionMatch: "Exact", ResourceVersion: 0 }
            ? Forbidden("resourceVersionMatch \"exact\" is forbidden for resourceVersion \"0\"")
            : null;
    }

    private static ApiResponse Forbidden(string why) => Statuses.Failure(
        422, "Invalid", $"ListOptions.meta.k8s.io \"\" is invalid: resourceVersionMatch: Forbidden: {why}");

    // A real server waits three seconds for the version to come; here no other request can bring it in the meantime.
    private ApiResponse? FutureVersion(string? version)
    {
        if (!long.TryParse(version, NumberStyles.None, CultureInfo.InvariantCulture, out var asked)
            || asked <= context.Store.Revision)
            return null;
        var message = string.Create(
            CultureInfo.InvariantCulture, $"Too large resource version: {asked}, current: {context.Store.Revision}");
        return Statuses.Failure(504, "Timeout", $"Timeout: {message}", Obj.Of(
            ("causes", Arr.Of([Obj.Of(("reason", "ResourceVersionTooLarge"),
                ("message", "Too large resource version"))])),
            ("retryAfterSeconds", 1))).WithHeader("Retry-After", "1");
    }
}
