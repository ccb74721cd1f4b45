using SpecSkills.Application.Governance;

namespace SpecSkills.Application.Verification;

/// <summary>What asking to undo an own operation came to.</summary>
public abstract record RollbackOwnResult
{
    private RollbackOwnResult()
    {
    }

    /// <summary>It was unverified, so undoing it is part of its permit: under way or done.</summary>
    public sealed record Undoing(AdvanceResult Step) : RollbackOwnResult;

    /// <summary>
    /// It is closed: undoing it is an operation of its own, and this is what governance says to that.
    /// </summary>
    public sealed record Asked(GovernResult Governed) : RollbackOwnResult;

    /// <summary>It cannot be undone. <paramref name="Why"/> says what to do instead.</summary>
    public sealed record Refused(string Why) : RollbackOwnResult;

    /// <summary>No execution under that id.</summary>
    public sealed record Unknown : RollbackOwnResult;
}
