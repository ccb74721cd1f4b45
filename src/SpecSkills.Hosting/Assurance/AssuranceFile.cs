using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using SpecSkills.Application.Documents;
using SpecSkills.Core.Governance.Assurance;
using SpecSkills.Core.Primitives;
using SpecSkills.Hosting.Workspaces;
using SpecSkills.Storage.Files;

namespace SpecSkills.Hosting.Assurance;

/// <summary>
/// The last examination from each seat, in <c>.specskills/assurance.json</c>:
/// <code>{"reports": [{"tried_in": "hook", "tried_at": "...", "level": "L1", "doors": [...]}]}</code>
/// </summary>
public sealed class AssuranceFile(Workspace workspace)
{
    /// <summary>A report is some 5 KiB.</summary>
    private const int SizeLimit = 256 * 1024;

    /// <summary>Where it is.</summary>
    public string Path { get; } = System.IO.Path.Combine(workspace.State, "assurance.json");

    /// <summary>What it says; nothing when it is missing or unreadable, which is the lowest level.</summary>
    public IReadOnlyList<AssuranceReport> Read()
    {
        try
        {
            if (BoundedFile.ReadStored(Path, SizeLimit).Bytes is not { } bytes) return [];
            using var document = JsonDocument.Parse(bytes);
            return [.. document.RootElement.GetProperty("reports").EnumerateArray().Select(ReportOf)];
        }
        catch (Exception unreadable) when (unreadable is JsonException or InvalidOperationException
            or KeyNotFoundException or FormatException)
        {
            return [];
        }
    }

    /// <summary>Keeps a report in place of the last one of its seat.</summary>
    public void Put(AssuranceReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        workspace.PrepareState();
        var reports = Read().Where(one => one.Seat != report.Seat).Append(report);
        PrivateFolder.WriteFile(
            Path, new JsonObject { ["reports"] = new JsonArray([.. reports.Select(Document)]) }.ToJsonString());
    }

    /// <summary>A report as a document.</summary>
    public static JsonObject Document(AssuranceReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        return new JsonObject
        {
            ["level"] = report.Level,
            ["tried_in"] = AssuranceStanding.Word(report.Seat),
            ["tried_at"] = DocumentTime.Text(report.TriedAt),
            ["doors"] = new JsonArray([.. report.Doors.Select(door => new JsonObject
            {
                ["door"] = door.Name, ["state"] = Word(door.State), ["tried"] = door.Tried, ["found"] = door.Found,
            })]),
        };
    }

    /// <summary>A report read back; its level is computed again from its doors.</summary>
    /// <exception cref="Exception">It is not a report.</exception>
    public static AssuranceReport ReportOf(JsonElement report) => new(
        Seat(report.GetProperty("tried_in").GetString()),
        DateTimeOffset.Parse(
            report.GetProperty("tried_at").GetString()!, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal),
        [
            .. report.GetProperty("doors").EnumerateArray().Select(door => new Door(
                UntrustedText.Clean(door.GetProperty("door").GetString()!, 40),
                State(door.GetProperty("state").GetString()),
                UntrustedText.Clean(door.GetProperty("tried").GetString()!, 300),
                UntrustedText.Clean(door.GetProperty("found").GetString()!, 600))),
        ]);

    private static string Word(DoorState state) => state switch
    {
        DoorState.Shut => "shut",
        DoorState.Open => "open",
        _ => "unknown",
    };

    private static AssuranceSeat Seat(string? word) => word switch
    {
        "hook" => AssuranceSeat.Hook,
        "agent_shell" => AssuranceSeat.AgentShell,
        _ => AssuranceSeat.Terminal,
    };

    private static DoorState State(string? word) => word switch
    {
        "shut" => DoorState.Shut,
        "open" => DoorState.Open,
        _ => DoorState.Unknown,
    };
}
