using System.Text.Json.Nodes;
using SpecSkills.Core.Audit;

namespace SpecSkills.Cli.Demo;

/// <summary>
/// Turns records into lines for people. A view shows only what is on record. A repetition is shown once: the same hold
/// in every pass, or the same proposal while it waits.
/// </summary>
internal sealed class DemoNarrator
{
    /// <summary>Holds that a watcher needs to see. The others only say that a service is healthy.</summary>
    private static readonly HashSet<string> ToldHolds =
        ["breaker_open", "projected_breach", "no_rollback_target", "systemic_failure", "restart_limit"];

    /// <summary>What a watcher looks at after a change; the record has every target.</summary>
    private static readonly HashSet<string> Metrics = ["cpu_utilization", "latency_p95"];

    private readonly Dictionary<(string? Service, string Kind), string> told = [];
    private readonly HashSet<string?> undoing = [];

    /// <summary>The line for a record, or null when it is not worth one.</summary>
    public DemoEvent? Tell(AuditEvent record) => record.Kind switch
    {
        AuditKinds.Decision => Decision(record),
        AuditKinds.Governance => Governance(record),
        AuditKinds.Outcome => Outcome(record),
        AuditKinds.Verification => Verification(record),
        AuditKinds.Rollback => Rollback(record),
        AuditKinds.BreakerOpened => Line(record, DemoTone.Bad, "breaker",
            $"open after {record.Body["consecutive_failures"]} failures in a row: a person must reset it"),
        _ => null,
    };

    private DemoEvent? Decision(AuditEvent record)
    {
        var type = Text(record, "type");
        var reason = Text(record, "reason");
        var isHold = type is "hold" or "reject";
        if (isHold && !ToldHolds.Contains(reason))
        {
            told.Remove((record.Service, record.Kind));
            return null;
        }

        var operations = record.Body["operation_ids"]?.ToJsonString() ?? "";
        if (!IsNew(record, $"{type} {reason} {operations}")) return null;
        var tone = isHold ? DemoTone.Bad : DemoTone.Plain;
        return Line(record, tone, "decision", $"{type}: {FirstSentence(Text(record, "rationale"))}");
    }

    private DemoEvent? Governance(AuditEvent record)
    {
        if (!IsNew(record, $"{record.Id} {Text(record, "status")} {Text(record, "rule")}")) return null;
        return Text(record, "status") switch
        {
            "allowed" => Line(record, DemoTone.Good, "governance",
                $"allowed as {Text(record, "operation")} by {Text(record, "rule")}"),
            "requires_approval" => Line(record, DemoTone.Waiting, "governance",
                $"{Text(record, "operation")} waits for a person: request {Text(record, "approval_id")}"),
            _ => Line(record, DemoTone.Bad, "governance",
                $"blocked by {Text(record, "rule")}.{Alternative(record)}"),
        };
    }

    private DemoEvent Outcome(AuditEvent record)
    {
        var undoes = record.Body["compensates"] is not null;
        told.Remove((record.Service, AuditKinds.Governance));
        if (undoes) undoing.Add(record.Service);
        var succeeded = Text(record, "status") == "success";
        return Line(record, succeeded && !undoes ? DemoTone.Good : DemoTone.Bad, undoes ? "rollback" : "execution",
            succeeded ? Text(record, "command") : $"{Text(record, "status")}: {Text(record, "error")}");
    }

    private DemoEvent? Verification(AuditEvent record)
    {
        // The rollback was verified too. Its own record, which follows, says so.
        if (undoing.Remove(record.Service)) return null;
        var result = Text(record, "result");
        return Line(record, result == "failed" ? DemoTone.Bad : result == "passed" ? DemoTone.Good : DemoTone.Waiting,
            "verification", $"{result}: {Checks(record, result)}");
    }

    private static DemoEvent Rollback(AuditEvent record)
    {
        var restored = record.Body["to"] is JsonObject to
            ? string.Join(", ", to.Select(field => $"{field.Key} {field.Value}")) : "";
        return Text(record, "status") == "success"
            ? Line(record, DemoTone.Bad, "rollback", $"undone, restored {restored}")
            : Line(record, DemoTone.Bad, "rollback", $"failed: {Text(record, "why")}");
    }

    /// <summary>The targets that were missed, or else those that moved.</summary>
    private static string Checks(AuditEvent record, string result)
    {
        var checks = record.Body["checks"]?.AsArray().OfType<JsonObject>().ToList() ?? [];
        var missed = checks.Where(check => check["met"]?.GetValue<bool>() == false).ToList();
        var shown = missed.Count > 0 && result != "passed" ? missed
            : checks.Where(check => Metrics.Contains(check["metric"]?.ToString() ?? "")).ToList();
        return string.Join(", ", shown.Select(check =>
            $"{check["metric"]} {check["before"]} -> {check["after"]} (limit {check["limit"]})"));
    }

    private bool IsNew(AuditEvent record, string what)
    {
        if (told.TryGetValue((record.Service, record.Kind), out var last) && last == what) return false;
        told[(record.Service, record.Kind)] = what;
        return true;
    }

    private static string Alternative(AuditEvent record) =>
        record.Body["alternative"]?["why"] is { } why ? $" Instead: {why}" : "";

    private static DemoEvent Line(AuditEvent record, DemoTone tone, string stage, string text) =>
        new(record.At, record.Service, tone, stage, text);

    private static string Text(AuditEvent record, string key) => record.Body[key]?.ToString() ?? "";

    private static string FirstSentence(string text)
    {
        var end = text.IndexOf(". ", StringComparison.Ordinal);
        return end < 0 ? text : text[..(end + 1)];
    }
}
