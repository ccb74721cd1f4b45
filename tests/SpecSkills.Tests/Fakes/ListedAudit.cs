using SpecSkills.Application.Ports;
using SpecSkills.Core.Audit;

namespace SpecSkills.Tests.Fakes;

/// <summary>A record that is a list, and can be made to fail like a full disk.</summary>
public sealed class ListedAudit : IAuditLog
{
    public List<AuditEvent> Events { get; } = [];

    public bool IsFull { get; set; }

    /// <summary>Runs after a record is flushed: where another process gets in between.</summary>
    public Action? AfterAppend { get; set; }

    public AuditPlace Append(AuditEvent auditEvent)
    {
        if (IsFull) throw new AuditUnavailableException("No space left on device.");
        int count;
        lock (Events)
        {
            Events.Add(auditEvent);
            count = Events.Count;
        }

        AfterAppend?.Invoke();
        return new AuditPlace(count, "sha256:line");
    }
}
