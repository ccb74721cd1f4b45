namespace SpecSkills.Core.Governance;

/// <summary>Who asks or decides: <c>agent:loop</c>, <c>agent:mcp</c>, <c>person:local</c>.</summary>
public readonly record struct Principal(string Name)
{
    /// <summary>The unattended agent.</summary>
    public static readonly Principal AgentLoop = new("agent:loop");

    /// <summary>Every MCP client and other non-terminal caller of this workspace.</summary>
    public static readonly Principal AgentMcp = new("agent:mcp");

    /// <summary>The person at this machine's terminal.</summary>
    public static readonly Principal PersonLocal = new("person:local");

    /// <summary>True for a person.</summary>
    public bool IsPerson => Name.StartsWith("person:", StringComparison.Ordinal);

    /// <inheritdoc/>
    public override string ToString() => Name;
}
