namespace SpecSkills.EmbeddedCluster.Faults;

/// <summary>
/// What goes wrong in a run, as a script: the same plan, seed and requests go wrong in the same way.
/// </summary>
/// <example>
/// The agent's next scale-up of the backend fails verification, since its new pods answer with errors for two minutes;
/// its second write is refused once by a conflict; after twenty minutes a bad image cannot be pulled:
/// <code>
/// var plan = new FaultPlan(
///     new Fault("bad-new-pods",
///         new FaultTrigger.ReplicaChange("default", "todo-backend", ReplicaDirection.Up),
///         new FaultEffect.AnswersErrors(new PodSelection("default", "todo-backend") { NewOnly = true }, 0.5))
///     { Duration = TimeSpan.FromMinutes(2) },
///     new Fault("conflict", new FaultTrigger.After(TimeSpan.Zero),
///         new FaultEffect.RequestFails(RequestSelection.Writes, new RequestFailure.Conflict(), Times: 1)),
///     new Fault("bad-image", new FaultTrigger.After(TimeSpan.FromMinutes(20)),
///         new FaultEffect.ImageNeverPulls(":broken")));
/// </code>
/// </example>
public sealed record FaultPlan(params IReadOnlyList<Fault> Faults)
{
    /// <summary>Nothing goes wrong.</summary>
    public static readonly FaultPlan None = new([]);
}
