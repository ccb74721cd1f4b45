using System.Text.Json.Nodes;
using SpecSkills.Core.Decisions;
using SpecSkills.Core.Primitives;
using SpecSkills.Core.Verification;

namespace SpecSkills.Application.Documents;

/// <summary>Writes the verification document.</summary>
public static class VerificationWriter
{
    /// <summary>The document.</summary>
    public static JsonObject Write(VerificationReport report) => new()
    {
        ["operation_id"] = report.OperationId,
        ["result"] = WireWord.Of(report.Result),
        ["wait_time"] = DurationText.Format(report.WaitTime),
        ["post_operation_state"] = State(report.PostOperationState),
        ["targets_met"] = report.TargetsMet,
        ["checks"] = new JsonArray([.. report.Checks.Select(Check)]),
        ["rationale"] = report.Rationale,
        ["rollback"] = Rollback(report.Rollback),
    };

    private static JsonObject State(IReadOnlyList<StateValue> values)
    {
        var map = new JsonObject();
        foreach (var value in values)
            map[value.Key] = value.Count is { } count ? JsonValue.Create(count) : JsonValue.Create(value.Text);
        return map;
    }

    private static JsonObject Check(TargetCheck check) => new()
    {
        ["target"] = check.Target,
        ["metric"] = check.Metric,
        ["before"] = check.Before,
        ["after"] = check.After,
        ["limit"] = check.Limit,
        ["met"] = check.Met,
    };

    private static JsonObject? Rollback(RollbackReport? rollback) => rollback is null
        ? null
        : new JsonObject
        {
            ["status"] = rollback.Succeeded ? "success" : "failure",
            ["duration"] = DurationText.Format(rollback.Duration),
            ["to"] = OperationWriter.Fields(rollback.To),
        };
}
