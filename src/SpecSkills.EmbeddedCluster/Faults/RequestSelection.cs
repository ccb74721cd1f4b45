using SpecSkills.EmbeddedCluster.Requests;

namespace SpecSkills.EmbeddedCluster.Faults;

/// <summary>The requests a fault is about. Every condition that is set must hold.</summary>
public sealed record RequestSelection
{
    /// <summary>Every request.</summary>
    public static readonly RequestSelection All = new();

    /// <summary>Every request that may change something.</summary>
    public static readonly RequestSelection Writes = new() { WritesOnly = true };

    /// <summary>Only POST, PUT, PATCH and DELETE.</summary>
    public bool WritesOnly { get; init; }

    /// <summary>Only this method; null for any.</summary>
    public string? Method { get; init; }

    /// <summary>A part the path must have; null for any.</summary>
    public string? PathContains { get; init; }

    /// <summary>How the path must begin; null for any.</summary>
    public string? PathStartsWith { get; init; }

    /// <summary>A part the User-Agent must have, to spare other clients; null for any.</summary>
    public string? UserAgentContains { get; init; }

    /// <summary>Whether a request is meant.</summary>
    public bool Includes(ApiRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return (!WritesOnly || request.IsMutating)
            && (Method is null || request.Method == Method)
            && (PathContains is null || request.Path.Contains(PathContains, StringComparison.Ordinal))
            && (PathStartsWith is null || request.Path.StartsWith(PathStartsWith, StringComparison.Ordinal))
            && (UserAgentContains is null
                || request.UserAgent?.Contains(UserAgentContains, StringComparison.Ordinal) == true);
    }
}
