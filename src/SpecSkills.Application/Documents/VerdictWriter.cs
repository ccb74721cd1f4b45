using System.Text.Json.Nodes;
using SpecSkills.Application.Documents.Writing;
using SpecSkills.Core.Governance;
using SpecSkills.Core.Primitives;

namespace SpecSkills.Application.Documents;

/// <summary>Writes the verdict document; what was issued on it stands beside it.</summary>
public static class VerdictWriter
{
    /// <summary>The verdict by itself: a pure evaluation issues nothing.</summary>
    public static JsonObject Write(Verdict verdict)
    {
        var map = new JsonObject
        {
            ["status"] = WireWord.Of(verdict.Status),
            ["operation"] = verdict.Operation,
            ["effects"] = new JsonArray([.. verdict.Effects.Select(effect => JsonValue.Create(effect))]),
            ["operation_id"] = verdict.OperationId,
            ["rule"] = verdict.Rule,
            ["explanation"] = verdict.Explanation,
            ["alternative"] = Alternative(verdict.Alternative),
        };
        map.Known("retry_at", verdict.RetryAt);
        return map;
    }

    /// <summary>An allowed verdict with its permit.</summary>
    public static JsonObject WithPermit(Verdict verdict, string permitId, DateTimeOffset expiresAt)
    {
        var map = Write(verdict);
        map["permit_id"] = permitId;
        map["expires_at"] = DocumentTime.Text(expiresAt);
        return map;
    }

    /// <summary>A verdict that waits for a person, with its request.</summary>
    public static JsonObject WithApproval(Verdict verdict, string approvalId, DateTimeOffset expiresAt)
    {
        var map = Write(verdict);
        map["approval_id"] = approvalId;
        map["expires_at"] = DocumentTime.Text(expiresAt);
        return map;
    }

    private static JsonObject? Alternative(AlternativeOperation? alternative) => alternative is null
        ? null
        : new JsonObject
        {
            ["kind"] = WireWord.Of(alternative.Parameters.Kind),
            ["parameters"] = OperationWriter.Parameters(alternative.Parameters),
            ["why"] = alternative.Why,
        };
}
