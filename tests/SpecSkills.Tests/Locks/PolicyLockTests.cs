using SpecSkills.Application.Execution;
using SpecSkills.Application.Pipeline;
using SpecSkills.Application.Policies;
using SpecSkills.Application.Ports;
using SpecSkills.Core.Blueprints;
using SpecSkills.Core.Decisions;
using SpecSkills.Core.Governance;
using SpecSkills.Core.Governance.Assurance;
using SpecSkills.Core.Governance.Locks;
using SpecSkills.Core.Primitives;
using SpecSkills.Storage.Audit;
using SpecSkills.Storage.Blueprints;
using SpecSkills.Tests.Fakes;
using Xunit;

namespace SpecSkills.Tests.Locks;

/// <summary>
/// Somebody edits blueprints, policy or lock in the working tree. What lets more happen is not in force before a person
/// accepted it; a lock nobody accepted puts nothing in force.
/// </summary>
public sealed class PolicyLockTests
{
    private const string Frontend = PipelineWorld.Frontend;
    private const string FrontendFile = "blueprints/frontend/blueprint.yaml";
    private const string PolicyFile = PolicyLock.PolicyFile;

    private static readonly OperationParameters.Scale Eight = new(8);

    [Fact]
    public async Task A_raised_maximum_is_not_in_force_until_a_person_accepts_it()
    {
        await using var world = await PipelineWorld.StartAsync();
        using var process = world.NewProcess();
        Edit(world, FrontendFile, "max_replicas: 5", "max_replicas: 9");
        var asked = await process.AskAsync(Frontend, Eight);
        var verdict = Assert.IsType<GovernResult.AwaitsApproval>(asked).Verdict;
        Assert.Equal("scale_beyond_limits", verdict.Operation);
        var snapshot = process.Services.Blueprints.Read();
        Assert.Equal(5, snapshot.Find(Frontend)!.Blueprint!.Scaling.MaxReplicas);
        Assert.Contains(
            snapshot.Find(Frontend)!.Findings, finding => finding.Code == DiagnosticCodes.WaitsForAcceptance);
        Assert.Contains(
            "spec.scaling.max_replicas 5 -> 9", Assert.Single(snapshot.Standing.Notices), StringComparison.Ordinal);
        var waits = Assert.Single(world.AllRecords("policy.waits"));
        Assert.Equal(FrontendFile, (string?)waits["file"]);
        process.AcceptFiles();
        Assert.Equal(9, process.Services.Blueprints.Read().Find(Frontend)!.Blueprint!.Scaling.MaxReplicas);
        // The maximum is no longer in the way; the budget is.
        Assert.Equal("exceed_budget", Assert.IsType<GovernResult.AwaitsApproval>(
            await process.AskAsync(Frontend, Eight)).Verdict.Operation);
        Assert.Equal("person:local", (string?)Assert.Single(world.AllRecords("policy.accepted"))["actor"]);
        Assert.Empty(process.Services.Blueprints.Read().Standing.Notices);
    }

    [Fact]
    public async Task A_lowered_maximum_is_in_force_at_once_and_said_to_be_unaccepted()
    {
        await using var world = await PipelineWorld.StartAsync();
        using var process = world.NewProcess();
        Edit(world, FrontendFile, "max_replicas: 5", "max_replicas: 3");
        var verdict = Assert.IsType<GovernResult.AwaitsApproval>(
            await process.AskAsync(Frontend, new OperationParameters.Scale(4))).Verdict;
        Assert.Equal("scale_beyond_limits", verdict.Operation);
        Assert.Single(world.AllRecords("policy.in_force"));
        Assert.Contains("is in force", Assert.Single(process.Services.Blueprints.Read().Standing.Notices));
    }

    [Fact]
    public async Task A_change_that_widens_and_narrows_waits_as_a_whole()
    {
        await using var world = await PipelineWorld.StartAsync();
        using var process = world.NewProcess();
        process.Services.Blueprints.Read();
        Edit(world, FrontendFile, "max_replicas: 5", "max_replicas: 9");
        Edit(world, FrontendFile, "        - scale_within_limits\n", "");
        var snapshot = process.Services.Blueprints.Read();
        Assert.Equal(FileState.Waiting, Standing(snapshot, FrontendFile).State);
        Assert.Equal(Accepted(world, FrontendFile), snapshot.Find(Frontend)!.Blueprint!.Digest);
    }

