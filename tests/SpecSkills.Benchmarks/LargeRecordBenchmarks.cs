using System.Diagnostics;
using BenchmarkDotNet.Attributes;
using SpecSkills.Application.Ports;
using SpecSkills.Core.Audit;
using SpecSkills.Core.Decisions;
using SpecSkills.Core.Governance;
using SpecSkills.Core.Governance.Assurance;
using SpecSkills.Storage.Audit;

namespace SpecSkills.Benchmarks;

/// <summary>
/// A record of a million lines over ninety days: nine decisions to hold for every verdict, of two services, as an agent
/// leaves them, and one breaker among them all.
/// </summary>
[WarmupCount(1), IterationCount(5)]
public class LargeRecordBenchmarks
{
    private const int Records = 1_000_000;
    private const int Days = 90;
    private const int RareEvery = Records / 3;

    // Written once for all of these: what takes a minute would otherwise be done for each.
    private static readonly string Root = Directory.CreateTempSubdirectory("specskills-benchmark-").FullName;
    private static AuditReader? written;
    private static string operation = "";

    private AuditDisk disk = null!;
    private AuditReader reader = null!;

    [GlobalSetup]
    public void Prepare()
    {
        if (written is null) Write();
        reader = written!;
    }

    private void Write()
    {
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Remove();
        disk = new AuditDisk(Root, "logs", Path.Combine(Root, ".specskills"));
        var bytes = WriteSegments();
        reader = new AuditReader(disk, new AuditIndex(Path.Combine(Root, ".specskills", "audit-index.db")));
        var watch = Stopwatch.StartNew();
        var count = reader.RebuildIndex();
        Console.WriteLine($"// {count} records, {bytes >> 20} MiB; index built in {watch.Elapsed.TotalSeconds:F1} s.");
        written = reader;
        var verified = reader.Verify();
        if (!verified.IsIntact || verified.Records != count)
            throw new InvalidOperationException(verified.Fault?.Explanation);
        if (Newest().Records.Count != 50 || OfService().Records.Count != 50 || Rare().Records.Count != 3
            || OfOperation().Records.Count == 0 || OfADay().Records.Count != 50)
            throw new InvalidOperationException("A query that finds less is a shorter way.");
    }

    private static void Remove()
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(Root, recursive: true);
    }

    [Benchmark(Description = "verify 1,000,000 records"), InvocationCount(1)]
    public AuditVerification Verify() => reader.Verify();

    [Benchmark(Description = "the newest 50 of 1,000,000")]
    public AuditPage Newest() => reader.Query(new AuditQuery());

    [Benchmark(Description = "the newest 50 verdicts of a service")]
    public AuditPage OfService() => reader.Query(new AuditQuery("todo-backend", Kind: AuditKinds.Governance));

    [Benchmark(Description = "50 of a day long ago")]
    public AuditPage OfADay() => reader.Query(new AuditQuery(
        "todo-frontend", Since: CoreBenchmarks.Now.AddDays(20), Until: CoreBenchmarks.Now.AddDays(20).AddHours(2)));

    [Benchmark(Description = "all of a kind, three in 1,000,000")]
    public AuditPage Rare() => reader.Query(new AuditQuery(Kind: AuditKinds.BreakerOpened));

    [Benchmark(Description = "everything about an operation")]
    public AuditPage OfOperation() => reader.Query(new AuditQuery(OperationId: operation));

    /// <summary>
    /// Straight to the disk, without the flush for each that the log makes: the lines and checkpoints are the same.
    /// </summary>
    private long WriteSegments()
    {
        var core = new CoreBenchmarks();
        core.Prepare();
        var decision = DecisionEngine.Decide(core.Input);
        var verdict = PolicyDecisionPoint.Evaluate(core.Request);
        var head = AuditHead.Genesis;
        var buffer = new MemoryStream();
        string? before = null;
        long bytes = 0;
        for (var day = 0; day < Days; day++)
        {
            var start = CoreBenchmarks.Now.AddDays(day);
            var segment = start.ToString(
                "yyyy'/'MM'/'dd'.jsonl'", System.Globalization.CultureInfo.InvariantCulture);
            if (before is not null)
            {
                disk.Append(AuditCheckpoints.File, disk.Length(AuditCheckpoints.File), AuditCheckpoints.Line(
                    before, head, start));
                Add(new AuditEvent(
                    AuditKinds.Checkpoint, before, "audit", null, start, AuditCheckpoints.Body(before, head)));
            }

            var last = (day + 1) * (long)Records / Days;
            while (head.Sequence < last)
            {
                var at = start.AddSeconds((head.Sequence % (Records / Days)) * 7);
                var service = head.Sequence % 2 == 0 ? "todo-frontend" : "todo-backend";
                Add((head.Sequence % RareEvery, head.Sequence % 11) switch
                {
                    (1, _) => AuditEvents.BreakerOpened(service, null, 3, 3, "Failed.", Principal.AgentLoop, at),
                    (_, 0) => AuditEvents.Governed(
                        $"d-{head.Sequence}", Operation(core.Request.Operation, service, head.Sequence), verdict,
                        "sha256:p", $"p-{head.Sequence}", null, null, Principal.AgentLoop, at),
                    _ => AuditEvents.Decided(
                        $"d-{head.Sequence}", decision with { Service = service, Operations = [] }, "sha256:p",
                        Principal.AgentLoop, at),
                });
            }

            disk.Append(segment, 0, buffer.GetBuffer().AsSpan(0, (int)buffer.Length));
            bytes += buffer.Length;
            buffer.SetLength(0);
            before = segment;
        }

        disk.Remember(head);
        return bytes;

        // Some operations are proposed again and again, most are not.
        Operation Operation(Operation one, string service, long number)
        {
            var other = one with
            {
                Service = service,
                Target = one.Target with { Uid = $"uid-{number / 11 % 20_000}" },
            };
            operation = other.Id;
            return other;
        }

        void Add(AuditEvent one)
        {
            var line = AuditChain.Next(head, one, AssuranceStanding.Untried);
            buffer.Write(line.Bytes);
            head = line.Head;
        }
    }
}
