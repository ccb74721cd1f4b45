using System.Text.Json;
using System.Text.Json.Nodes;
using SpecSkills.Cli.Guard;
using SpecSkills.Core.Governance.Assurance;
using SpecSkills.Hosting;
using SpecSkills.Hosting.Assurance;
using SpecSkills.Hosting.Workspaces;
using SpecSkills.Tests.Fakes;
using Xunit;

namespace SpecSkills.Tests.Hosting;

/// <summary>What the coding agent's settings must demand, and how <c>doctor --fix</c> brings them there.</summary>
public sealed class ClaudeSettingsTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly Workspace workspace;
    private readonly ClaudeSettings settings;

    public ClaudeSettingsTests()
    {
        workspace = new Workspace(folder.Root);
        settings = new ClaudeSettings(workspace);
        Directory.CreateDirectory(folder.Combine(".claude"));
        Directory.CreateDirectory(folder.Combine("src"));
        File.WriteAllText(folder.Combine("specskills"), "");
        File.Copy(RepositoryFiles.PathOf(".claude", "settings.json"), settings.Project);
    }

    [Fact]
    public void The_shipped_settings_ask_the_hook_and_keep_state_and_credentials_from_the_agent()
    {
        var shipped = SettingsDocument.Read(settings.Project);
        var hook = shipped.At("hooks", "PreToolUse")![0]!;
        Assert.Equal("Bash", (string)hook["matcher"]!);
        Assert.Equal("block", (string)hook["hooks"]![0]!["onFailure"]!);
        Assert.EndsWith("specskills hook", (string)hook["hooks"]![0]!["command"]!, StringComparison.Ordinal);
        Assert.Contains("specskills", shipped.List("enabledMcpjsonServers"));
        Assert.Contains("Read(~/.kube/config)", shipped.List("permissions", "deny"));
        Assert.Contains("Edit(./.specskills/**)", shipped.List("permissions", "deny"));
        Assert.Contains("Bash(kubectl scale:*)", shipped.List("permissions", "deny"));
    }

    [Fact]
    public void The_shipped_settings_alone_demand_no_sandbox() =>
        Assert.Equal(DoorState.Open, settings.Examine([]).State);

    [Fact]
    public void After_the_fix_hook_and_sandbox_are_demanded()
    {
        var credentials = new[] { folder.Combine("elsewhere", "admin.conf") };
        Fix(credentials);
        var door = settings.Examine(credentials);
        Assert.True(door.State == DoorState.Shut, door.Found);
        Assert.Equal(File.ReadAllText(settings.Local), Merged(credentials));
    }

    [Fact]
    public void What_was_there_stays_and_nothing_is_repeated()
    {
        File.WriteAllText(settings.Local, """
            {"model": "opus", "permissions": {"allow": ["Bash(ls:*)"], "deny": ["Read(./secret)"]},
             "sandbox": {"enabled": false, "excludedCommands": ["docker"],
              "filesystem": {"denyRead": ["./.specskills"]}},
             "hooks": {"PreToolUse": [{"matcher": "Edit", "hooks": [{"type": "command", "command": "mine"}]}]}}
            """);
        Fix([]);
        var fixedFile = SettingsDocument.Read(settings.Local);
        Assert.Equal("opus", (string)fixedFile.At("model")!);
        Assert.Equal(["Bash(ls:*)"], fixedFile.List("permissions", "allow"));
        Assert.Contains("Read(./secret)", fixedFile.List("permissions", "deny"));
        Assert.Single(fixedFile.List("sandbox", "filesystem", "denyRead"), path => path == "./.specskills");
        Assert.Empty(fixedFile.List("sandbox", "excludedCommands"));
        // The committed file has the hook already, and both would run.
        Assert.Equal("mine", (string)fixedFile.At("hooks", "PreToolUse")![0]!["hooks"]![0]!["command"]!);
        Assert.Single(fixedFile.At("hooks", "PreToolUse")!.AsArray());
    }

    [Fact]
    public void In_a_repository_without_settings_the_fix_brings_the_hook_too()
    {
        File.Delete(settings.Project);
        Fix([]);
        Assert.Equal(DoorState.Shut, settings.Examine([]).State);
    }

    [Theory]
    [InlineData("sandbox.enabled", "false")]
    [InlineData("sandbox.failIfUnavailable", "false")]
    [InlineData("sandbox.allowUnsandboxedCommands", "true")]
    [InlineData("sandbox.excludedCommands", "[\"kubectl\"]")]
    [InlineData("sandbox.filesystem.disabled", "true")]
    [InlineData("sandbox.filesystem.denyRead", "[]")]
    [InlineData("sandbox.filesystem.denyWrite", "[]")]
    [InlineData("sandbox.network.allowAllUnixSockets", "true")]
    [InlineData("disableAllHooks", "true")]
    public void Taking_one_demand_back_opens_the_door(string path, string value)
    {
        Fix([]);
        var root = JsonNode.Parse(File.ReadAllText(settings.Local))!.AsObject();
        var names = path.Split('.');
        var at = root;
        foreach (var name in names.SkipLast(1)) at = (at[name] ??= new JsonObject()).AsObject();
        at[names[^1]] = JsonNode.Parse(value);
        File.WriteAllText(settings.Local, root.ToJsonString());
        Assert.Equal(DoorState.Open, settings.Examine([]).State);
    }

    [Fact]
    public void A_credential_that_the_shell_may_read_opens_the_door()
    {
        Fix([]);
        Assert.Equal(DoorState.Open, settings.Examine([folder.Combine("new.conf")]).State);
    }

    [Theory]
    [InlineData("{\n  \"a\": 1,\n  oops\n}", ":3:3")]
    [InlineData("[]", "settings.local.json")]
    [InlineData("{\"a\": 1, \"a\": 2}", "settings.local.json")]
    [InlineData("// a comment\n{}", ":1:1")]
    public void Settings_that_are_no_document_are_refused_with_the_place(string text, string place)
    {
        File.WriteAllText(settings.Local, text);
        var refused = Assert.Throws<ProblemException>(() => SettingsDocument.Read(settings.Local)).Problem;
        Assert.EndsWith(place, refused.Place, StringComparison.Ordinal);
        Assert.Equal(ExitCode.InvalidInput, refused.ExitCode);
        Assert.Equal(DoorState.Open, settings.Examine([]).State);
    }

    [Fact]
    public void The_difference_shows_what_goes_and_what_comes() =>
        Assert.Equal(
            ["  {", "-   a", "+   b", "+   c", "  }"], LineDifference.Of("{\n  a\n}\n", "{\n  b\n  c\n}\n"));

    public void Dispose() => folder.Dispose();

    private string Merged(IReadOnlyList<string> credentials) => WantedSettings.Merge(
        workspace, SettingsDocument.Read(settings.Local), SettingsDocument.Read(settings.Project), credentials);

    private void Fix(IReadOnlyList<string> credentials)
    {
        var text = Merged(credentials);
        using (JsonDocument.Parse(text)) File.WriteAllText(settings.Local, text);
    }
}
