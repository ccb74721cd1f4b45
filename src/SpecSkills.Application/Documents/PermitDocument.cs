using System.Text.Json.Nodes;
using SpecSkills.Application.Documents.Reading;
using SpecSkills.Core.Execution;
using SpecSkills.Core.Governance;

namespace SpecSkills.Application.Documents;

/// <summary>A permit as the state database keeps it.</summary>
public static class PermitDocument
{
    /// <summary>The document.</summary>
    public static JsonObject Write(Permit permit) => new()
    {
        ["permit_id"] = permit.Id,
        ["operation"] = BoundOperation.Write(permit.Operation),
        ["decision_id"] = permit.DecisionId,
        ["policy_digest"] = permit.PolicyDigest,
        ["verdict"] = VerdictWriter.Write(permit.Verdict),
        ["approval_id"] = permit.ApprovalId,
        ["issued_to"] = permit.IssuedTo.Name,
        ["issued_at"] = DocumentTime.Text(permit.IssuedAt),
        ["expires_at"] = DocumentTime.Text(permit.ExpiresAt),
    };

    /// <summary>Reads it back, strictly.</summary>
    public static DocumentReading<Permit> Read(string text) => JsonText.Read(text, Read);

    private static Permit? Read(JsonMap map)
    {
        var id = map.RequiredText("permit_id");
        var operation = map.Required("operation", map.Part("operation", BoundOperation.Read), null);
        var decision = map.RequiredText("decision_id");
        var policy = map.RequiredText("policy_digest");
        var verdict = map.Required("verdict", map.Part("verdict", VerdictReader.Read), null);
        var approval = map.Text("approval_id");
        var issuedTo = map.RequiredText("issued_to");
        var (issuedAt, expiresAt) = (map.RequiredTime("issued_at"), map.RequiredTime("expires_at"));
        return operation is null || verdict is null
            ? null
            : new Permit(id, operation, decision, policy, verdict, approval, new Principal(issuedTo), issuedAt,
                expiresAt);
    }
}
