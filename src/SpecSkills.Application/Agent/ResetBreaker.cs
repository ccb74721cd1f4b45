using System.Text.Json.Nodes;
using SpecSkills.Application.Ports;
using SpecSkills.Core.Audit;
using SpecSkills.Core.Governance;
using SpecSkills.Core.Primitives;

namespace SpecSkills.Application.Agent;

/// <summary>A person lets a stopped service go on.</summary>
public sealed class ResetBreaker(PipelineServices services)
{
    /// <summary>A shorter text is not a reason that a reader can follow later.</summary>
    public const int ShortestReason = 3;

    /// <summary>Closes a breaker, with the reason on record before it closes.</summary>
    /// <param name="service">A service, or <c>*</c> for the breaker over all.</param>
    /// <returns>Null when done; otherwise why not.</returns>
    public string? Execute(string service, Principal by, string reason)
    {
        if (!by.IsPerson) return $"{by} may not reset a breaker. A person resets it in a terminal.";
        var words = UntrustedText.Clean(reason);
        if (words.Length < ShortestReason) return "A reset needs a reason: what was wrong, and why it is solved.";
        if (!IsOpen(service))
            return $"The breaker of {UntrustedText.Clean(service, 80)} is not open.";
        services.Audit.Append(AuditEvents.BreakerReset(service, words, by, services.Now));
        var isKnown = services.Memory.Breakers().Any(breaker => breaker.Service == service && breaker.Open);
        return services.Memory.ResetBreaker(service, by, words, services.Now) || !isKnown
            ? null
            : "It was reset meanwhile.";
    }

    /// <summary>By the state or by the record: tampering with one does not hide the other.</summary>
    public bool IsOpen(string service) =>
        services.Memory.Breakers().Any(breaker => breaker.Service == service && breaker.Open)
        || (services.Records.Query(new AuditQuery(Id: service, Limit: 1)).Records is [{ Record: var newest }]
            && newest["kind"] is JsonValue kind && kind.GetValue<string>() == AuditKinds.BreakerOpened);
}
