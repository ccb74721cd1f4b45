namespace SpecSkills.Hosting;

/// <summary>What every program of this repository ends with.</summary>
public static class ExitCode
{
    /// <summary>Done. A hold is done; so are passed, ineffective and superseded verifications.</summary>
    public const int Done = 0;

    /// <summary>Wrong usage, or a crash.</summary>
    public const int Usage = 1;

    /// <summary>Governance blocked it.</summary>
    public const int Blocked = 2;

    /// <summary>A document given is invalid.</summary>
    public const int InvalidInput = 3;

    /// <summary>A person has to decide, or has not decided yet.</summary>
    public const int ApprovalRequired = 4;

    /// <summary>Executed, and the verification failed.</summary>
    public const int VerificationFailed = 5;

    /// <summary>Conflict, stale or inconclusive: try again.</summary>
    public const int TryAgain = 6;

    /// <summary>Cancelled by a signal, as shells count: 128 + SIGINT.</summary>
    public const int Cancelled = 130;
}
