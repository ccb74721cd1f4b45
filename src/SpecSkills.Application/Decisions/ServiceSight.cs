using SpecSkills.Application.Ports;
using SpecSkills.Core.Audit;
using SpecSkills.Core.Blueprints;
using SpecSkills.Core.Governance;
using SpecSkills.Core.Observations;

namespace SpecSkills.Application.Decisions;

/// <summary>
/// Blueprint, policy and a fresh observation of one service, or the reason why not - which goes on record.
/// </summary>
internal sealed record ServiceSight(
    RepositorySnapshot Snapshot, ServiceBlueprint Entry, Blueprint Blueprint, Observation Observation)
{
    /// <summary>Digest of the policy in force.</summary>
    public string? PolicyDigest => Snapshot.Policy?.Digest;

    /// <summary>
    /// Looks at a service; <paramref name="failure"/>-style results are recorded as decisions not to act.
    /// </summary>
    public static async Task<(ServiceSight? Sight, DecideResult? Failure)> LookAsync(
        PipelineServices services, string service, Principal principal, bool remember, CancellationToken cancellation)
    {
        var snapshot = services.Blueprints.Read();
        if (snapshot.Find(service) is not { } entry)
            return (null, new DecideResult.UnknownService(service, [.. snapshot.Services.Select(one => one.Service)]));
        var policy = snapshot.Policy?.Digest;
        if (entry.Blueprint is not { } blueprint)
        {
            var first = entry.Findings.FirstOrDefault(finding => finding.Severity == DiagnosticSeverity.Error);
            Record(services, entry.Service, null, policy, "blueprint_unreadable",
                first is null ? "The blueprint cannot be read." : $"{first.Code} {first.Path}: {first.Message}",
                principal);
            return (null, new DecideResult.Unreadable(entry.Service, entry.File, entry.Findings));
        }

        var reading = await services.ObserveAsync(blueprint, snapshot.Policy, remember, cancellation);
        if (reading is ClusterReading<Observation>.Read read)
            return (new ServiceSight(snapshot, entry, blueprint, read.Value), null);
        var failed = (ClusterReading<Observation>.Failed)reading;
        Record(services, entry.Service, blueprint.Reference, policy, "unobservable", failed.Message, principal);
        return (null, new DecideResult.Unobservable(entry.Service, failed.Failure, failed.Message));
    }

    private static void Record(
        PipelineServices services, string service, BlueprintReference? blueprint, string? policy, string reason,
        string why,
        Principal principal) =>
        services.Audit.Append(AuditEvents.Undecided(
            services.Ids.Next("d"), service, blueprint, policy, reason, why, principal, services.Now));
}
