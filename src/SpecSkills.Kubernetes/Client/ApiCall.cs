namespace SpecSkills.Kubernetes.Client;

/// <summary>One call: everything about it that is not the connection's.</summary>
/// <param name="Method">GET reads and may be repeated; everything else is sent at most once.</param>
/// <param name="Path">Begins with a slash, already made of checked names.</param>
public sealed record ApiCall(HttpMethod Method, string Path)
{
    /// <summary>Query parameters, in order; escaped when sent.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Query { get; init; } = [];

    /// <summary>The body; empty for none.</summary>
    public ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>Content type of the body: it chooses the kind of patch.</summary>
    public string ContentType { get; init; } = ContentTypes.Json;

    /// <summary>Sent as Audit-ID: ties the request to the record of its intent.</summary>
    public string? AuditId { get; init; }

    /// <summary>What a success must be.</summary>
    public ExpectedObject? Expected { get; init; }

    /// <summary>Overrides the client's own limit of time.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>False for what is only nice to have: its absence is answered at once.</summary>
    public bool MayRepeat { get; init; } = true;

    /// <summary>True for a call without effect.</summary>
    public bool IsRead => Method == HttpMethod.Get;

    /// <summary>Path and query as sent.</summary>
    public string Target => Query.Count == 0
        ? Path
        : Path + "?" + string.Join('&', Query.Select(pair =>
            $"{Uri.EscapeDataString(pair.Key)}={Uri.EscapeDataString(pair.Value)}"));
}
