using SpecSkills.Application.Ports;

namespace SpecSkills.Application.Agent;

/// <summary>A decision with everything on record that followed from it.</summary>
public sealed class ExplainDecision(PipelineServices services)
{
    /// <summary>By decision id, permit id or operation id; null when nothing is known under it.</summary>
    public DecisionStory? Execute(string id)
    {
        var entry = services.Journal.Find(id);
        var stored = services.Decisions.Find(entry?.DecisionId ?? id);
        var operation = stored?.Decision.Operations is [var first, ..] ? first.Id : entry?.Operation.Id ?? id;
        var records = services.Records
            .Query(new AuditQuery(OperationId: operation, Limit: AuditQuery.MaximumLimit)).Records
            .Concat(services.Records.Query(new AuditQuery(Id: stored?.Id ?? id)).Records)
            .DistinctBy(record => record.Sequence)
            .OrderBy(record => record.Sequence)
            .ToArray();
        return stored is null && records.Length == 0 ? null : new DecisionStory(stored, entry, records);
    }
}

/// <summary>What is known of a decision, oldest record first.</summary>
public sealed record DecisionStory(StoredDecision? Stored, OperationEntry? Entry, IReadOnlyList<AuditEntry> Records);
