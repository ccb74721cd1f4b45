using SpecSkills.Application.Ports;
using SpecSkills.Core.Audit;

namespace SpecSkills.Cli.Demo;

/// <summary>Passes every record on to the view, after it is durable.</summary>
internal sealed class ToldAuditLog(IAuditLog log, Action<AuditEvent> tell) : IAuditLog
{
    public AuditPlace Append(AuditEvent auditEvent)
    {
        var place = log.Append(auditEvent);
        tell(auditEvent);
        return place;
    }
}
