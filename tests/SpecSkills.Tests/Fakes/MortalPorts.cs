using SpecSkills.Application.Ports;
using SpecSkills.Core.Audit;
using SpecSkills.Core.Execution;

namespace SpecSkills.Tests.Fakes;

/// <summary>The real record, as long as the process lives.</summary>
public sealed class MortalAuditLog(IAuditLog inner, ProcessLife life) : IAuditLog
{
    public AuditPlace Append(AuditEvent auditEvent) =>
        life.Do($"audit {auditEvent.Kind}", () => inner.Append(auditEvent));
}

/// <summary>The real write side, as long as the process lives.</summary>
public sealed class MortalWriter(IClusterWriter inner, ProcessLife life) : IClusterWriter
{
    public Task<Receipt> ExecuteAsync(AdmittedPlan plan, CancellationToken cancellation) =>
        life.DoAsync("write", () => inner.ExecuteAsync(plan, cancellation));
}

/// <summary>The real permits, as long as the process lives.</summary>
public sealed class MortalPermits(IPermitStore inner, ProcessLife life) : IPermitStore
{
    public void Issue(Permit permit) => life.Do("issue", () =>
    {
        inner.Issue(permit);
        return true;
    });

    public PermitStatus? Find(string permitId) => inner.Find(permitId);

    public bool TryConsume(string permitId, DateTimeOffset now) =>
        life.Do("consume", () => inner.TryConsume(permitId, now));

    public bool TryClaimCompensation(string permitId, DateTimeOffset now) =>
        life.Do("claim compensation", () => inner.TryClaimCompensation(permitId, now));
}

/// <summary>The real journal, as long as the process lives.</summary>
public sealed class MortalJournal(IOperationJournal inner, ProcessLife life) : IOperationJournal
{
    public bool TryBegin(OperationEntry entry) => life.Do("begin", () => inner.TryBegin(entry));

    public bool TryAdvance(OperationEntry entry, OperationStage expected) =>
        life.Do($"advance {expected} to {entry.Stage}", () => inner.TryAdvance(entry, expected));

    public OperationEntry? Find(string permitOrOperationId) => inner.Find(permitOrOperationId);

    public OperationEntry? FindUnfinished(string service) => inner.FindUnfinished(service);

    public IReadOnlyList<OperationEntry> Unfinished() => inner.Unfinished();

    public bool TryLease(string permitId, string owner, DateTimeOffset now, TimeSpan duration)
    {
        life.Check();
        return inner.TryLease(permitId, owner, now, duration);
    }
}
