using SpecSkills.Application.Execution;
using SpecSkills.Application.Governance;
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
/// Blueprints, policy or lock are edited in the working tree. What allows more is not in force before a person
/// accepted it; a lock that was not accepted puts nothing in force.
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
        world.EditFile(FrontendFile, "max_replicas: 5", "max_replicas: 9");
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
        world.EditFile(FrontendFile, "max_replicas: 5", "max_replicas: 3");
        var verdict = Assert.IsType<GovernResult.AwaitsApproval>(
            await process.AskAsync(Frontend, new OperationParameters.Scale(4))).Verdict;
        Assert.Equal("scale_beyond_limits", verdict.Operation);
        Assert.Single(world.AllRecords("policy.in_force"));
        Assert.Contains("is in force", Assert.Single(process.Services.Blueprints.Read().Standing.Notices));
    }

    /// <summary>The state folder then holds the C# name of a file's state.</summary>
    [Fact]
    public async Task What_an_earlier_build_put_on_record_is_not_put_there_again()
    {
        await using var world = await PipelineWorld.StartAsync();
        world.EditFile(FrontendFile, "max_replicas: 5", "max_replicas: 9");
        using (var process = world.NewProcess()) process.Services.Blueprints.Read();
        Assert.Single(world.AllRecords("policy.waits"));
        world.EditFile(".specskills/policy.told", $"waiting {FrontendFile}", $"Waiting {FrontendFile}");

        using (var process = world.NewProcess()) process.Services.Blueprints.Read();

        Assert.Single(world.AllRecords("policy.waits"));
    }

    [Fact]
    public async Task A_change_that_widens_and_narrows_waits_as_a_whole()
    {
        await using var world = await PipelineWorld.StartAsync();
        using var process = world.NewProcess();
        process.Services.Blueprints.Read();
        world.EditFile(FrontendFile, "max_replicas: 5", "max_replicas: 9");
        world.EditFile(FrontendFile, "        - scale_within_limits\n", "");
        var snapshot = process.Services.Blueprints.Read();
        Assert.Equal(FileState.Waiting, Standing(snapshot, FrontendFile).State);
        Assert.Equal(
            AcceptedFiles.DigestOf(world.Folder.Root, FrontendFile), snapshot.Find(Frontend)!.Blueprint!.Digest);
    }

    [Fact]
    public async Task The_boundary_is_measured_from_what_was_accepted_not_from_an_unaccepted_narrowing()
    {
        await using var world = await PipelineWorld.StartAsync();
        using var process = world.NewProcess();
        world.EditFile(FrontendFile, "request: 50m", "request: 30m");
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

    [Fact]
    public async Task A_policy_that_forbids_less_waits_and_one_that_forbids_more_binds_at_once()
    {
        await using var world = await PipelineWorld.StartAsync();
        using var process = world.NewProcess();
        var accepted = process.Services.Blueprints.Read().Policy!.Digest;
        world.EditFile(PolicyFile, "      - modify_secrets\n", "");
        var waiting = process.Services.Blueprints.Read();
        Assert.Equal(accepted, waiting.Policy!.Digest);
        Assert.Equal(FileState.Waiting, Standing(waiting, PolicyFile).State);
        world.EditFile(PolicyFile, "      - change_network_policies\n",
            "      - change_network_policies\n      - modify_secrets\n      - scale_against_metrics\n");
        world.EditFile(PolicyFile, "      - scale_against_metrics\n      - resume", "      - resume");
        var stricter = process.Services.Blueprints.Read();
        Assert.Contains("scale_against_metrics", stricter.Policy!.AgentAuthority.ForbiddenOperations);
    }

    [Fact]
    public async Task Only_a_person_accepts_and_only_what_was_shown()
    {
        await using var world = await PipelineWorld.StartAsync();
        using var process = world.NewProcess();
        world.EditFile(FrontendFile, "max_replicas: 5", "max_replicas: 9");
        var shown = process.Accepting.Look().Files.Where(AcceptPolicies.IsAcceptable).ToList();
        Assert.IsType<AcceptResult.Refused>(process.Accepting.Accept(shown, Principal.AgentMcp));
        world.EditFile(FrontendFile, "max_replicas: 9", "max_replicas: 10");
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
        world.EditFile(FrontendFile, "request: 50m", "request: 60m");
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
            "the record or the state cannot be used", process.Services.Blueprints.Read().Standing.Problem!.Message,
            StringComparison.Ordinal);
    }

    private static FileStanding Standing(RepositorySnapshot snapshot, string file) =>
        snapshot.Standing.Files.Single(one => one.File == file);

}
