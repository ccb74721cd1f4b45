namespace SpecSkills.EmbeddedCluster.Requests;

/// <summary>One HTTP request as the machine sees it: no sockets, no streams, the body whole.</summary>
/// <param name="Method">HTTP method in upper case.</param>
/// <param name="Path">Decoded path, beginning with a slash, without the query.</param>
/// <param name="Query">Query parameters in order; names may repeat.</param>
public sealed record ApiRequest(string Method, string Path, IReadOnlyList<KeyValuePair<string, string>> Query)
{
    /// <summary>The Accept header as sent; null means JSON.</summary>
    public string? Accept { get; init; }

    /// <summary>The Content-Type header as sent; null means JSON except for PATCH.</summary>
    public string? ContentType { get; init; }

    /// <summary>The whole User-Agent; its part before the first slash is the default field manager.</summary>
    public string? UserAgent { get; init; }

    /// <summary>The Audit-ID the client chose; echoed when present.</summary>
    public string? AuditId { get; init; }

    /// <summary>The If-None-Match header; only discovery answers it.</summary>
    public string? IfNoneMatch { get; init; }

    /// <summary>The request body, empty when there is none.</summary>
    public ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>True for everything that may change the cluster's state.</summary>
    public bool IsMutating => Method is "POST" or "PUT" or "PATCH" or "DELETE";

    /// <summary>The first value of a query parameter, or null.</summary>
    public string? QueryValue(string name)
    {
        foreach (var (key, value) in Query)
            if (string.Equals(key, name, StringComparison.Ordinal))
                return value;
        return null;
    }

    /// <summary>Every value of a query parameter, in order.</summary>
    public IEnumerable<string> QueryValues(string name) =>
        Query.Where(pair => string.Equals(pair.Key, name, StringComparison.Ordinal)).Select(pair => pair.Value);
}
