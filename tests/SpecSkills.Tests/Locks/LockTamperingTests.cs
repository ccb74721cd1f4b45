using SpecSkills.Application.Governance;
using SpecSkills.Application.Ports;
using SpecSkills.Core.Decisions;
using SpecSkills.Core.Governance;
using SpecSkills.Core.Governance.Locks;
using SpecSkills.Tests.Fakes;
using Xunit;

namespace SpecSkills.Tests.Locks;

/// <summary>
/// The lock, its record or what it confirms is edited, replaced or removed: without an acceptance nothing is in
/// force.
/// </summary>
public sealed class LockTamperingTests
{
    private const string Frontend = PipelineWorld.Frontend;
    private const string FrontendFile = "blueprints/frontend/blueprint.yaml";

    [Theory]
    [InlineData("gone")]
    [InlineData("not yaml: [")]
    [InlineData("newer")]
    [InlineData("unknown key")]
    [InlineData("a digest that is none")]
    [InlineData("a path elsewhere")]
    [InlineData("twice the same file")]
    [InlineData("a comment")]
    [InlineData("a link out of the repository")]
    public async Task A_lock_that_is_not_the_accepted_one_blocks_everything_and_says_what_to_do(string what)
    {
        await using var world = await PipelineWorld.StartAsync();
        using var process = world.NewProcess();
        var asked = Assert.IsType<GovernResult.Permitted>(
            await process.AskAsync(Frontend, new OperationParameters.Scale(3)));
        Break(world.Folder.Combine(PolicyLock.FileName), what);
        var snapshot = process.Services.Blueprints.Read();
        Assert.Null(snapshot.Policy);
        Assert.All(snapshot.Services, entry => Assert.False(entry.IsValid));
        Assert.Contains("specskills policy accept", Assert.Single(snapshot.Standing.Notices), StringComparison.Ordinal);
        var governed = await process.Govern.ExecuteAsync(
            asked.Permit.DecisionId, Principal.AgentMcp, CancellationToken.None);
        Assert.Equal(RuleNames.PolicyLock, Assert.IsType<GovernResult.Blocked>(governed).Verdict.Rule);
        if (what.StartsWith("a link", StringComparison.Ordinal))
        {
            Assert.Throws<InvalidOperationException>(process.AcceptFiles);
            File.Delete(world.Folder.Combine(PolicyLock.FileName));
        }

        process.AcceptFiles();
        Assert.NotNull(process.Services.Blueprints.Read().Policy);
        Assert.True(world.Records.Verify().IsIntact);
    }

    [Fact]
    public async Task A_lock_rewritten_with_its_contents_but_without_a_record_is_refused()
    {
        await using var world = await PipelineWorld.StartAsync();
        using var process = world.NewProcess();
        process.Services.Blueprints.Read();
        world.EditFile(FrontendFile, "max_replicas: 5", "max_replicas: 9");
        AcceptedFiles.Lock(world.Folder.Root);
        Assert.Null(process.Services.Blueprints.Read().Policy);
        using var another = world.NewProcess();
        Assert.Null(another.Services.Blueprints.Read().Policy);
        var refused = world.AllRecords("policy.refused");
        Assert.NotEmpty(refused);
        Assert.All(refused, record => Assert.NotEqual((string?)record["expected"], (string?)record["found"]));
    }

    [Fact]
    public async Task An_older_lock_brought_back_is_refused_though_it_was_accepted_once()
    {
        await using var world = await PipelineWorld.StartAsync();
        using var process = world.NewProcess();
        process.Services.Blueprints.Read();
        var wide = File.ReadAllText(world.Folder.Combine(FrontendFile));
        var older = File.ReadAllText(world.Folder.Combine(PolicyLock.FileName));
        world.EditFile(FrontendFile, "max_replicas: 5", "max_replicas: 3");
        process.AcceptFiles();
        File.WriteAllText(world.Folder.Combine(FrontendFile), wide);
        Assert.Equal(3, process.Services.Blueprints.Read().Find(Frontend)!.Blueprint!.Scaling.MaxReplicas);
        File.WriteAllText(world.Folder.Combine(PolicyLock.FileName), older);
        Assert.Null(process.Services.Blueprints.Read().Policy);
    }

