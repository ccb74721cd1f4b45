using System.Globalization;
using SpecSkills.EmbeddedCluster.Requests;
using SpecSkills.EmbeddedCluster.Selection;
using SpecSkills.EmbeddedCluster.Store;

namespace SpecSkills.EmbeddedCluster.Api;

/// <summary>The query parameters of a list, a watch or a deletion of many.</summary>
internal sealed record ListQuery(LabelFilter Labels, FieldSelector Fields)
{
    public long? ResourceVersion { get; init; }

    public string? ResourceVersionMatch { get; init; }

    public int Limit { get; init; }

    public string? Continue { get; init; }

    public bool Watch { get; init; }

    public bool Bookmarks { get; init; }

    public bool? SendInitialEvents { get; init; }

    public TimeSpan? Timeout { get; init; }

    public bool Matches(StoredObject stored) => Labels.Matches(stored.Labels) && Fields.Matches(stored);

    public static ListQuery? Read(ApiRequest request, RequestTarget target, out ApiResponse? refusal)
    {
        refusal = null;
        var watch = request.QueryValue("watch") is "true" or "1" or "";
        if (!LabelSelectorReader.TryRead(request.QueryValue("labelSelector") ?? "", out var labels, out var error))
        {
            refusal = Statuses.BadRequest(error);
            return null;
        }
        var fields = FieldSelector.Read(request.QueryValue("fieldSelector") ?? "", target.Served, out error);
        if (fields is null)
        {
            refusal = Statuses.BadRequest(error);
            return null;
        }
        var version = request.QueryValue("resourceVersion") ?? "";
        long? revision = null;
        if (version.Length > 0)
        {
            if (!ulong.TryParse(version, NumberStyles.None, CultureInfo.InvariantCulture, out var parsed))
            {
                refusal = InvalidResourceVersion(version, watch);
                return null;
            }
            revision = (long)Math.Min(parsed, long.MaxValue);
        }
        if (target.Name is not null)
            fields = fields.And("metadata.name", target.Name);
        return new ListQuery(labels, fields)
        {
            ResourceVersion = revision,
            ResourceVersionMatch = request.QueryValue("resourceVersionMatch"),
            Limit = int.TryParse(request.QueryValue("limit"), out var limit) ? Math.Max(0, limit) : 0,
            Continue = request.QueryValue("continue") is { Length: > 0 } token ? token : null,
            Watch = watch,
            Bookmarks = request.QueryValue("allowWatchBookmarks") is "true" or "1",
            SendInitialEvents = request.QueryValue("sendInitialEvents") is { Length: > 0 } send ? send is "true" or "1"
                : null,
            Timeout = int.TryParse(request.QueryValue("timeoutSeconds"), out var seconds) && seconds > 0
                ? TimeSpan.FromSeconds(seconds)
                : null,
        };
    }

    private static ApiResponse InvalidResourceVersion(string version, bool watch)
    {
        var why = $"resourceVersion: Invalid value: \"{version}\": strconv.ParseUint: parsing \"{version}\": "
            + "invalid syntax";
        return watch ? Statuses.InternalError(why) : Statuses.BadRequest("invalid resource version: " + why);
    }
}
