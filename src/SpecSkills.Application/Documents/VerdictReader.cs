using System.Text.Json;
using SpecSkills.Application.Documents.Reading;
using SpecSkills.Core.Decisions;
using SpecSkills.Core.Governance;

namespace SpecSkills.Application.Documents;

/// <summary>Reads a verdict document back; the ids of what was issued on it are no part of the verdict.</summary>
public static class VerdictReader
{
    /// <summary>From a part of a larger document.</summary>
    public static DocumentReading<Verdict> Read(JsonElement element, string path = "$") =>
        JsonText.Read(element, path, Read);

    internal static Verdict? Read(JsonMap map)
    {
        var status = map.Required("status", map.Word<VerdictStatus>("status"), null);
        var verdict = new Verdict(
            status ?? VerdictStatus.Blocked, map.RequiredText("operation"), map.Texts("effects"),
            map.RequiredText("operation_id"),
            map.RequiredText("rule"), map.RequiredText("explanation"), map.Part("alternative", Alternative),
            map.Time("retry_at"));
        map.Text("permit_id");
        map.Text("approval_id");
        map.Text("expires_at");
        return status is null ? null : verdict;
    }

    private static AlternativeOperation? Alternative(JsonMap map)
    {
        var kind = map.Required("kind", map.Word<OperationKind>("kind"), null);
        var why = map.RequiredText("why");
        if (kind is not { } known) return null;
        return map.Part("parameters", part => ParametersReader.Read(known, part)) is { } parameters
            ? new AlternativeOperation(parameters, why)
            : null;
    }
}
