namespace SpecSkills.Cli.Demo;

/// <summary>
/// What the hour came to, all of it read back from the record and the state, nothing counted along the way.
/// </summary>
/// <param name="Decisions">Decisions on record, holds too.</param>
/// <param name="Breakers">Services whose breaker is open, <c>*</c> for all.</param>
/// <param name="RecordsFolder">Where the record is.</param>
/// <param name="Next">Commands worth typing, each with what it shows.</param>
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