    [Fact]
    public async Task Removing_the_record_does_not_make_an_edited_lock_the_first_one()
    {
        await using var world = await PipelineWorld.StartAsync();
        using (var process = world.NewProcess()) process.Services.Blueprints.Read();
        Directory.Delete(world.Folder.Combine("logs"), recursive: true);
        world.EditFile(FrontendFile, "max_replicas: 5", "max_replicas: 9");
        AcceptedFiles.Lock(world.Folder.Root);
        using var later = world.NewProcess();
        var standing = later.Services.Blueprints.Read().Standing;
        Assert.Contains("not confirmed by the audit record", standing.Problem!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_level_L0_cannot_stop_record_state_and_lock_rewritten_together()
    {
        await using var world = await PipelineWorld.StartAsync();
        using (var process = world.NewProcess()) process.Services.Blueprints.Read();
        Directory.Delete(world.Folder.Combine("logs"), recursive: true);
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(world.Folder.Combine(".specskills"), recursive: true);
        world.EditFile(FrontendFile, "max_replicas: 5", "max_replicas: 9");
        AcceptedFiles.Lock(world.Folder.Root);
        await using var fresh = await PipelineWorld.StartAsync(
            edit: (name, _) => File.ReadAllText(world.Folder.Combine(name)));
        using var later = fresh.NewProcess();
        Assert.Equal(9, later.Services.Blueprints.Read().Find(Frontend)!.Blueprint!.Scaling.MaxReplicas);
        // It leaves a workspace that says of itself that it has just begun.
        Assert.Single(fresh.AllRecords("policy.first_seen"));
    }

    [Fact]
    public async Task Accepted_content_that_was_edited_or_lost_puts_nothing_in_force_for_a_changed_file()
    {
        await using var world = await PipelineWorld.StartAsync();
        using var process = world.NewProcess();
        process.Services.Blueprints.Read();
        var kept = world.Folder.Combine("blueprints/governance/accepted",
            AcceptedFiles.DigestOf(world.Folder.Root, FrontendFile)["sha256:".Length..] + ".yaml");
        File.WriteAllText(kept, File.ReadAllText(kept).Replace("max_replicas: 5", "max_replicas: 9"));
        world.EditFile(FrontendFile, "max_replicas: 5", "max_replicas: 8");
        var snapshot = process.Services.Blueprints.Read();
        Assert.Equal(FileState.Lost, snapshot.Standing.Files.Single(one => one.File == FrontendFile).State);
        Assert.False(snapshot.Find(Frontend)?.IsValid ?? false);
        // The other service and the policy are as accepted.
        Assert.True(snapshot.Find(PipelineWorld.Backend)!.IsValid);
    }

    [Fact]
    public async Task An_unaccepted_blueprint_governs_nothing_and_takes_no_service_over()
    {
        await using var world = await PipelineWorld.StartAsync();
        using var process = world.NewProcess();
        foreach (var folder in new[] { "aaa", Frontend })
        {
            Directory.CreateDirectory(world.Folder.Combine("blueprints", folder));
            File.WriteAllText(
                world.Folder.Combine("blueprints", folder, "blueprint.yaml"),
                File.ReadAllText(world.Folder.Combine(FrontendFile)).Replace("max_replicas: 5", "max_replicas: 9"));
        }

        var entry = process.Services.Blueprints.Read().Find(Frontend)!;
        Assert.Equal(("frontend", true, 5), (entry.Folder, entry.IsValid, entry.Blueprint!.Scaling.MaxReplicas));
        Assert.False(process.Services.Blueprints.Read().Find("aaa")!.IsValid);
    }


    private static void Break(string path, string what)
    {
        var text = File.ReadAllText(path);
        if (what == "gone")
        {
            File.Delete(path);
            return;
        }

        if (what == "a link out of the repository")
        {
            var outside = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
            File.WriteAllText(outside, text);
            File.Delete(path);
            File.CreateSymbolicLink(path, outside);
            return;
        }

        var first = text.IndexOf("  - file:", StringComparison.Ordinal);
        File.WriteAllText(path, what switch
        {
            "newer" => text.Replace("infra.spec-driven.io/v1", "infra.spec-driven.io/v2"),
            "unknown key" => text + "trusted: true\n",
            "a digest that is none" => text.Replace("sha256:", "sha256:../"),
            "a path elsewhere" => text.Replace(FrontendFile, "blueprints/../frontend/blueprint.yaml"),
            "twice the same file" => text + text[first..],
            "a comment" => text + "# nothing else\n",
            _ => what,
        });
    }
}
