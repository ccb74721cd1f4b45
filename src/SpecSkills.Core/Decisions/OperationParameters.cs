using SpecSkills.Core.Primitives;

namespace SpecSkills.Core.Decisions;

/// <summary>What an operation sets. Complete: executing leaves nothing to choose.</summary>
public abstract record OperationParameters
{
    private OperationParameters()
    {
    }

    /// <summary>The kind these parameters belong to.</summary>
    public abstract OperationKind Kind { get; }

    /// <summary>Replica count to set.</summary>
    public sealed record Scale(int Replicas) : OperationParameters
    {
        /// <inheritdoc/>
        public override OperationKind Kind => OperationKind.Scale;
    }

    /// <summary>Requests and limits to set; a null part stays as it is.</summary>
    public sealed record AdjustResources(
        string Container, CpuQuantity? CpuRequest, CpuQuantity? CpuLimit, ByteQuantity? MemoryRequest,
        ByteQuantity? MemoryLimit) : OperationParameters
    {
        /// <summary>Ephemeral storage request to set, if any.</summary>
        public ByteQuantity? EphemeralStorageRequest { get; init; }

        /// <inheritdoc/>
        public override OperationKind Kind => OperationKind.AdjustResources;
    }

    /// <summary>Pods to evict, by name.</summary>
    public sealed record RestartPods(IReadOnlyList<string> Pods) : OperationParameters
    {
        /// <inheritdoc/>
        public override OperationKind Kind => OperationKind.RestartPods;
    }

    /// <summary>Revision whose template is restored.</summary>
    public sealed record Rollback(string ToRevision) : OperationParameters
    {
        /// <inheritdoc/>
        public override OperationKind Kind => OperationKind.Rollback;
    }

    /// <summary>Rollout parameters to set; a null part stays as it is.</summary>
    public sealed record UpdateStrategy(
        string? Strategy, string? MaxSurge, string? MaxUnavailable, int? MinReadySeconds, int? RevisionHistoryLimit)
        : OperationParameters
    {
        /// <inheritdoc/>
        public override OperationKind Kind => OperationKind.UpdateStrategy;
    }

    /// <summary>Probe timing to set; a null probe stays as it is.</summary>
    public sealed record UpdateHealthChecks(
        string Container, ProbeTiming? Readiness, ProbeTiming? Liveness) : OperationParameters
    {
        /// <inheritdoc/>
        public override OperationKind Kind => OperationKind.UpdateHealthChecks;
    }

    /// <summary>Image to set.</summary>
    public sealed record SetImage(string Container, string Image) : OperationParameters
    {
        /// <inheritdoc/>
        public override OperationKind Kind => OperationKind.SetImage;
    }

    /// <summary>Deletion or change of another object, by name: governed, never executed by this program.</summary>
    public sealed record Other(OperationKind OtherKind, string Name) : OperationParameters
    {
        /// <inheritdoc/>
        public override OperationKind Kind => OtherKind;
    }
}

/// <summary>Timing of a probe, in whole seconds as Kubernetes has it.</summary>
public sealed record ProbeTiming(
    int InitialDelaySeconds, int PeriodSeconds, int TimeoutSeconds, int FailureThreshold);
