using SpecSkills.Core.Decisions;
using SpecSkills.Core.Execution;

namespace SpecSkills.Application.Execution;

/// <summary>Whether an operation whose answer never came has happened, by what the object says now.</summary>
internal enum SettledOutcome
{
    /// <summary>The object is as it was.</summary>
    DidNotHappen,

    /// <summary>The object is as the operation leaves it.</summary>
    Happened,

    /// <summary>Neither: another writer changed the object.</summary>
    Superseded,
}

/// <summary>Reads the outcome off the object.</summary>
internal static class Settlement
{
    public static SettledOutcome Of(Operation operation, FreshFacts facts)
    {
        if (facts.Target != operation.Target) return SettledOutcome.Superseded;
        if (facts.Current.Equals(operation.Before)) return SettledOutcome.DidNotHappen;
        if (facts.Current.Equals(operation.After)) return SettledOutcome.Happened;
        // Some of several pods evicted, or an old template under a new revision number: it has begun, so it is watched.
        return operation.Kind is OperationKind.RestartPods or OperationKind.Rollback
            ? SettledOutcome.Happened
            : SettledOutcome.Superseded;
    }
}
