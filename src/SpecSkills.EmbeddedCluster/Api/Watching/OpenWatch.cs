using SpecSkills.EmbeddedCluster.Requests;

namespace SpecSkills.EmbeddedCluster.Api.Watching;

/// <summary>A watch being served: what it looks at and in which form.</summary>
internal sealed class OpenWatch(
    RequestTarget target, ListQuery query, Representation representation, WatchSubscription subscription)
{
    public RequestTarget Target { get; } = target;

    public ListQuery Query { get; } = query;

    public Representation Representation { get; } = representation;

    public WatchSubscription Subscription { get; } = subscription;

    /// <summary>Only the first event of a table watch describes the columns.</summary>
    public bool ColumnsSent { get; set; }
}
