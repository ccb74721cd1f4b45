using System.Globalization;
using System.Text;
using SpecSkills.EmbeddedCluster.Requests;
using SpecSkills.EmbeddedCluster.Store;

namespace SpecSkills.EmbeddedCluster.Api;

/// <summary>One page of a list, at the revision the first page was read at.</summary>
internal sealed record ListPage(IReadOnlyList<StoredObject> Items, long Revision, string? Continue, long? Remaining)
{
    private const string TokenVersion = "meta.k8s.io/v1";

    public static ListPage? Read(ObjectStore store, RequestTarget target, ListQuery query, out ApiResponse? refusal)
    {
        refusal = null;
        var table = store.Table(target.Served.Storage);
        var revision = store.Revision;
        string? after = null;
        if (query.Continue is { } token && ReadToken(token, out revision, out after) is { } error)
        {
            refusal = Statuses.BadRequest($"invalid continue token: continue key is not valid: {error}");
            return null;
        }
        if (query is { Continue: null, ResourceVersionMatch: "Exact", ResourceVersion: { } exact })
            revision = exact;
        if (revision < table.HistoryStart && revision != store.Revision)
        {
            refusal = Statuses.Expired(query.Continue is null
                ? $"The resourceVersion for the provided list is too old."
                : "The provided continue parameter is too old to display a consistent list result. You can start a new "
                    + "list without the continue parameter.");
            return null;
        }
        var matching = Candidates(store, table, target, query, revision)
            .Where(query.Matches)
            .Where(stored => after is null || string.CompareOrdinal(KeyOf(stored), after) > 0);
        if (query.Limit == 0)
            return new ListPage([.. matching], revision, null, null);
        var all = matching.ToList();
        if (all.Count <= query.Limit)
            return new ListPage(all, revision, null, null);
        var items = all.Take(query.Limit).ToList();
        long? remaining = query.Labels.IsEverything && query.Fields.IsEverything ? all.Count - query.Limit : null;
        return new ListPage(items, revision, WriteToken(revision, KeyOf(items[^1])), remaining);
    }

    private static IEnumerable<StoredObject> Candidates(
        ObjectStore store, ObjectTable table, RequestTarget target, ListQuery query, long revision)
    {
        var ns = target.Served.Storage.Namespaced ? target.Namespace : null;
        if (revision < store.Revision)
            return table.ListAt(ns, revision);
        if (query.Fields.Name is { } name && (ns is not null || !target.Served.Storage.Namespaced))
            return table.Find(ns ?? "", name) is { } one ? [one] : [];
        foreach (var requirement in query.Labels.Requirements)
            if (ns is not null && requirement is { Operator: Selection.LabelOperator.In, Values.Count: 1 })
                return table.WithLabel(ns, requirement.Key, requirement.Values[0]);
        return table.List(ns);
    }

    private static string KeyOf(StoredObject stored) => $"{stored.Namespace}/{stored.Name}";

    private static string WriteToken(long revision, string lastKey) => Convert.ToBase64String(ValueWriter.ToBytes(
        Obj.Of(("v", TokenVersion), ("rv", revision), ("start", lastKey + "\0")))).TrimEnd('=');

    // Null when it can be read, otherwise the refusal.
    private static string? ReadToken(string token, out long revision, out string? after)
    {
        revision = 0;
        after = null;
        var padded = token.Replace('-', '+').Replace('_', '/').PadRight((token.Length + 3) / 4 * 4, '=');
        var buffer = new byte[padded.Length];
        if (!Convert.TryFromBase64String(padded, buffer, out var length))
            return "illegal base64 data at input byte 0";
        var parsed = ValueReader.Read(Encoding.Latin1.GetString(buffer, 0, length));
        if (parsed.Error is not null)
            return parsed.Error;
        if (parsed.Value is not Obj content || content.Text("v") != TokenVersion)
            return "server does not recognize this encoded version";
        if (content.Text("start") is not { } start || content.Integer("rv") is not ({ } rv and > 0))
            return "incorrect encoded start resourceVersion";
        revision = rv;
        after = start.TrimEnd('\0');
        return null;
    }
}
