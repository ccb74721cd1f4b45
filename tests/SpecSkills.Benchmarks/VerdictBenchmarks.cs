using System.Globalization;
using System.Text;
using System.Text.Json;
using BenchmarkDotNet.Attributes;
using SpecSkills.Core.Blueprints;
using SpecSkills.Core.Decisions;
using SpecSkills.Core.Governance;
using SpecSkills.Core.Observations;
using SpecSkills.Core.Primitives;
using SpecSkills.Storage.Blueprints;

namespace SpecSkills.Benchmarks;

/// <summary>
/// A verdict where the files hold 500 rules, as many as they can: every operation name once in each file, and freeze
/// windows for the rest. <c>compare/cedar.mjs</c> gives the same rules to Cedar.
/// </summary>
public class VerdictBenchmarks
{
    private const int Rules = 500;
    private const int WindowsEach = 32;

    private static readonly OperationParameters.Scale Nine = new(9);

    private VerdictRequest request = null!;

    /// <summary>Every way a verdict can take that is worth a name, with what makes it long.</summary>
    public static IEnumerable<string> Ways =>
    [
        Allowed, "forbidden", "unlisted, the rest offered", "every effect at once", "resources, a smaller N offered",
        "beyond the bounds, a count offered", "past an absolute limit, a count offered", "deletion, a count offered",
        "the last of 64 counts offered", "in force unaccepted, a count offered",
    ];

    /// <summary>Which of them is measured.</summary>
    [ParamsSource(nameof(Ways))]
    public string Way { get; set; } = Allowed;

    private const string Allowed = "allowed by the last entry";

    [GlobalSetup]
    public void Prepare()
    {
        var lists = Lists();
        var windows = Windows().ToList();
        var blueprint = BlueprintLoader.Load(
            With(Inputs.FrontendBlueprint, "  governance:", "  cost:", "    ", lists, windows[..WindowsEach]));
        var policy = BlueprintLoader.LoadPolicy(
            With(Inputs.Policy, "  agent_authority:", "  limits:", "  ", lists, windows[WindowsEach..]));
        if (blueprint.Blueprint is null || policy.Policy is null)
            throw new InvalidOperationException(
                string.Join('\n', blueprint.Diagnostics.Concat(policy.Diagnostics).Select(one => one.Message)));
        var count = (2 * lists.Sum(list => list.Names.Count)) + windows.Count;
        if (count != Rules) throw new InvalidOperationException($"{count} rules instead of {Rules}.");
        var (wanted, status, offered) = Asked(Way, blueprint.Blueprint, policy.Policy);
        var verdict = PolicyDecisionPoint.Evaluate(wanted);
        if (verdict.Status != status || verdict.Alternative?.Parameters != offered)
            throw new InvalidOperationException($"Another way would be measured: {verdict}");
        request = wanted;
        if (Way == Allowed) Compare(lists, windows);
    }

    [Benchmark(Description = "verdict among 500 rules")]
    public Verdict Verdict()
    {
        // A later moment each time, as in life: what is kept of one moment must not flatter the figure.
        request = request with { Now = request.Now.AddTicks(1) };
        return PolicyDecisionPoint.Evaluate(request);
    }

    private static (VerdictRequest Request, VerdictStatus Status, OperationParameters? Offered) Asked(
        string way, Blueprint rules, GovernancePolicy policy) => way switch
        {
            Allowed => (Request(rules, policy, new OperationParameters.Scale(3)), VerdictStatus.Allowed, null),
            "forbidden" => (Request(rules, policy,
                new OperationParameters.Other(OperationKind.DeletePersistentVolume, "data")),
                VerdictStatus.Blocked, null),
            "unlisted, the rest offered" => (Also(
                Request(rules, policy, new OperationParameters.Scale(3)), ("app.new_field", "1")),
                VerdictStatus.RequiresApproval, new OperationParameters.Scale(3)),
            "every effect at once" => (Also(Request(rules, policy, Nine),
                ("app.cpu.request", "70m"), ("app.image", "app:2"), ("app.new_field", "1"), ("exists", "false"),
                ("app.liveness_probe.period", "9"), ("pods", ""), ("revision", "9"), ("strategy.max_surge", "3")),
                VerdictStatus.RequiresApproval, new OperationParameters.Scale(5)),
            "resources, a smaller N offered" => (
                Request(rules, policy, Memory(140)), VerdictStatus.RequiresApproval, Memory(129)),
            "beyond the bounds, a count offered" => (
                Request(rules, policy, Nine), VerdictStatus.RequiresApproval, new OperationParameters.Scale(5)),
            "past an absolute limit, a count offered" => (
                Request(rules, policy, new OperationParameters.Scale(12)), VerdictStatus.Blocked,
                new OperationParameters.Scale(5)),
            "deletion, a count offered" => (
                Request(rules, policy, new OperationParameters.Other(OperationKind.DeleteDeployment, "todo-frontend")),
                VerdictStatus.RequiresApproval, new OperationParameters.Scale(2)),
            // The budget carries no more than three: every count before is asked about or passed over.
            "the last of 64 counts offered" => (
                Request(
                    rules with
                    {
                        Scaling = rules.Scaling with { MaxReplicas = 100 },
                        Cost = rules.Cost! with { MonthlyBudget = new Money(60, "USD") },
                    },
                    policy with { Limits = policy.Limits with { MaxReplicas = 100 } },
                    new OperationParameters.Scale(66)),
                VerdictStatus.RequiresApproval, new OperationParameters.Scale(3)),
            "in force unaccepted, a count offered" => (
                Request(
                    rules with { Accepted = rules, Scaling = rules.Scaling with { MaxReplicas = 4 } }, policy, Nine),
                VerdictStatus.RequiresApproval, new OperationParameters.Scale(4)),
            _ => throw new InvalidOperationException($"There is no way '{way}'."),
        };