    [Fact]
    public async Task The_boundary_is_measured_from_what_was_accepted_not_from_an_unaccepted_narrowing()
    {
        await using var world = await PipelineWorld.StartAsync();
        using var process = world.NewProcess();
        Edit(world, FrontendFile, "request: 50m", "request: 30m");
        Assert.Equal("30m", $"{process.Services.Blueprints.Read().Find(Frontend)!.Blueprint!.Resources.Cpu.Request}");
        Assert.True(CpuQuantity.TryParse("31m", out var less));
        var asked = await process.AskAsync(
            Frontend, new OperationParameters.AdjustResources("app", less, null, null, null));
        // 31m is within ten percent of 30m, and 38 percent from the 50m a person accepted.
        Assert.Equal(
            "change_resource_limits_beyond_10_percent",
            Assert.IsType<GovernResult.AwaitsApproval>(asked).Verdict.Operation);
    }

    [Fact]
    public async Task A_permit_is_void_when_the_lock_is_gone_at_the_moment_of_use()
    {
        await using var world = await PipelineWorld.StartAsync();
        using var process = world.NewProcess();
        var permit = Assert.IsType<GovernResult.Permitted>(
            await process.AskAsync(Frontend, new OperationParameters.Scale(3))).Permit;
        File.Delete(world.Folder.Combine(PolicyLock.FileName));
        var refused = Assert.IsType<ApplyResult.Refused>(
            await process.Apply.ExecuteAsync(permit.Id, Principal.AgentMcp, false, CancellationToken.None));
        Assert.Equal(RuleNames.PolicyLock, refused.Rule);
        Assert.Empty(world.Writes);
    }

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
        Edit(world, FrontendFile, "max_replicas: 5", "max_replicas: 9");
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
        Edit(world, FrontendFile, "max_replicas: 5", "max_replicas: 3");
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
        Edit(world, FrontendFile, "max_replicas: 5", "max_replicas: 9");
        AcceptedFiles.Lock(world.Folder.Root);
        using var later = world.NewProcess();
        var standing = later.Services.Blueprints.Read().Standing;
        Assert.Contains("vouched for by no record", standing.Problem!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_level_L0_cannot_stop_record_state_and_lock_rewritten_together()
    {
        await using var world = await PipelineWorld.StartAsync();
        using (var process = world.NewProcess()) process.Services.Blueprints.Read();
        Directory.Delete(world.Folder.Combine("logs"), recursive: true);
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(world.Folder.Combine(".specskills"), recursive: true);
        Edit(world, FrontendFile, "max_replicas: 5", "max_replicas: 9");
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
            Accepted(world, FrontendFile)["sha256:".Length..] + ".yaml");
        File.WriteAllText(kept, File.ReadAllText(kept).Replace("max_replicas: 5", "max_replicas: 9"));
        Edit(world, FrontendFile, "max_replicas: 5", "max_replicas: 8");
        var snapshot = process.Services.Blueprints.Read();
        Assert.Equal(FileState.Lost, Standing(snapshot, FrontendFile).State);
        Assert.False(snapshot.Find(Frontend)?.IsValid ?? false);
        // The other service and the policy are as accepted.
        Assert.True(snapshot.Find(PipelineWorld.Backend)!.IsValid);
    }

    [Fact]
    public async Task A_blueprint_nobody_accepted_governs_nothing_and_takes_no_service_over()
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

    [Fact]
    public async Task A_policy_that_forbids_less_waits_and_one_that_forbids_more_binds_at_once()
    {
        await using var world = await PipelineWorld.StartAsync();
        using var process = world.NewProcess();
        var accepted = process.Services.Blueprints.Read().Policy!.Digest;
        Edit(world, PolicyFile, "      - modify_secrets\n", "");
        var waiting = process.Services.Blueprints.Read();
        Assert.Equal(accepted, waiting.Policy!.Digest);
        Assert.Equal(FileState.Waiting, Standing(waiting, PolicyFile).State);
        Edit(world, PolicyFile, "      - change_network_policies\n",
            "      - change_network_policies\n      - modify_secrets\n      - scale_against_metrics\n");
        Edit(world, PolicyFile, "      - scale_against_metrics\n      - resume", "      - resume");
        var stricter = process.Services.Blueprints.Read();
        Assert.Contains("scale_against_metrics", stricter.Policy!.AgentAuthority.ForbiddenOperations);
    }

