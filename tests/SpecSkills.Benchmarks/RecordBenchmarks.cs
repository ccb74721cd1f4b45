using BenchmarkDotNet.Attributes;
using SpecSkills.Application.Ports;
using SpecSkills.Core.Audit;
using SpecSkills.Core.Governance;
using SpecSkills.Core.Governance.Assurance;
using SpecSkills.Storage.Audit;
using SpecSkills.Storage.Blueprints;

namespace SpecSkills.Benchmarks;

/// <summary>A verdict and its record, flushed to a real disk: a decision that nothing takes back.</summary>
public class RecordBenchmarks
{
    private readonly string root = Directory.CreateTempSubdirectory("specskills-benchmark-").FullName;
    private AuditLog log = null!;
    private VerdictRequest request = null!;
    private string policyDigest = "";

    [GlobalSetup]
    public void Prepare()
    {
        log = new AuditLog(
            new AuditDisk(root, "logs", Path.Combine(root, ".specskills")), () => AssuranceStanding.Untried);
        var core = new CoreBenchmarks();
        core.Prepare();
        request = core.Request;
        policyDigest = BlueprintLoader.LoadPolicy(Inputs.Policy).Policy!.Digest;
    }

    [GlobalCleanup]
    public void Remove() => Directory.Delete(root, recursive: true);

    [Benchmark(Description = "durable decision: verdict, record, flush")]
    public AuditPlace Decide()
    {
        var verdict = PolicyDecisionPoint.Evaluate(request);
        return log.Append(AuditEvents.Governed(
            "d-1", request.Operation, verdict, policyDigest, "p-1", null, null, Principal.AgentLoop,
            CoreBenchmarks.Now));
    }
}
