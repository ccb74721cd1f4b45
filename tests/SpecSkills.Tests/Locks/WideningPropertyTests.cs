using System.Globalization;
using SpecSkills.Application.Ports;
using SpecSkills.Core.Blueprints.Changes;
using SpecSkills.Core.Decisions;
using SpecSkills.Core.Governance;
using SpecSkills.Core.Governance.Changes;
using SpecSkills.Core.Primitives;
using SpecSkills.Tests.Fakes;
using SpecSkills.Tests.Governance;
using Xunit;

namespace SpecSkills.Tests.Locks;

/// <summary>What allows more is never in force unaccepted, in any combination of changes.</summary>
public sealed class WideningPropertyTests(ITestOutputHelper output)
{
    private const int Cases = 20_000;
    private const int FileCases = 400;

    private static readonly string[] Names =
    [
        "scale_within_limits", "scale_beyond_limits", "resume_from_zero", "exceed_budget", "restart_failed_pods",
        "restart_healthy_pods", "rollback_on_failure", "rollback_deployment", "delete_service", "delete_resources",
        "modify_secrets", "adjust_resources_within_5_percent", "adjust_resources_within_10_percent",
        "change_resource_limits_beyond_5_percent", "change_resource_limits_beyond_20_percent",
    ];

    [Fact]
    public void No_change_in_force_unaccepted_gives_any_operation_a_milder_verdict()
    {
        var seed = TestSeed.Next();
        output.WriteLine(TestSeed.Replay(seed));
        var (inForce, waiting, milder) = (0, 0, 0);
        for (var i = 0; i < Cases; i++)
        {
            var random = new Random(seed + i);
            var accepted = World(random);
            var changed = Changed(accepted, random);
            var operation = Operation(random);
            var request = accepted.Request(operation);
            var before = PolicyDecisionPoint.Evaluate(request);
            var (old, now) = (accepted.Blueprint(), changed.Blueprint());
            var blueprint = BlueprintDiff.Between(old, now).NeedsAcceptance ? old : now with { Accepted = old };
            var policy = PolicyDiff.Between(accepted.Policy(), changed.Policy()).NeedsAcceptance
                ? accepted.Policy() : changed.Policy();
            var after = PolicyDecisionPoint.Evaluate(request with { Blueprint = blueprint, Policy = policy });
            Assert.True(after.Status >= before.Status,
                $"{TestSeed.Replay(seed + i)} {operation} in {accepted}\nchanged {changed}\n{before}\n{after}");
            if (ReferenceEquals(blueprint, old)) waiting++;
            else inForce++;
            var unlocked = PolicyDecisionPoint.Evaluate(request with { Blueprint = now, Policy = changed.Policy() });
            if (unlocked.Status < before.Status) milder++;
        }

        // Both ways out must have been taken, and without the lock much would have been let through.
        Assert.True(inForce > 1000 && waiting > 1000 && milder > 200, $"{inForce} {waiting} {milder}");
    }

    [Fact]
    public void No_edit_of_the_files_lets_more_happen_before_it_is_accepted()
    {
        var seed = TestSeed.Next();
        output.WriteLine(TestSeed.Replay(seed));
        using var folder = new TemporaryFolder();
        string[] files = ["blueprints/frontend/blueprint.yaml", "blueprints/governance/policies.yaml"];
        var texts = files.ToDictionary(file => file, file => RepositoryFiles.Text(file.Split('/')));
        foreach (var (file, text) in texts) Write(folder, file, text);
        AcceptedFiles.Lock(folder.Root);
        var locked = AcceptedFiles.InForce(folder.Root);
        var accepted = locked.Read();
        var states = new Dictionary<FileState, int>();
        for (var i = 0; i < FileCases; i++)
        {
            var random = new Random(seed + i);
            foreach (var (file, text) in texts) Write(folder, file, Edited(text, random));
            var now = locked.Read();
            foreach (var file in now.Standing.Files) states[file.State] = states.GetValueOrDefault(file.State) + 1;
            // A file that is invalid puts nothing in force, which lets nothing happen.
            if (now.Policy is not { } policy || now.Find("frontend") is not { IsValid: true, Blueprint: { } blueprint })
                continue;
            for (var j = 0; j < 10; j++)
            {
                var operation = Operation(random);
                var world = VerdictWorld.Default with { Replicas = random.Next(0, 12), Cpu = null };
                var request = world.Request(operation) with
                {
                    Blueprint = accepted.Find("frontend")!.Blueprint!,
                    Policy = accepted.Policy!,
                };
                var before = PolicyDecisionPoint.Evaluate(request);
                var after = PolicyDecisionPoint.Evaluate(request with { Blueprint = blueprint, Policy = policy });
                Assert.True(after.Status >= before.Status,
                    $"{TestSeed.Replay(seed + i)} {operation}\n{before}\n{after}\n{Text(folder, files[0])}");
            }
        }

        Assert.True(
            states.GetValueOrDefault(FileState.Waiting) > 50 && states.GetValueOrDefault(FileState.InForce) > 20,
            string.Join(", ", states));
    }