    [Fact]
    public async Task Only_a_person_accepts_and_only_what_was_shown()
    {
        await using var world = await PipelineWorld.StartAsync();
        using var process = world.NewProcess();
        Edit(world, FrontendFile, "max_replicas: 5", "max_replicas: 9");
        var shown = process.Accepting.Look().Files.Where(AcceptPolicies.IsAcceptable).ToList();
        Assert.IsType<AcceptResult.Refused>(process.Accepting.Accept(shown, Principal.AgentMcp));
        Edit(world, FrontendFile, "max_replicas: 9", "max_replicas: 10");
        var refused = Assert.IsType<AcceptResult.Refused>(process.Accepting.Accept(shown, Principal.PersonLocal));
        Assert.Contains("was saved while you looked at it", refused.Why, StringComparison.Ordinal);
        Assert.Equal(5, process.Services.Blueprints.Read().Find(Frontend)!.Blueprint!.Scaling.MaxReplicas);
        Assert.Empty(world.AllRecords("policy.accepted"));
    }

    [Fact]
    public async Task Accepting_other_resources_moves_the_boundary_past_what_was_approved_before()
    {
        await using var world = await PipelineWorld.StartAsync();
        using var process = world.NewProcess();
        process.Services.Memory.Approve(
            Frontend, new("1.0.0", new Dictionary<string, string> { ["app.cpu.request"] = "70m" }), world.Clock.Now);
        Edit(world, FrontendFile, "request: 50m", "request: 60m");
        process.AcceptFiles();
        Assert.True(CpuQuantity.TryParse("55m", out var near));
        var asked = await process.AskAsync(
            Frontend, new OperationParameters.AdjustResources("app", near, null, null, null));
        Assert.Equal(
            "adjust_resources_within_10_percent", Assert.IsType<GovernResult.Permitted>(asked).Verdict.Operation);
    }

    [Fact]
    public void A_policy_not_accepted_anew_in_time_is_a_warning_and_no_more()
    {
        using var folder = new TemporaryFolder();
        foreach (var file in new[] { FrontendFile, PolicyFile })
        {
            Directory.CreateDirectory(Path.GetDirectoryName(folder.Combine(file))!);
            File.Copy(RepositoryFiles.PathOf(file.Split('/')), folder.Combine(file));
        }

        AcceptedFiles.Lock(folder.Root);
        var disk = new AuditDisk(folder.Root, "logs/agent-decisions", folder.Combine(".specskills"));
        var records = new AuditReader(disk, new AuditIndex(folder.Combine(".specskills", "audit-index.db")));
        var clock = new SetClock { Now = PipelineWorld.Start };
        RepositorySnapshot Read()
        {
            var locks = new PolicyLockStore(folder.Root, folder.Combine(".specskills"));
            var log = new AuditLog(disk, () => AssuranceStanding.Untried);
            return new BlueprintsByLock(
                new BlueprintRepository(folder.Root), locks, new PolicyWitness(() => log, () => records, locks, clock),
                clock).Read();
        }

        Assert.Empty(Read().Standing.Notices);
        clock.Now += TimeSpan.FromDays(91);
        var snapshot = Read();
        Assert.Contains(snapshot.PolicyFindings, finding => finding.Code == DiagnosticCodes.ReviewOverdue);
        Assert.Contains("review interval of 90d", Assert.Single(snapshot.Standing.Notices), StringComparison.Ordinal);
        Assert.NotNull(snapshot.Policy);
        // What vouches for the lock is said again before retention removes it, and not at every look.
        Read();
        Assert.Single(records.Query(new AuditQuery(Kind: "policy.carried")).Records);
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
    }

    [Fact]
    public async Task A_record_that_cannot_be_written_puts_no_first_lock_in_force()
    {
        await using var world = await PipelineWorld.StartAsync();
        var disk = new FailingDisk(world.NewDisk())
        {
            FailAt = 1,
            Failure = () => new IOException("No space left on device"),
        };
        using var process = world.NewProcess(disk: disk);
        Assert.Contains(
            "record or state cannot be used", process.Services.Blueprints.Read().Standing.Problem!.Message,
            StringComparison.Ordinal);
    }

    private static void Edit(PipelineWorld world, string file, string from, string to)
    {
        var path = world.Folder.Combine(file);
        var text = File.ReadAllText(path);
        Assert.Contains(from, text, StringComparison.Ordinal);
        File.WriteAllText(path, text.Replace(from, to, StringComparison.Ordinal));
    }

    private static FileStanding Standing(RepositorySnapshot snapshot, string file) =>
        snapshot.Standing.Files.Single(one => one.File == file);

    private static string Accepted(PipelineWorld world, string file) =>
        AcceptedFiles.InForce(world.Folder.Root).Read().Standing.Files.Single(one => one.File == file)
            .Accepted!.Digest;

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
