using System.Globalization;
using System.Text;
using System.Text.Json;
using BenchmarkDotNet.Attributes;
using SpecSkills.Core.Blueprints;
using SpecSkills.Core.Decisions;
using SpecSkills.Core.Governance;
using SpecSkills.Core.Observations;
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

    private VerdictRequest allowed = null!;
    private VerdictRequest forbidden = null!;
    private VerdictRequest adjusting = null!;

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
        allowed = Request(blueprint.Blueprint, policy.Policy, new OperationParameters.Scale(3), VerdictStatus.Allowed);
        forbidden = Request(
            blueprint.Blueprint, policy.Policy,
            new OperationParameters.Other(OperationKind.DeletePersistentVolume, "data"), VerdictStatus.Blocked);
        adjusting = Request(
            blueprint.Blueprint, policy.Policy,
            new OperationParameters.AdjustResources("app", new(53), null, null, null), VerdictStatus.RequiresApproval);
        Compare(lists, windows);
    }

    [Benchmark(Description = "verdict among 500 rules, allowed")]
    public Verdict Allowed() => PolicyDecisionPoint.Evaluate(allowed);

    [Benchmark(Description = "verdict among 500 rules, resources within N percent")]
    public Verdict Adjusting() => PolicyDecisionPoint.Evaluate(adjusting);

    [Benchmark(Description = "verdict among 500 rules, forbidden")]
    public Verdict Forbidden() => PolicyDecisionPoint.Evaluate(forbidden);

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
            [OperationNames.ScaleWithinLimits, OperationNames.RestartFailedPods, OperationNames.RollbackOnFailure];
        string[] never =
        [
            OperationNames.DeletePersistentVolumes, OperationNames.ModifySecrets, OperationNames.ChangeNetworkPolicies,
            OperationNames.DeleteService,
        ];
        var percents = Enumerable.Range(1, OperationNames.PercentLimit).ToList();
        return
        [
            ("allowed_operations", [.. free, .. percents.Select(OperationNames.AdjustResourcesWithin)]),
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

    private static VerdictRequest Request(
        Blueprint blueprint, GovernancePolicy policy, OperationParameters wanted, VerdictStatus expected)
    {
        var seen = Calm();
        var operation = new Operation(
            "todo-frontend", OperationOrigin.Request, wanted,
            new OperationTarget("embedded", "default", "todo-frontend", seen.Deployment.Uid!),
            ObservedFields.Of(wanted, seen), ObservedFields.After(wanted), blueprint.Reference);
        var request = new VerdictRequest(operation, blueprint, policy, seen, CoreBenchmarks.Now);
        var verdict = PolicyDecisionPoint.Evaluate(request);
        return verdict.Status == expected
            ? request
            : throw new InvalidOperationException($"Another way would be measured: {verdict}");
    }

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
