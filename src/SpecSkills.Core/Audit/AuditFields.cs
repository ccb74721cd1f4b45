using System.Collections.Frozen;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using SpecSkills.Core.Primitives;

namespace SpecSkills.Core.Audit;

/// <summary>
/// Which fields a record may have. A field with another name is left out, and the record says that something was: an
/// environment value, a secret or an annotation cannot get in when code passes a larger object along.
/// </summary>
public static partial class AuditFields
{
    /// <summary>Deeper than any record is; deeper input is an attack or a bug.</summary>
    private const int MaximumDepth = 12;

    /// <summary>Under these names lies a map of field names to values, not a structure of ours.</summary>
    private static readonly FrozenSet<string> Maps = FrozenSet.Create(
        StringComparer.Ordinal,
        "current_state", "target_state", "post_operation_state", "before_values", "after_values", "parameters", "to");

    private static readonly FrozenSet<string> Names = FrozenSet.Create(
        StringComparer.Ordinal,
        // who, what, by which rules
        "agent_id", "blueprint", "name", "version", "digest", "policy_digest", "service", "decision", "decision_id",
        "type", "reason", "rationale", "blueprint_references", "governance_check", "operation", "status", "rule",
        "considered", "outcome", "why", "alert", "proposal_only", "requester", "origin", "cluster", "namespace", "uid",
        "target", "operation_kind", "operation_ids", "principal",
        // governance and approvals
        "effects", "explanation", "alternative", "retry_at", "permit_id", "approval_id", "expires_at", "due_at",
        "state", "from_state", "to_state", "approvers", "approver", "approved_by", "decided_by", "note", "overdue",
        "channel", "two_person", "auto_reject_on_timeout", "verdict", "code_digest", "tries_left", "proof",
        "name_typed", "code_typed", "key", "signature", "delegated_by",
        // execution and verification
        "operation_id", "execution", "command", "duration", "requests", "method", "path", "dry_run", "compensates",
        "resource_version", "resource_version_before", "resource_version_after", "error", "attempt", "settled_from",
        "verification", "result", "wait_time", "targets_met", "checks", "metric", "before", "after", "limit", "met",
        "rollback", "succeeded",
        // safety, policy, drift
        "consecutive_failures", "threshold", "breaker", "by", "field", "fields", "found", "expected", "manager",
        "widens", "accepted", "files", "findings", "code", "message", "line", "column", "from", "until", "file",
        // the record about itself
        "segment", "records", "head", "bytes", "set_aside", "retention_period", "untrusted", "left_out", "shortened");

    /// <summary>True when a record may carry a field of this name.</summary>
    public static bool IsAllowed(string name) => Names.Contains(name) || Maps.Contains(name);

    /// <summary>
    /// A copy with only allowed names, cleaned texts no longer than <paramref name="textLimit"/> and lists no longer
    /// than <paramref name="listLimit"/>; names left out are counted in <paramref name="leftOut"/>.
    /// </summary>
    internal static JsonObject Filter(JsonObject body, int textLimit, int listLimit, ref int leftOut) =>
        Map(body, free: false, textLimit, listLimit, 0, ref leftOut);

    private static JsonObject Map(
        JsonObject map, bool free, int textLimit, int listLimit, int depth, ref int leftOut)
    {
        var copy = new JsonObject();
        var kept = 0;
        foreach (var (name, value) in map)
        {
            if ((free ? !FieldName().IsMatch(name) : !IsAllowed(name)) || (free && ++kept > listLimit))
                leftOut++;
            else
                copy[name] = Node(value, Maps.Contains(name), textLimit, listLimit, depth + 1, ref leftOut);
        }

        return copy;
    }

    private static JsonNode? Node(
        JsonNode? node, bool free, int textLimit, int listLimit, int depth, ref int leftOut)
    {
        if (depth > MaximumDepth)
        {
            leftOut++;
            return null;
        }

        switch (node)
        {
            case null:
                return null;
            case JsonObject map:
                return Map(map, free, textLimit, listLimit, depth, ref leftOut);
            case JsonArray list:
                var copy = new JsonArray();
                foreach (var item in list.Take(listLimit))
                    copy.Add(Node(item, free, textLimit, listLimit, depth + 1, ref leftOut));
                leftOut += Math.Max(0, list.Count - listLimit);
                return copy;
            default:
                return node.GetValueKind() == JsonValueKind.String
                    ? UntrustedText.Clean(node.GetValue<string>(), textLimit)
                    : node.DeepClone();
        }
    }

    [GeneratedRegex(@"\A[a-z0-9][a-z0-9._-]{0,127}\z", RegexOptions.CultureInvariant)]
    private static partial Regex FieldName();
}
