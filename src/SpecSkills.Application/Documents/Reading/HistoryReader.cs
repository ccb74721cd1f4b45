using System.Text.Json;
using SpecSkills.Core.Observations;
using SpecSkills.Core.Primitives;

namespace SpecSkills.Application.Documents.Reading;

/// <summary>The <c>history</c> part: what the workspace remembers.</summary>
internal static class HistoryReader
{
    public static ServiceHistory Read(JsonMap map) => new()
    {
        LastActionCompletedAt = map.Time("last_action_completed_at"),
        OperationInFlight = map.Flag("operation_in_flight") ?? false,
        ConsecutiveFailures = map.Count("consecutive_failures") ?? 0,
        BreakerOpen = IsOpen(map, "breaker"),
        GlobalBreakerOpen = IsOpen(map, "global_breaker"),
        Frozen = map.Flag("frozen") ?? false,
        Freeze = map.Part("freeze", part => new WorkspaceFreeze(
            part.RequiredTime("since"), part.Time("until"), UntrustedText.Clean(part.RequiredText("by")),
            UntrustedText.Clean(part.RequiredText("reason")))),
        CpuWindowPercent = Percents(map, "cpu_window_percent"),
        CpuWindowComplete = map.Flag("cpu_window_complete") ?? false,
        RestartAttempts = map.List("restart_attempts", part =>
            new RestartAttempt(part.RequiredText("revision"), part.RequiredTime("at"))),
        Operations = map.List("operations", part =>
            new PastOperation(part.RequiredName("service"), part.RequiredTime("at"))),
        ServicesInChange = map.Texts("services_in_change"),
        ServicesInRecovery = map.Texts("services_in_recovery"),
        OwnValues = ApprovedReader.Values(map, "own_values"),
        SamplesAfter = map.Time("samples_after"),
    };

    /// <summary>
    /// Anything but the two words is a finding: a breaker in an unknown state must not read as closed.
    /// </summary>
    private static bool IsOpen(JsonMap map, string key)
    {
        if (map.Text(key) is not { } text) return false;
        if (text is "open" or "closed") return text == "open";
        map.Findings.Add(DocumentCodes.WrongValue, $"{map.Path}.{key}",
            $"'{JsonMap.Shown(text)}' is not a breaker's state.", "Write open or closed.");
        return true;
    }

    private static List<decimal> Percents(JsonMap map, string key)
    {
        var percents = new List<decimal>();
        if (map.Value(key) is not { } list) return percents;
        if (list.ValueKind != JsonValueKind.Array)
            return map.Wrong<List<decimal>>(key, list, "a list of numbers") ?? [];
        foreach (var item in list.EnumerateArray())
            if (item.ValueKind == JsonValueKind.Number && item.TryGetDecimal(out var percent)) percents.Add(percent);
            else map.Wrong<decimal>(key, item, "a list of numbers");
        return percents;
    }
}
