using System.Buffers;
using System.Globalization;
using SpecSkills.EmbeddedCluster.Machine;
using SpecSkills.EmbeddedCluster.Requests;
using SpecSkills.EmbeddedCluster.Resources;
using SpecSkills.EmbeddedCluster.Schema;
using SpecSkills.EmbeddedCluster.Store;
using SpecSkills.EmbeddedCluster.Tables;
using SpecSkills.EmbeddedCluster.Validation;
using Encoding = System.Text.Encoding;

namespace SpecSkills.EmbeddedCluster.Api.Watching;

/// <summary>
/// Opens watches and feeds them: present objects, past and new changes, bookmarks, the end.
/// </summary>
internal sealed class WatchHub
{
    // A real server ends a watch that names no end after half an hour to an hour.
    private static readonly TimeSpan LongestWatch = TimeSpan.FromMinutes(45);
    private static readonly TimeSpan BookmarkPeriod = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan ShortestWithBookmark = TimeSpan.FromSeconds(5);

    private readonly MachineContext context;
    private readonly IWatchFault? fault;
    private readonly Dictionary<ResourceKind, List<OpenWatch>> open = [];

    public WatchHub(MachineContext context, IWatchFault? fault)
    {
        this.context = context;
        this.fault = fault;
        context.Store.Changed += Publish;
    }

    public IEnumerable<WatchSubscription> Open => open.Values.SelectMany(watches => watches)
        .Select(watch => watch.Subscription);

    public ApiResponse Start(ApiRequest request, RequestTarget target, ListQuery query, Representation representation)
    {
        if (query.SendInitialEvents is not null && CheckInitialEvents(query) is { } refusal)
            return refusal;
        var subscription = new WatchSubscription(request.Path, request.UserAgent);
        var watch = new OpenWatch(target, query, representation, subscription);
        var table = context.Store.Table(target.Served.Storage);
        if (query.ResourceVersion is { } from and > 0 && query.SendInitialEvents is not true)
        {
            if (from < table.HistoryStart)
            {
                Push(watch, "ERROR", Statuses.Gone(from, table.HistoryStart));
                subscription.End();
                return Answer(subscription);
            }
            Register(watch);
            foreach (var change in table.History)
                if (change.After.Revision > from)
                    Offer(watch, change);
        }
        else
        {
            Register(watch);
            if (query.SendInitialEvents is not false)
                SendInitial(watch, table);
        }
        ScheduleEnd(watch);
        return Answer(subscription);
    }

    /// <summary>Ends every watch that a predicate picks, as a broken connection would.</summary>
    public void Drop(Func<WatchSubscription, bool> picks)
    {
        foreach (var watch in open.Values.SelectMany(watches => watches).ToList())
            if (picks(watch.Subscription))
                Close(watch);
    }

    private static ApiResponse Answer(WatchSubscription subscription) =>
        new(200, MediaTypes.Json, default) { Watch = subscription };

    private void Register(OpenWatch watch)
    {
        if (!open.TryGetValue(watch.Target.Served.Storage, out var watches))
            open.Add(watch.Target.Served.Storage, watches = []);
        watches.Add(watch);
    }

    private void SendInitial(OpenWatch watch, ObjectTable table)
    {
        var ns = watch.Target.Served.Storage.Namespaced ? watch.Target.Namespace : null;
        foreach (var stored in table.List(ns))
            if (watch.Query.Matches(stored))
                PushObject(watch, "ADDED", stored);
        if (watch.Query.SendInitialEvents is true)
            PushBookmark(watch, initialEventsEnd: true);
    }

    private void ScheduleEnd(OpenWatch watch)
    {
        var end = context.Now + (watch.Query.Timeout ?? LongestWatch);
        context.Timers.At(end, () => Close(watch));
        if (!watch.Query.Bookmarks)
            return;
        for (var at = context.Now + BookmarkPeriod; at < end; at += BookmarkPeriod)
            context.Timers.At(at, () => PushBookmark(watch));
        // Two shortly before the end, so that a client can resume from close to it; none in a very short watch.
        if (end - context.Now < ShortestWithBookmark)
            return;
        foreach (var before in (ReadOnlySpan<int>)[2, 1])
            context.Timers.At(end - TimeSpan.FromSeconds(before), () => PushBookmark(watch));
    }

    private void Close(OpenWatch watch)
    {
        watch.Subscription.End();
        open[watch.Target.Served.Storage].Remove(watch);
    }