    private static OperationParameters Operation(Random random) => random.Next(6) switch
    {
        0 or 1 => new OperationParameters.Scale(random.Next(0, 14)),
        2 => new OperationParameters.AdjustResources("app", new CpuQuantity(random.Next(30, 131)), null, null, null),
        3 => new OperationParameters.RestartPods([random.Next(2) == 0 ? "web-ok" : "web-down"]),
        4 => new OperationParameters.Rollback("2"),
        _ => new OperationParameters.Other(
            random.Next(2) == 0 ? OperationKind.DeleteService : OperationKind.ModifySecret, "todo-frontend"),
    };

    private static VerdictWorld World(Random random) => VerdictWorld.Default with
    {
        Governance = random.Next(5) > 0,
        Allowed = List(random, 10),
        RequiresApproval = List(random, 5),
        Forbidden = List(random, 3),
        PolicyAllowed = List(random, 8),
        PolicyRequiresApproval = List(random, 4),
        PolicyForbidden = List(random, 3),
        Min = random.Next(1, 4),
        Max = random.Next(4, 9),
        Replicas = random.Next(0, 12),
        // Thresholds and cooldowns tune: they are in force at once, and this test is not about them.
        Cpu = null,
        Budget = random.Next(3) == 0 ? null : random.Next(60, 200),
        LimitReplicas = random.Next(2) == 0 ? null : random.Next(5, 12),
        LimitCpu = random.Next(2) == 0 ? null : "120m",
        OperationsPerHour = random.Next(3, 6),
        OperationsLastHour = random.Next(5),
        ServicesAtOnce = random.Next(1, 3),
        ServicesInChange = random.Next(4) == 0 ? ["todo-backend"] : [],
        RollbackOnFailure = random.Next(2) == 0,
    };

    private static VerdictWorld Changed(VerdictWorld world, Random random)
    {
        for (var edits = random.Next(1, 4); edits > 0; edits--)
            world = random.Next(15) switch
            {
                0 => world with { Allowed = Edited(world.Allowed, random) },
                1 => world with { RequiresApproval = Edited(world.RequiresApproval, random) },
                2 => world with { Forbidden = Edited(world.Forbidden, random) },
                3 => world with { PolicyAllowed = Edited(world.PolicyAllowed, random) },
                4 => world with { PolicyRequiresApproval = Edited(world.PolicyRequiresApproval, random) },
                5 => world with { PolicyForbidden = Edited(world.PolicyForbidden, random) },
                6 => world with { Min = random.Next(1, 4) },
                7 => world with { Max = random.Next(4, 9) },
                8 => world with { Budget = random.Next(3) == 0 ? null : random.Next(60, 200) },
                9 => world with { LimitReplicas = random.Next(2) == 0 ? null : random.Next(5, 12) },
                10 => world with { LimitCpu = random.Next(2) == 0 ? null : $"{random.Next(100, 140)}m" },
                11 => world with { OperationsPerHour = random.Next(3, 6) },
                12 => world with { ServicesAtOnce = random.Next(1, 3) },
                13 => world with { RollbackOnFailure = !world.RollbackOnFailure },
                _ => world with { Governance = !world.Governance },
            };
        return world;
    }

    private static string[] List(Random random, int most) =>
        [.. Enumerable.Range(0, random.Next(most)).Select(_ => Names[random.Next(Names.Length)]).Distinct()];

    private static string[] Edited(string[] list, Random random) => random.Next(2) == 0 && list.Length > 0
        ? [.. list.Where((_, index) => index != random.Next(list.Length))]
        : [.. list.Append(Names[random.Next(Names.Length)]).Distinct()];

    // Numbers go up or down, entries of lists go, come or move: edits that are blind to what they mean.
    private static string Edited(string text, Random random)
    {
        var lines = text.Split('\n').ToList();
        for (var edits = random.Next(0, 3); edits > 0; edits--)
        {
            var at = random.Next(lines.Count);
            var line = lines[at];
            if (line.TrimStart().StartsWith("- ", StringComparison.Ordinal))
            {
                var entry = line[..(line.IndexOf('-', StringComparison.Ordinal) + 2)];
                if (random.Next(2) == 0) lines.RemoveAt(at);
                else lines.Insert(at, entry + Names[random.Next(Names.Length)]);
                continue;
            }

            var digits = string.Concat(line.SkipWhile(c => !char.IsAsciiDigit(c)).TakeWhile(char.IsAsciiDigit));
            if (digits.Length is 0 or > 6 || line.Contains("version", StringComparison.Ordinal)) continue;
            var number = int.Parse(digits, CultureInfo.InvariantCulture);
            var other = Math.Max(0, number + random.Next(-number / 2 - 1, number / 2 + 3));
            lines[at] = line.Replace(digits, other.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);
        }

        return string.Join('\n', lines);
    }

    private static void Write(TemporaryFolder folder, string file, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(folder.Combine(file))!);
        File.WriteAllText(folder.Combine(file), text);
    }

    private static string Text(TemporaryFolder folder, string file) => File.ReadAllText(folder.Combine(file));
}
