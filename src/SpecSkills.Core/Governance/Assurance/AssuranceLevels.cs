namespace SpecSkills.Core.Governance.Assurance;

/// <summary>How far the governance holds against a hostile agent on this machine, as last found by trying.</summary>
public static class AssuranceLevels
{
    /// <summary>The default: nothing keeps the agent from the person's own shell.</summary>
    public const string Lowest = "L0";

    /// <summary>Approving takes a code that was sent off this machine.</summary>
    public const string Channel = "L0+";

    /// <summary>The agent's shell cannot reach the cluster.</summary>
    public const string Shell = "L1";

    /// <summary>All levels, from the lowest, with the doors that must be shut for each.</summary>
    public static IReadOnlyList<AssuranceLevel> All { get; } =
    [
        new(Lowest, "nothing", "use the person's kubeconfig from its shell, fake a terminal and approve by itself, "
            + "rewrite state, lock and the part of the record that no witness confirms", []),
        new(Channel, "a notification channel that leaves this machine",
            "the same, but approving by itself takes tampering with the state", [DoorNames.Channel]),
        new(Shell, "the agent's shell in a sandbox that cannot reach cluster, state or this program",
            "escape the sandbox, or use another program",
            [
                DoorNames.Kubeconfig, DoorNames.Credentials, DoorNames.Engine, DoorNames.Minikube, DoorNames.Embedded,
                DoorNames.StateRead, DoorNames.StateWrite, DoorNames.Record, DoorNames.Lock, DoorNames.Program,
                DoorNames.Settings, DoorNames.Demands,
            ]),
        new("L2", "another user of this system owns policy, state and kubeconfig, and runs the server",
            "mislead the person", [DoorNames.Policy, DoorNames.Owner]),
        new("L3", "approvals signed with a key that has to be touched", "mislead the person about what is signed",
            [DoorNames.Signatures]),
        new("L4", "the cluster itself enforces the bounds", "act inside the bounds", [DoorNames.Bounds]),
    ];

    /// <summary>Order of a level, 0 for the lowest and for a name that is none.</summary>
    public static int Rank(string level) =>
        Math.Max(0, All.Select((one, at) => (one.Name, at)).FirstOrDefault(one => one.Name == level).at);

    /// <summary>
    /// The highest level whose doors, and those of every level below it, were all found shut. A door that could not be
    /// tried is not shut. A channel is not needed for what lies above it: there the state is out of reach.
    /// </summary>
    public static string Of(IReadOnlyList<Door> doors)
    {
        var reached = Missing(All[1], doors).Count == 0 ? Channel : Lowest;
        foreach (var level in All.Skip(2))
        {
            if (Missing(level, doors).Count > 0) break;
            reached = level.Name;
        }

        return reached;
    }

    /// <summary>Doors of a level that are not shut.</summary>
    public static IReadOnlyList<string> Missing(AssuranceLevel level, IReadOnlyList<Door> doors)
    {
        ArgumentNullException.ThrowIfNull(level);
        return [.. level.Doors.Where(name => !doors.Any(door => door.Name == name && door.State == DoorState.Shut))];
    }
}

/// <summary>One level of assurance.</summary>
/// <param name="Name"><c>L1</c>.</param>
/// <param name="Takes">What it takes, in words.</param>
/// <param name="Leaves">What the agent can still do there.</param>
/// <param name="Doors">Doors that must be shut beyond those of the level below.</param>
public sealed record AssuranceLevel(string Name, string Takes, string Leaves, IReadOnlyList<string> Doors);