    private void Publish(Change change)
    {
        if (!open.TryGetValue(change.After.Kind, out var watches) || watches.Count == 0)
            return;
        foreach (var watch in watches)
            if (fault?.CutsWatch(watch.Subscription.Path, watch.Subscription.UserAgent, context.Now) == true)
                watch.Subscription.End();
            else
                Offer(watch, change);
        watches.RemoveAll(watch => watch.Subscription.Ended);
    }

    // An object that starts to match counts as added, and one that stops matching as deleted, even if it was modified.
    private void Offer(OpenWatch watch, Change change)
    {
        if (watch.Target.Namespace is { } ns && watch.Target.Served.Storage.Namespaced && ns != change.After.Namespace)
            return;
        var before = change.Before is { } old && watch.Query.Matches(old);
        var after = !change.Deleted && watch.Query.Matches(change.After);
        if (after)
            PushObject(watch, before ? "MODIFIED" : "ADDED", change.After);
        else if (before)
            PushObject(watch, "DELETED", change.Deleted ? change.After : AtRevision(change.Before!, change.After));
    }

    private static StoredObject AtRevision(StoredObject before, StoredObject after) => new(before.Kind,
        before.Value.WithAt(["metadata", "resourceVersion"], after.Metadata["resourceVersion"]), after.Revision);

    private void PushObject(OpenWatch watch, string type, StoredObject stored)
    {
        switch (watch.Representation)
        {
            case Representation.Table:
                var table = TableWriter.Of(watch.Target.Served.Storage, [stored],
                    Obj.Of(("resourceVersion", stored.Metadata["resourceVersion"])), context.Now);
                if (watch.ColumnsSent)
                    table = table.With("columnDefinitions", Null.Instance);
                watch.ColumnsSent = true;
                Push(watch, type, table);
                break;
            case Representation.Metadata:
                Push(watch, type, stored.MetadataOnly);
                break;
            default:
                PushBytes(watch, type, ObjectReader.Serialize(watch.Target.Served, stored));
                break;
        }
    }

    private void PushBookmark(OpenWatch watch, bool initialEventsEnd = false)
    {
        if (watch.Subscription.Ended)
            return;
        var served = watch.Target.Served;
        var empty = Decoder.Decode(context.Catalog.Schema, served.Conversion.Type, Obj.Empty).Object!;
        if (empty.Object("spec") is { } spec
            && served.Conversion.Type.Field("spec")!.Element.Struct!.Field("replicas") is not null)
            empty = empty.With("spec", served.Conversion.Type.Field("spec")!.Element.Struct!.Set(spec, "replicas", 0));
        var annotations = initialEventsEnd ? Obj.One("k8s.io/initial-events-end", "true") : null;
        var metadata = Obj.Of(
            ("resourceVersion", context.Store.Revision.ToString(CultureInfo.InvariantCulture)),
            ("creationTimestamp", empty.Object("metadata")!["creationTimestamp"]),
            ("annotations", annotations));
        var bookmark = Obj.Of(("kind", served.Storage.Kind), ("apiVersion", served.GroupVersion),
            ("metadata", metadata));
        foreach (var (key, value) in empty)
            if (key is not ("kind" or "apiVersion" or "metadata"))
                bookmark = bookmark.With(key, value);
        if (watch.Representation == Representation.Table)
            bookmark = TableWriter.Of(served.Storage, [], metadata, context.Now).With("rows", Arr.Empty);
        Push(watch, "BOOKMARK", bookmark);
    }

    private static void Push(OpenWatch watch, string type, Obj value) =>
        PushBytes(watch, type, ValueWriter.ToBytes(value));

    private static void PushBytes(OpenWatch watch, string type, byte[] json)
    {
        var buffer = new ArrayBufferWriter<byte>(json.Length + 64);
        buffer.Write(Encoding.ASCII.GetBytes($"{{\"type\":\"{type}\",\"object\":"));
        buffer.Write(json);
        buffer.Write("}\n"u8);
        watch.Subscription.Push(buffer.WrittenMemory);
    }

    private ApiResponse? CheckInitialEvents(ListQuery query)
    {
        var errors = new ValidationErrors(context.Options.MinorVersion);
        if (query.ResourceVersionMatch != "NotOlderThan")
            errors.Forbidden("resourceVersionMatch",
                "sendInitialEvents requires setting resourceVersionMatch to NotOlderThan");
        if (context.Options.MinorVersion < 36)
            errors.Forbidden("sendInitialEvents",
                "sendInitialEvents is forbidden for watch unless the WatchList feature gate is enabled");
        return errors.Any ? Statuses.Invalid("ListOptions.meta.k8s.io", "", errors.All) : null;
    }
}
