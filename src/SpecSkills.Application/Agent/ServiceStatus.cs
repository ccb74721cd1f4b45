using SpecSkills.Application.Governance;
using SpecSkills.Application.Ports;
using SpecSkills.Core.Governance;

namespace SpecSkills.Application.Agent;

/// <summary>How every service of the workspace stands, from the state alone: no cluster is asked.</summary>
public sealed class ServiceStatus(PipelineServices services)
{
    /// <summary>Pending requests shown per service.</summary>
    private const int PendingLimit = 20;

    /// <summary>One service, or all.</summary>
    public IReadOnlyList<ServiceStanding> Execute(string? service)
    {
        var snapshot = services.Blueprints.Read();
        var breakers = services.Memory.Breakers().ToDictionary(breaker => breaker.Service, StringComparer.Ordinal);
        var only = service is null ? null : snapshot.Find(service)?.Service ?? service;
        return
        [
            .. snapshot.Services.Where(entry => only is null || entry.Service == only).Select(entry =>
                new ServiceStanding(
                entry,
                snapshot.Policy?.Digest,
                breakers.GetValueOrDefault(entry.Service),
                breakers.GetValueOrDefault("*"),
                services.Journal.FindUnfinished(entry.Service),
                ApprovalTimer.Waiting(services.Approvals, entry.Service, PendingLimit, services.Now))),
        ];
    }
}

/// <summary>How one service stands.</summary>
/// <param name="Breaker">Null when it never failed.</param>
/// <param name="Global">The breaker over all services; null when it never opened.</param>
public sealed record ServiceStanding(
    ServiceBlueprint Blueprint,
    string? PolicyDigest,
    BreakerStatus? Breaker,
    BreakerStatus? Global,
    OperationEntry? Unfinished,
    IReadOnlyList<ApprovalRequest> Pending);