    private static void Compare(List<(string List, List<string> Names)> lists, List<(int Day, int Hour)> windows)
    {
        var file = Path.GetTempFileName();
        File.WriteAllText(file, JsonSerializer.Serialize(new
        {
            lists = lists.ToDictionary(list => list.List, list => list.Names),
            windows = windows.Select(window => new { window.Day, window.Hour }),
        }));
        ComparedProgram.Run("cedar.mjs", file);
        File.Delete(file);
    }

    /// <summary>Each name may stand in one list of a file: what is beyond N percent needs a person.</summary>
    private static List<(string List, List<string> Names)> Lists()
    {
        string[] free =
            [OperationNames.RestartFailedPods, OperationNames.RollbackOnFailure, OperationNames.ScaleWithinLimits];
        string[] never =
        [
            OperationNames.DeletePersistentVolumes, OperationNames.ModifySecrets, OperationNames.ChangeNetworkPolicies,
            OperationNames.DeleteService,
        ];
        var percents = Enumerable.Range(1, OperationNames.PercentLimit).ToList();
        return
        [
            ("allowed_operations", [.. percents.Select(OperationNames.AdjustResourcesWithin), .. free]),
            ("requires_approval",
            [
                .. OperationNames.Fixed.Except(free).Except(never),
                .. percents.Select(OperationNames.ChangeResourceLimitsBeyond),
            ]),
            ("forbidden_operations", [.. never]),
        ];
    }

    /// <summary>Hours of the week, none of them that of the measurement: every one has to be looked at.</summary>
    private static IEnumerable<(int Day, int Hour)> Windows() =>
        Enumerable.Range(0, 2 * WindowsEach).Select(i => (i % 6 + 1, i / 6));

    /// <summary>Replaces what stands between two lines of a shipped file by a section of these rules.</summary>
    private static byte[] With(
        byte[] file, string from, string to, string indent, List<(string List, List<string> Names)> lists,
        IReadOnlyList<(int Day, int Hour)> windows)
    {
        var text = Encoding.UTF8.GetString(file);
        var section = new StringBuilder(indent.Length == 4 ? "  governance:\n" : "");
        section.Append(indent).Append("agent_authority:\n");
        foreach (var (list, names) in lists)
        {
            section.Append(indent).Append("  ").Append(list).Append(":\n");
            foreach (var name in names) section.Append(indent).Append("    - ").Append(name).Append('\n');
        }

        section.Append(indent).Append("freeze_windows:\n");
        foreach (var (day, hour) in windows)
            section.Append(indent).Append(
                CultureInfo.InvariantCulture, $"  - {{cron: \"0 {hour} * * {day}\", duration: 1h, time_zone: UTC}}\n");
        var begin = text.IndexOf($"\n{from}", StringComparison.Ordinal) + 1;
        var end = text.IndexOf($"\n{to}", begin, StringComparison.Ordinal) + 1;
        if (begin == 0 || end == 0) throw new InvalidOperationException($"The shipped file has no {from} or {to}.");
        text = text.Replace("  freeze_windows: []\n", "", StringComparison.Ordinal);
        return Encoding.UTF8.GetBytes(text[..begin] + section + text[end..]);
    }

    private static OperationParameters.AdjustResources Memory(long mebibytes) =>
        new("app", null, null, new(mebibytes << 20), null);

    private static VerdictRequest Request(Blueprint blueprint, GovernancePolicy policy, OperationParameters wanted)
    {
        var seen = Calm();
        var operation = new Operation(
            "todo-frontend", OperationOrigin.Request, wanted,
            new OperationTarget("embedded", "default", "todo-frontend", seen.Deployment.Uid!),
            ObservedFields.Of(wanted, seen), ObservedFields.After(wanted), blueprint.Reference);
        return new VerdictRequest(operation, blueprint, policy, seen, CoreBenchmarks.Now);
    }

    private static VerdictRequest Also(VerdictRequest request, params (string Field, string Value)[] fields) =>
        request with
        {
            Operation = request.Operation with
            {
                After = new FieldValues(request.Operation.After.Concat(
                    fields.Select(one => KeyValuePair.Create(one.Field, one.Value)))),
            },
        };

    private static Observation Calm()
    {
        var seen = CoreBenchmarks.Surge();
        return seen with
        {
            Containers =
            [
                new ContainerReading(
                    "app", new CpuReading(new(50), new(200), null, null, null),
                    new MemoryUsageReading(new(128L << 20), new(512L << 20), null, null, null)),
            ],
        };
    }
}
