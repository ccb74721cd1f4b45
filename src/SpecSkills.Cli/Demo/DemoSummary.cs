namespace SpecSkills.Cli.Demo;

/// <summary>
/// The results of the hour. All of them are read from the record and the state; the run itself counts nothing.
/// </summary>
/// <param name="Decisions">Decisions on record, holds too.</param>
/// <param name="Breakers">Services whose breaker is open, <c>*</c> for all.</param>
/// <param name="RecordsFolder">Where the record is.</param>
/// <param name="Next">Commands to try next, each with what it shows.</param>
internal sealed record DemoSummary(
    ulong Seed,
    TimeSpan Simulated,
    int Decisions,
    IReadOnlyList<DemoOperation> Operations,
    int Blocked,
    int PendingApprovals,
    IReadOnlyList<string> Breakers,
    string RecordsFolder,
    long Records,
    bool ChainVerified,
    IReadOnlyList<(string Command, string Why)> Next);

/// <summary>One finished operation.</summary>
internal sealed record DemoOperation(DateTimeOffset At, string Service, string Type, string Target, string Outcome);
