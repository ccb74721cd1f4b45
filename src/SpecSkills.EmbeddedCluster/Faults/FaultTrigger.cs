namespace SpecSkills.EmbeddedCluster.Faults;

/// <summary>What sets a fault off.</summary>
public abstract record FaultTrigger
{
    private FaultTrigger()
    {
    }

    /// <summary>A time after the start of the run.</summary>
    public sealed record After(TimeSpan SinceStart) : FaultTrigger;

    /// <summary>
    /// A change of a Deployment's <c>spec.replicas</c> by any client. Set off again by each later change, up to
    /// <see cref="Times"/>; a change in the other direction does not count.
    /// </summary>
    public sealed record ReplicaChange(string Namespace, string Deployment, ReplicaDirection Direction)
        : FaultTrigger
    {
        /// <summary>Changes before this time after the start are ignored.</summary>
        public TimeSpan ArmedAfter { get; init; }

        /// <summary>How many changes set it off.</summary>
        public int Times { get; init; } = 1;

        /// <summary>The fault ends when the count changes once more, e.g. because the change is undone.</summary>
        public bool UntilChangedAgain { get; init; } = true;
    }
}
