using System.Text.Json.Nodes;

namespace SpecSkills.Hosting.Reports;

/// <summary>What a record of the audit log says, as one sentence for a person.</summary>
public static class RecordText
{
    /// <summary>The sentence.</summary>
    /// <param name="kind">The record's kind.</param>
    /// <param name="body">Its fields.</param>
    public static string Of(string kind, JsonObject body)
    {
        ArgumentNullException.ThrowIfNull(body);
        return kind switch
        {
            "decision" => $"{body["type"]}: {Text(body, "rationale")}",
            "governance" => Governance(body),
            "operation.intent" => $"{body["operation_kind"]}: {Change(body)}"
                + (body["dry_run"]?.GetValue<bool>() == true ? " (dry run)" : ""),
            "operation.outcome" => $"{body["status"]}: {Text(body, "error") ?? Text(body, "command")}",
            "verification" => $"{body["result"]}: {Text(body, "rationale")}",
            "rollback" => $"{body["status"]}: restored {Fields(body["to"])}. {Text(body, "why")}".TrimEnd(),
            "operation.closed" => $"{body["outcome"]}: {body["decision"]?["type"]}",
            "breaker.opened" => $"open after {body["consecutive_failures"]} failures in a row: {Text(body, "why")}",
            "drift" => "differs from its blueprint: " + string.Join(", ", (body["fields"] as JsonArray ?? [])
                .Select(field => $"{field?["field"]} is {field?["found"] ?? "not set"}, not {field?["expected"]}")),
            "checkpoint" => $"follows {body["segment"]}, {body["records"]} records",
            "recovered" => $"{body["bytes"]} torn bytes of {body["segment"]} set aside as {body["set_aside"]}",
            "pruned" => $"{body["from"]} to {body["until"]} deleted, up to record {body["records"]}: kept for "
                + $"{body["retention_period"]}",
            "breaker.reset" => $"reset by {body["by"]}: {Text(body, "reason")}",
            "approval.requested" =>
                $"{body["operation_kind"]}: {Change(body)}, asked by {body["requester"]}, due {body["due_at"]}",
            "approval.notified" => $"{body["channel"]}: {body["status"]}"
                + (Text(body, "why") is { } failure ? $", {failure}" : ""),
            "approval.announced_again" => $"request {body["approval_id"]} announced again",
            "approval.code_refused" => $"a wrong code, {body["tries_left"]} tries left",
            "approval.approved" or "approval.first_person" =>
                $"by {Persons(body["approved_by"])}, with {Shown(body["proof"])}",
            _ when kind.StartsWith("approval.", StringComparison.Ordinal) =>
                $"request {body["approval_id"]} was {body["from_state"]}. {Text(body, "note")}".TrimEnd(),
            "policy.accepted" => $"a person accepted {Files(body)}; the lock is {body["digest"]}",
            "policy.asked" => $"channels are told that {Files(body)} are to be accepted",
            "policy.first_seen" => $"first lock seen: {body["digest"]}, with {Files(body)}",
            "policy.carried" => $"the lock in use is still {body["digest"]}",
            "policy.frozen" => $"frozen by {body["by"]} until {body["until"] ?? "a person resumes"}: "
                + Text(body, "reason"),
            "policy.resumed" => $"resumed by {body["by"]}. {Text(body, "reason")}".TrimEnd(),
            "policy.waits" or "policy.in_force" => $"{body["file"]}: {Text(body, "why")}",
            _ => Text(body, "explanation") ?? Text(body, "why") ?? Text(body, "reason") ?? "",
        };
    }

    /// <summary>A map of fields as <c>replicas 3, revision 2</c>.</summary>
    public static string Fields(JsonNode? fields) => fields is JsonObject map
        ? string.Join(", ", map.Select(field => $"{field.Key} {field.Value}")) : "";

    private static string Governance(JsonObject body) => Text(body, "status") switch
    {
        "allowed" => $"allowed as {body["operation"]} by {body["rule"]}",
        "requires_approval" =>
            $"{body["operation"]} waits for a person: request {body["approval_id"]} ({body["rule"]})",
        _ => $"blocked by {body["rule"]}: {body["explanation"]}"
            + (body["alternative"]?["why"] is { } why ? $" Instead: {why}" : ""),
    };

    private static string Persons(JsonNode? list) =>
        string.Join(" and ", (list as JsonArray ?? []).Select(person => person?.ToString()));

    private static string Files(JsonObject body) => string.Join(", ", (body["files"] as JsonArray ?? [])
        .Select(file => (file is JsonObject named ? named["file"] : file)?.ToString()));

    /// <summary>What was given in addition to the typed name.</summary>
    private static string Shown(JsonNode? proof) => string.Join(", ", (string[])
    [
        "the name", .. proof?["code_digest"] is null ? (string[])[] : ["the code"],
        .. proof?["key"] is null ? (string[])[] : ["a signature"],
        .. proof?["delegated_by"] is { } lender ? (string[])[$"on behalf of {lender}"] : [],
    ]);

    private static string Change(JsonObject body) =>
        $"{Fields(body["before_values"])} -> {Fields(body["after_values"])}";

    /// <summary>Text from others is stored in its own map; a person sees the text without braces.</summary>
    private static string? Text(JsonObject body, string key) =>
        (body[key] is JsonObject marked ? marked["untrusted"] : body[key])?.ToString();
}
