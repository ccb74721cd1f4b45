using System.Globalization;
using System.Text.Json.Nodes;
using SpecSkills.Application.Documents;
using SpecSkills.Core.Decisions;
using SpecSkills.Core.Governance;
using SpecSkills.Core.Primitives;

namespace SpecSkills.Application.Governance;

/// <summary>
/// What an approver's key signs: one request, one operation, one person, in one spelling. Signed for another request,
/// for another person or for the same request about something else, a signature is worth nothing.
/// </summary>
public static class SigningDocument
{
    /// <summary>The namespace of the signature: a key that signs commits or mail signs no approval by it.</summary>
    public const string Namespace = "specskills-approval";

    /// <summary>The canonical bytes.</summary>
    /// <param name="by">Who signs.</param>
    public static byte[] Of(ApprovalRequest request, Principal by)
    {
        var operation = request.Operation;
        return CanonicalJson.Bytes(new JsonObject
        {
            ["purpose"] = Namespace,
            ["decision"] = "approve",
            ["approver"] = by.Name,
            ["approval_id"] = request.Id,
            ["requester"] = request.Requester.Name,
            ["requested_at"] = Time(request.RequestedAt),
            ["operation_id"] = operation.Id,
            ["operation_kind"] = WireWord.Of(operation.Kind),
            ["target"] = OperationJson.Target(operation.Target),
            ["before_values"] = OperationJson.Fields(operation.Before),
            ["after_values"] = OperationJson.Fields(operation.After),
            ["blueprint_digest"] = operation.Blueprint.Digest,
            ["policy_digest"] = request.PolicyDigest,
            ["rule"] = request.Verdict.Rule,
        });
    }

    private static string Time(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'", CultureInfo.InvariantCulture);
}
