using System.Text.Json.Nodes;
using SpecSkills.Core.Execution;
using SpecSkills.Core.Governance;
using SpecSkills.Core.Primitives;
using SpecSkills.Tests;
using SpecSkills.Tests.Fakes;
using Xunit;

namespace SpecSkills.Invariants;

/// <summary>
/// The invariants of governance over random sequences on the embedded cluster, real stores and the real record.
/// <c>SPECSKILLS_SEQUENCES</c> raises their number, <c>SPECSKILLS_SEED</c> replays one.
/// </summary>
public class InvariantTests(ITestOutputHelper output)
{
    private const int DefaultSequences = 500;

    private static readonly string[] OfAnOperation =
        ["decision", "governance", "operation.intent", "operation.outcome", "verification", "rollback"];

    [Fact]
    public async Task Invariants_hold_over_random_sequences()
    {
        if (TestSeed.Replayed is { } replay)
        {
            await CheckAsync(replay, new Tally());
            return;
        }

        var count = int.TryParse(Environment.GetEnvironmentVariable("SPECSKILLS_SEQUENCES"), out var asked)
            ? asked : DefaultSequences;
        var tally = new Tally();
        await Parallel.ForEachAsync(
            Enumerable.Range(1, count),
            new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount },
            async (seed, _) => await CheckAsync(seed, tally));
        output.WriteLine($"{count} sequences from seed 1: {tally}");
        // Sequences in which nothing happens would prove nothing.
        Assert.True(
            tally is { Rollbacks: > 0, Approved: > 0, Refused: > 0, Breakers: > 0, Recovered: > 0 }
                && tally.Writes > count && tally.Blocked > count, $"{tally}");
    }

    private static async Task CheckAsync(int seed, Tally tally)
    {
        var sequence = new RandomSequence(seed);
        try
        {
            await using var world = await sequence.PlayAsync();
            using var process = world.NewProcess();
            var records = world.AllRecords();
            lock (tally) tally.Add(world, records);
            EveryWriteWasIntendedAndAllowed(world, process, records);
            ApprovalsWereConsumedOnceByAnother(process, records);
            PermitsWereUsedOnce(world, records);
            NothingWasSentLate(process, records);
            NothingWasSentWithAnOpenBreaker(records);
            EveryRecordNamesItsRule(records);
            NothingWasSentInTheDark(world, sequence);
            ResourcesStayedInTheBand(world, records);
            var chain = world.Records.Verify();
            Assert.True(chain.IsIntact, chain.Fault?.Explanation);
            Assert.DoesNotContain(records, record => record.ContainsKey("left_out"));
        }
        catch (Exception failure)
        {
            throw new InvalidOperationException(
                $"Replay with {TestSeed.Replay(seed)}.\n{failure.Message}\n{string.Join('\n', sequence.Told)}",
                failure);
        }
    }

    /// <summary>Invariants 1, 3 and 10.</summary>
    private static void EveryWriteWasIntendedAndAllowed(
        PipelineWorld world, PipelineProcess process, IReadOnlyList<JsonObject> records)
    {
        Assert.Empty(world.Unannounced);
        foreach (var intent in Intents(records))
        {
            var permit = process.Services.Permits.Find(Text(intent, "permit_id")!)!.Permit;
            var of = Text(intent, "compensates") ?? Text(intent, "id");
            Assert.Equal(permit.Operation.Id, of);
            Assert.NotEqual(VerdictStatus.Blocked, permit.Verdict.Status);
            Assert.Contains(records, record => Text(record, "kind") == "governance" && Text(record, "id") == of
                && Text(record, "status") is "allowed" or "requires_approval" && Number(record) < Number(intent));
        }

        Assert.All(world.Writes, write => Assert.True(
            write.Method == "PATCH"
                && write.Path.StartsWith("/apis/apps/v1/namespaces/default/deployments/todo-", StringComparison.Ordinal)
            || write.Method == "POST" && write.Path.Contains("/eviction", StringComparison.Ordinal), write.Path));
    }

    /// <summary>Invariant 2.</summary>
    private static void ApprovalsWereConsumedOnceByAnother(PipelineProcess process, IReadOnlyList<JsonObject> records)
    {
        foreach (var permits in Intents(records).GroupBy(intent => Text(intent, "permit_id")!))
        {
            var permit = process.Services.Permits.Find(permits.Key)!.Permit;
            if (permit.Verdict.Status != VerdictStatus.RequiresApproval) continue;
            var approval = process.Services.Approvals.Find(permit.ApprovalId!)!;
            Assert.Equal(ApprovalState.Consumed, approval.State);
            Assert.All(approval.ApprovedBy, person => Assert.True(person.IsPerson && person != approval.Requester));
            Assert.NotEmpty(approval.ApprovedBy);
        }
    }

    /// <summary>Invariant 4.</summary>
    private static void PermitsWereUsedOnce(PipelineWorld world, IReadOnlyList<JsonObject> records)
    {
        var taken = world.Writes.Where(write => write.Status is >= 200 and < 300
            && !write.Path.Contains("/eviction", StringComparison.Ordinal));
        foreach (var writes in taken.GroupBy(write => write.AuditId))
        {
            // Once as itself and once as the rollback of another: setting two replicas where there are two undoes
            // itself.
            var permits = Intents(records).Where(intent => Text(intent, "id") == writes.Key)
                .Select(intent => (Text(intent, "permit_id"), Text(intent, "compensates"))).Distinct().Count();
            Assert.True(writes.Count() <= permits,
                $"{writes.Key} was written {writes.Count()} times under {permits} permits.");
        }
    }

    /// <summary>Invariant 5: a permit, and so an approval, is used in its time or never.</summary>
    private static void NothingWasSentLate(PipelineProcess process, IReadOnlyList<JsonObject> records)
    {
        foreach (var intent in Intents(records).Where(intent => Text(intent, "compensates") is null))
        {
            var permit = process.Services.Permits.Find(Text(intent, "permit_id")!)!.Permit;
            var at = DateTimeOffset.Parse(
                Text(intent, "timestamp")!, System.Globalization.CultureInfo.InvariantCulture);
            Assert.True(at < permit.ExpiresAt, $"Intended at {at:O}, expired at {permit.ExpiresAt:O}.");
        }
    }

    /// <summary>Invariant 6.</summary>
    private static void NothingWasSentWithAnOpenBreaker(IReadOnlyList<JsonObject> records)
    {
        var open = new HashSet<string>(StringComparer.Ordinal);
        foreach (var record in records)
        {
            switch (Text(record, "kind"))
            {
                case "breaker.opened":
                    open.Add(Text(record, "id")!);
                    break;
                case "breaker.reset":
                    open.Remove(Text(record, "id")!);
                    break;
                case "operation.intent" when record["dry_run"]!.GetValue<bool>() == false
                    && Text(record, "compensates") is null:
                    Assert.DoesNotContain(Text(record, "service")!, open);
                    Assert.DoesNotContain("*", open);
                    break;
            }
        }
    }

    /// <summary>Invariant 7.</summary>
    private static void EveryRecordNamesItsRule(IReadOnlyList<JsonObject> records)
    {
        foreach (var record in records)
        {
            var kind = Text(record, "kind")!;
            var rule = kind == "operation.closed"
                ? record["decision"]!["governance_check"]!["rule"]?.GetValue<string>()
                : Text(record, "rule");
            if (!OfAnOperation.Contains(kind) && kind != "operation.closed") continue;
            Assert.False(string.IsNullOrEmpty(rule), record.ToJsonString());
            var blueprint = record["blueprint"]!;
            Assert.False(string.IsNullOrEmpty(blueprint["version"]!.GetValue<string>()));
            Assert.False(string.IsNullOrEmpty(blueprint["digest"]!.GetValue<string>()));
        }
    }

    /// <summary>Invariant 8: while the policy could not be read, nothing but rollbacks went out.</summary>
    private static void NothingWasSentInTheDark(PipelineWorld world, RandomSequence sequence)
    {
        var compensations =
            world.AllRecords("operation.intent").Where(intent => Text(intent, "compensates") is not null)
            .Select(intent => Text(intent, "id")).ToHashSet();
        foreach (var (_, from, to) in sequence.Dark)
            Assert.All(
                world.Writes.Skip(from).Take(Math.Min(to, world.Writes.Count) - from),
                write => Assert.Contains(write.AuditId, compensations));
    }

    /// <summary>Invariant 9: what no person approved is within 10 percent of what the blueprint says.</summary>
    private static void ResourcesStayedInTheBand(PipelineWorld world, IReadOnlyList<JsonObject> records)
    {
        foreach (var service in new[] { PipelineWorld.Frontend, PipelineWorld.Backend })
        {
            if (Intents(records).Any(intent =>
                Text(intent, "service") == service && Text(intent, "approval_id") is not null
                    && Text(intent, "operation_kind") == "adjust_resources")) continue;
            Assert.True(CpuQuantity.TryParse(world.Request(service, "cpu"), out var cpu));
            var approved = service == PipelineWorld.Frontend ? 50 : 100;
            Assert.InRange(cpu.Millicores, approved * 9 / 10, approved * 11 / 10);
        }
    }

    /// <summary>How much happened in all sequences.</summary>
    private sealed record Tally
    {
        public int Writes { get; private set; }

        public int Rollbacks { get; private set; }

        public int Approved { get; private set; }

        public int Refused { get; private set; }

        public int Blocked { get; private set; }

        public int Breakers { get; private set; }

        public int Recovered { get; private set; }

        public void Add(PipelineWorld world, IReadOnlyList<JsonObject> records)
        {
            Writes += world.Writes.Count;
            Rollbacks += records.Count(record => Text(record, "kind") == "rollback");
            Approved += Intents(records).Count(intent => Text(intent, "approval_id") is not null);
            Refused += records.Count(record =>
                Text(record, "kind") is "approval.rejected" or "approval.cancelled");
            Blocked += records.Count(record =>
                Text(record, "kind") == "governance" && Text(record, "status") == "blocked");
            Breakers += records.Count(record => Text(record, "kind") == "breaker.opened");
            Recovered += records.Count(record => Text(record, "kind") == "recovered");
        }
    }

    private static IEnumerable<JsonObject> Intents(IReadOnlyList<JsonObject> records) => records.Where(record =>
        Text(record, "kind") == "operation.intent" && !record["dry_run"]!.GetValue<bool>());

    private static string? Text(JsonObject record, string name) => record[name]?.GetValue<string>();

    private static long Number(JsonObject record) => record["seq"]!.GetValue<long>();
}
