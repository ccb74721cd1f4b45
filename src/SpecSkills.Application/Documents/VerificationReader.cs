using System.Text.Json;
using SpecSkills.Application.Documents.Reading;
using SpecSkills.Core.Decisions;
using SpecSkills.Core.Verification;

namespace SpecSkills.Application.Documents;

/// <summary>Reads a verification document back.</summary>
public static class VerificationReader
{
    /// <summary>From a part of a larger document.</summary>
    public static DocumentReading<VerificationReport> Read(JsonElement element, string path = "$") =>
        JsonText.Read(element, path, Read);

    internal static VerificationReport? Read(JsonMap map)
    {
        var result = map.Required("result", map.Word<VerificationResult>("result"), null);
        var report = new VerificationReport(
            map.RequiredText("operation_id"), result ?? VerificationResult.Inconclusive,
            DocumentDuration.Read(map, "wait_time"), map.Part("post_operation_state", StateReader.Read) ?? [],
            map.Flag("targets_met") ?? false,
            map.List("checks", check => new TargetCheck(
                check.RequiredText("target"), check.Text("before"), check.Text("after"), check.RequiredText("limit"),
                check.Flag("met"), check.Text("metric"))),
            map.RequiredText("rationale"), map.Part("rollback", Rollback));
        return result is null ? null : report;
    }

    private static RollbackReport Rollback(JsonMap map)
    {
        var status = map.RequiredText("status");
        return new RollbackReport(
            status == "success", DocumentDuration.Read(map, "duration"),
            map.Part("to", FieldValuesJson.Read) ?? FieldValues.Empty);
    }
}
