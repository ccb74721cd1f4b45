namespace SpecSkills.Mcp.Protocol;

/// <summary>Where resources come from. Every lookup is by name in what was loaded; null when there is none.</summary>
internal interface IResourceSource
{
    /// <summary>Service names.</summary>
    IReadOnlyList<string> Services();

    /// <summary>A blueprint's text, the present one or an earlier version.</summary>
    string? Blueprint(string service, string? version);

    /// <summary>The global policy's text.</summary>
    string? Policy();

    /// <summary>One decision as JSON.</summary>
    string? Decision(string id);
}
