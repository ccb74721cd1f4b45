using System.Text.Json.Nodes;
using SpecSkills.Application.Documents;
using SpecSkills.Core.Governance.Assurance;
using SpecSkills.Hosting.Assurance;
using Spectre.Console;

namespace SpecSkills.Cli.Guard;

/// <summary>Shows an examination to people and to programs.</summary>
internal static class DoctorReport
{
    /// <summary>Wider than any terminal: a program reads it, and lines are not broken.</summary>
    private const int Narrow = 1000;

    private static readonly Dictionary<string, string> Titles = new(StringComparer.Ordinal)
    {
        [DoorNames.Kubeconfig] = "your kubeconfig",
        [DoorNames.Credentials] = "other cluster credentials",
        [DoorNames.Engine] = "container engine",
        [DoorNames.Minikube] = "minikube's keys",
        [DoorNames.Embedded] = "embedded cluster",
        [DoorNames.StateRead] = "reading the state",
        [DoorNames.StateWrite] = "writing the state",
        [DoorNames.Record] = "writing the record",
        [DoorNames.Lock] = "writing the policy lock",
        [DoorNames.Program] = "writing this program",
        [DoorNames.Settings] = "writing the agent's settings",
        [DoorNames.Demands] = "no hook or no sandbox",
        [DoorNames.Channel] = "approving without a code",
        [DoorNames.Policy] = "writing policy and blueprints",
        [DoorNames.Owner] = "same user owns them",
        [DoorNames.Signatures] = "approving without a touch",
        [DoorNames.Bounds] = "a cluster without bounds",
    };

    /// <summary>On a screen.</summary>
    public static void Write(IAnsiConsole screen, AssuranceReport report, AssuranceStanding standing)
    {
        screen.MarkupLineInterpolated(
            $"Tried from {Place(report.Seat)}, {DocumentTime.Text(report.TriedAt)}. Nothing was changed.");
        screen.WriteLine();
        foreach (var level in AssuranceLevels.All.Where(level => level.Doors.Count > 0)) Doors(screen, report, level);
        Levels(screen, report);
        screen.MarkupLineInterpolated($"From here, a program can do what [bold]{report.Level}[/] leaves open.");
        screen.Markup(Standing(standing));
        screen.WriteLine();
    }

    /// <summary>As a document.</summary>
    public static JsonObject Document(AssuranceReport report, AssuranceStanding standing)
    {
        var document = AssuranceFile.Document(report);
        document["levels"] = new JsonArray([.. AssuranceLevels.All.Select(level => new JsonObject
        {
            ["level"] = level.Name,
            ["takes"] = level.Takes,
            ["agent_can_still"] = level.Leaves,
            ["open_doors"] = new JsonArray(
                [.. AssuranceLevels.Missing(level, report.Doors).Select(name => (JsonNode)name)]),
        })]);
        document["in_force"] = new JsonObject
        {
            ["level"] = standing.Level,
            ["tried_at"] = standing.TriedAt is { } at ? DocumentTime.Text(at) : null,
            ["tried_in"] = standing.Seat is { } seat ? AssuranceStanding.Word(seat) : null,
        };
        return document;
    }

    private static void Doors(IAnsiConsole screen, AssuranceReport report, AssuranceLevel level)
    {
        var reached = AssuranceLevels.Missing(level, report.Doors).Count == 0;
        screen.MarkupLineInterpolated(
            $"[bold]{level.Name,-4}[/]{(reached ? "all shut: " : "takes ")}{level.Takes}");
        // Without a terminal every door is one line of any width.
        var seen = screen.Profile.Width < Narrow;
        var table = new Table().Border(TableBorder.None).HideHeaders()
            .AddColumn(new TableColumn("").Width(8)).AddColumn(new TableColumn("").Width(30)).AddColumn("");
        foreach (var door in level.Doors.Select(report.Door).OfType<Door>())
        {
            var (word, colour) = Look(door.State);
            if (!seen) screen.WriteLine($"  {word,-9}{Titles[door.Name],-31}{door.Found} ({door.Tried})");
            else table.AddRow(
                new Markup($"[{colour}]{word}[/]"), new Text(Titles[door.Name]),
                new Markup($"{Markup.Escape(door.Found)}\n[grey]{Markup.Escape(door.Tried)}[/]"));
        }

        if (seen) screen.Write(new Padder(table, new Padding(2, 0, 0, 0)));
        screen.WriteLine();
    }

    private static (string Word, string Colour) Look(DoorState state) => state switch
    {
        DoorState.Shut => ("shut", "green"),
        DoorState.Open => ("OPEN", "red"),
        _ => ("unknown", "yellow"),
    };

    private static void Levels(IAnsiConsole screen, AssuranceReport report)
    {
        var reached = AssuranceLevels.All.First(level => level.Name == report.Level);
        screen.MarkupLineInterpolated($"At [bold]{reached.Name}[/] an agent can still {reached.Leaves}.");
        var next = AssuranceLevels.All.FirstOrDefault(level =>
            AssuranceLevels.Rank(level.Name) > AssuranceLevels.Rank(AssuranceLevels.Channel)
            && AssuranceLevels.Rank(level.Name) > AssuranceLevels.Rank(report.Level));
        if (next is null) return;
        var open = AssuranceLevels.Missing(next, report.Doors).Select(name => Titles[name]).ToList();
        screen.MarkupLineInterpolated($"For [bold]{next.Name}[/]: shut {string.Join(", ", open)}.");
        if (next.Name == AssuranceLevels.Shell && report.Door(DoorNames.Demands)?.State != DoorState.Shut)
            screen.MarkupLine("[bold]specskills doctor --fix[/] writes the settings; then restart the agent.");
    }

    private static string Standing(AssuranceStanding standing) => standing.Seat switch
    {
        null => "[yellow]No agent's shell has been tried yet[/]: records say L0. In Claude Code, let it run"
            + " [bold]./specskills doctor --json[/]; its hook reports.",
        AssuranceSeat.Hook => $"Records say [bold]{standing.Level}[/], tried in the agent's own shell "
            + $"{DocumentTime.Text(standing.TriedAt!.Value)}.",
        { } seat => $"Records say [bold]{standing.Level}[/], by what was found in {Place(seat)} "
            + $"{DocumentTime.Text(standing.TriedAt!.Value)}. A terminal cannot confirm an agent's sandbox: "
            + "let Claude Code run [bold]./specskills doctor --json[/]; its hook reports.",
    };

    private static string Place(AssuranceSeat seat) => seat switch
    {
        AssuranceSeat.Terminal => "a terminal",
        AssuranceSeat.AgentShell => "a coding agent's shell",
        _ => "a coding agent's shell, seen by its hook",
    };
}
