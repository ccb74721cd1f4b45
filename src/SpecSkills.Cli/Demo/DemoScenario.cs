using SpecSkills.EmbeddedCluster.Faults;
using SpecSkills.EmbeddedCluster.Load;

namespace SpecSkills.Cli.Demo;

/// <summary>
/// The script of the hour: when users come and go, what goes wrong, who does what from outside. The agent's reactions
/// are not part of it.
/// </summary>
internal static class DemoScenario
{
    public const string Frontend = "todo-frontend";
    public const string Backend = "todo-backend";

    /// <summary>Image of the person's rollout; no registry has it.</summary>
    public const string BadImage = $"registry.example/{Frontend}:2.0.0-rc1";

    private const string Namespace = "default";

    /// <summary>Start of the demo's clock: the morning of a working day, the same in every run.</summary>
    public static readonly DateTimeOffset Start = new(2026, 1, 5, 9, 0, 0, TimeSpan.Zero);

    /// <summary>Length of the demo.</summary>
    public static readonly TimeSpan Length = TimeSpan.FromHours(1);

    /// <summary>
    /// How long the services run before the agent starts. A service's requests are judged only after the service has
    /// been unchanged for an hour, and the agent itself sees half of that hour.
    /// </summary>
    public static readonly TimeSpan Before = TimeSpan.FromMinutes(35);

    /// <summary>A misled agent asks for a Deployment to be deleted.</summary>
    public static readonly TimeSpan DeletionAsked = TimeSpan.FromMinutes(15);

    /// <summary>A person rolls out <see cref="BadImage"/>.</summary>
    public static readonly TimeSpan BadRollout = TimeSpan.FromMinutes(32);

    /// <summary>From here on every new pod of the backend answers with errors.</summary>
    public static readonly TimeSpan BadNode = TimeSpan.FromMinutes(39);

    /// <summary>When the users' behaviour changes, each time with a description for people.</summary>
    public static readonly IReadOnlyList<(TimeSpan At, string Service, string Text)> Users =
    [
        (TimeSpan.FromMinutes(5), Frontend, "a campaign starts: nearly three times the users within two minutes"),
        (TimeSpan.FromMinutes(17), Frontend, "the campaign is over: users leave"),
        (TimeSpan.FromMinutes(40), Backend, "a long discussion: chatbot questions rise by half"),
    ];

    /// <summary>The users.</summary>
    public static LoadScenario Load(ulong seed) => new(
    [
        new ServiceLoad(Namespace, Frontend, FrontendUsers(), FrontendCost),
        new ServiceLoad(Namespace, Backend, BackendUsers(), BackendCost),
    ])
    {
        Seed = seed,
    };

    /// <summary>
    /// What goes wrong: the bad image cannot be pulled, and late in the hour every pod that a scale-up of the backend
    /// starts answers half of its requests with errors.
    /// </summary>
    public static FaultPlan Faults() => new(
        new Fault("no-such-image", new FaultTrigger.After(TimeSpan.Zero), new FaultEffect.ImageNeverPulls(BadImage)),
        new Fault("rotten-places",
            new FaultTrigger.ReplicaChange(Namespace, Backend, ReplicaDirection.Up)
            {
                ArmedAfter = Before + BadNode,
                Times = 10,
            },
            new FaultEffect.AnswersErrors(new PodSelection(Namespace, Backend) { NewOnly = true }, 0.5)));

    private static TrafficCurve.Sequence FrontendUsers() => new(
        new(Before + TimeSpan.FromMinutes(5), new TrafficCurve.Constant(34)),
        new(TimeSpan.FromMinutes(2), new TrafficCurve.Ramp(34, 94, TimeSpan.FromMinutes(2))),
        new(TimeSpan.FromMinutes(10), new TrafficCurve.Constant(94)),
        new(TimeSpan.FromMinutes(2), new TrafficCurve.Ramp(94, 20, TimeSpan.FromMinutes(2))),
        new(TimeSpan.FromHours(1), new TrafficCurve.Constant(20)));

    private static TrafficCurve.Sequence BackendUsers() => new(
        new(Before + TimeSpan.FromMinutes(40), new TrafficCurve.Constant(46)),
        new(TimeSpan.FromMinutes(1), new TrafficCurve.Ramp(46, 76, TimeSpan.FromMinutes(1))),
        new(TimeSpan.FromHours(1), new TrafficCurve.Constant(76)));

    /// <summary>
    /// The cost of a page: little CPU, and so little memory that removing a pod is safe. Memory does not shrink with
    /// the load, but the projection assumes that it does.
    /// </summary>
    private static ServiceCost FrontendCost => TodoLoad.FrontendCost with { BaseMemoryBytes = 36L << 20 };

    /// <summary>A question to the chatbot.</summary>
    private static ServiceCost BackendCost => TodoLoad.BackendCost;
}
