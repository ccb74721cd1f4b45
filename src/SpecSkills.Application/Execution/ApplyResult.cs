using SpecSkills.Core.Execution;

namespace SpecSkills.Application.Execution;

/// <summary>The outcome of using a permit.</summary>
public abstract record ApplyResult
{
    private ApplyResult()
    {
    }

    /// <summary>The server took the change; verification has begun and needs no further call.</summary>
    public sealed record Executed(string PermitId, Receipt Receipt) : ApplyResult;

    /// <summary>A dry run: the server would take it. Nothing was changed, the permit is still good.</summary>
    public sealed record Rehearsed(Receipt Receipt) : ApplyResult;

    /// <summary>The server answered an error, or turned it away; nothing was changed.</summary>
    public sealed record NotTaken(Receipt Receipt) : ApplyResult;

    /// <summary>No answer came and the cluster cannot be asked yet: it is settled as soon as it can be.</summary>
    public sealed record Unsettled(string PermitId, Receipt Receipt) : ApplyResult;

    /// <summary>This workspace issued no such permit.</summary>
    public sealed record UnknownPermit(string PermitId) : ApplyResult;

    /// <summary>Nothing was sent. <paramref name="Conflict"/>: deciding again may help.</summary>
    /// <param name="Rule">One of the contract's rule words.</param>
    public sealed record Refused(string Rule, string Explanation, bool Conflict) : ApplyResult;
}
