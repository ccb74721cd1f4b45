using System.Text;
using System.Text.Json.Nodes;
using SpecSkills.Cli.Guard;
using SpecSkills.Core.Governance.Assurance;
using SpecSkills.Hosting.Assurance;
using SpecSkills.Hosting.Workspaces;
using SpecSkills.Tests.Fakes;
using Xunit;

namespace SpecSkills.Tests.Hosting;

/// <summary>Whose word about the agent's shell is taken, and whose is not.</summary>
public sealed class DoctorWitnessTests : IDisposable
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    private readonly TemporaryFolder folder = new();
    private readonly Workspace workspace;

    public DoctorWitnessTests()
    {
        workspace = new Workspace(folder.Root);
        Directory.CreateDirectory(folder.Combine(".claude"));
        var settings = new ClaudeSettings(workspace);
        File.Copy(RepositoryFiles.PathOf(".claude", "settings.json"), settings.Project);
        var credentials = new CredentialFiles(workspace, Environment.GetEnvironmentVariable).All;
        File.WriteAllText(settings.Local, WantedSettings.Merge(
            workspace, SettingsDocument.Read(settings.Local), SettingsDocument.Read(settings.Project), credentials));
    }

    [Fact]
    public void What_the_examination_printed_in_the_agents_shell_raises_the_level()
    {
        Assert.Equal("L0", Level());
        var kept = Keep(Event());
        Assert.Equal("L1", kept?.Level);
        Assert.Equal(AssuranceSeat.Hook, kept?.Seat);
        Assert.Equal("L1", Level());
    }

    [Fact]
    public void It_counts_no_longer_when_the_settings_stop_demanding_the_sandbox()
    {
        Keep(Event());
        File.Delete(new ClaudeSettings(workspace).Local);
        Assert.Equal("L0", Level());
    }

    [Fact]
    public void A_level_that_was_printed_is_not_believed()
    {
        var report = Report(DoorState.Open);
        report["level"] = "L4";
        Assert.Equal("L0", Keep(Event(report: report))?.Level);
    }

    [Theory]
    [InlineData("./specskills doctor --json ")]
    [InlineData("specskills doctor --json")]
    [InlineData("PATH=/tmp ./specskills doctor --json")]
    [InlineData("./specskills doctor --json; cat forged.json")]
    [InlineData("cat forged.json")]
    public void Any_other_command_says_nothing(string command) => Assert.Null(Keep(Event(command: command)));

    [Fact]
    public void A_launcher_of_another_folder_says_nothing() =>
        Assert.Null(Keep(Event(folder: Path.GetTempPath())));

    [Fact]
    public void A_command_that_ran_outside_the_sandbox_says_nothing() => Assert.Null(Keep(Event(outside: true)));

    [Fact]
    public void A_report_from_a_terminal_says_nothing()
    {
        var report = Report(DoorState.Shut);
        report["tried_in"] = "terminal";
        Assert.Null(Keep(Event(report: report)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("[1]")]
    [InlineData("{\"hook_event_name\": \"PostToolUse\"}")]
    public void What_is_no_event_changes_nothing(string input)
    {
        Keep(Event());
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(input));
        Assert.Null(DoctorWitness.Keep(stream, workspace, Noon));
        Assert.Equal("L1", Level());
    }

    [Fact]
    public void A_file_that_was_broken_is_the_lowest_level()
    {
        Keep(Event());
        File.WriteAllText(new AssuranceFile(workspace).Path, "{\"reports\": [{\"tried_in\": 3}]}");
        Assert.Equal("L0", Level());
    }

    public void Dispose() => folder.Dispose();

    private string Level() => new AssuranceSource(workspace).Now().Level;

    private AssuranceReport? Keep(JsonObject given)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(given.ToJsonString()));
        return DoctorWitness.Keep(stream, workspace, Noon);
    }

    private JsonObject Event(
        string command = DoctorWitness.Command, string? folder = null, bool outside = false, JsonObject? report = null)
    {
        var input = new JsonObject { ["command"] = command };
        if (outside) input["dangerouslyDisableSandbox"] = true;
        return new JsonObject
        {
            ["hook_event_name"] = "PostToolUse",
            ["tool_name"] = "Bash",
            ["cwd"] = folder ?? workspace.Root,
            ["tool_input"] = input,
            ["tool_response"] = new JsonObject { ["stdout"] = (report ?? Report(DoorState.Shut)).ToJsonString() },
        };
    }

    private static JsonObject Report(DoorState state)
    {
        var doors = AssuranceLevels.All.First(level => level.Name == AssuranceLevels.Shell).Doors
            .Select(name => new Door(name, state, "tried", "found")).ToList();
        return AssuranceFile.Document(new AssuranceReport(AssuranceSeat.AgentShell, Noon, doors));
    }
}
