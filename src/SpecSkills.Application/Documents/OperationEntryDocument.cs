using System.Text.Json.Nodes;
using SpecSkills.Application.Documents.Reading;
using SpecSkills.Application.Documents.Writing;
using SpecSkills.Application.Ports;
using SpecSkills.Core.Governance;
using SpecSkills.Core.Primitives;

namespace SpecSkills.Application.Documents;

/// <summary>
/// An execution as the state database keeps it. The verification's own state is not part of it: it is opaque text, of
/// any length, and kept beside.
/// </summary>
public static class OperationEntryDocument
{
    /// <summary>The document.</summary>
    public static JsonObject Write(OperationEntry entry)
    {
        var map = new JsonObject
        {
            ["permit_id"] = entry.PermitId,
            ["operation"] = BoundOperation.Write(entry.Operation),
            ["decision_id"] = entry.DecisionId,
            ["executor"] = entry.Executor.Name,
            ["stage"] = WireWord.Of(entry.Stage),
            ["started_at"] = DocumentTime.Text(entry.StartedAt),
        };
        map.Known("intended_at", entry.IntendedAt);
        map.Known("executed_at", entry.ExecutedAt);
        if (entry.Before is { } before) map["before"] = ObservationWriter.Write(before);
        if (entry.Receipt is { } receipt) map["receipt"] = ReceiptWriter.Write(receipt);
        if (entry.Report is { } report) map["report"] = VerificationWriter.Write(report);
        map.Known("outcome", entry.Outcome);
        map.Known("closed_at", entry.ClosedAt);
        return map;
    }

    /// <summary>Reads it back, strictly.</summary>
    public static DocumentReading<OperationEntry> Read(string text, string? verificationState) =>
        JsonText.Read(text, map => Read(map, verificationState));

    private static OperationEntry? Read(JsonMap map, string? verificationState)
    {
        var permit = map.RequiredText("permit_id");
        var operation = map.Required("operation", map.Part("operation", BoundOperation.Read), null);
        var decision = map.RequiredText("decision_id");
        var executor = map.RequiredText("executor");
        var stage = map.Required("stage", map.Word<OperationStage>("stage"), null);
        var (startedAt, executedAt) = (map.RequiredTime("started_at"), map.Time("executed_at"));
        var intendedAt = map.Time("intended_at");
        var before = map.Part("before", ObservationReader.Read);
        var receipt = map.Part("receipt", ReceiptReader.Read);
        var report = map.Part("report", VerificationReader.Read);
        var (outcome, closedAt) = (map.Text("outcome"), map.Time("closed_at"));
        if (operation is null || stage is not { } known) return null;
        return new OperationEntry(
            permit, operation, decision, new Principal(executor), known, startedAt, executedAt, before, receipt,
            verificationState, report, outcome, closedAt)
        {
            IntendedAt = intendedAt,
        };
    }
}
