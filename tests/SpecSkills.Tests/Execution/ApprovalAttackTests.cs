using SpecSkills.Application.Execution;
using SpecSkills.Application.Governance;
using SpecSkills.Core.Audit;
using SpecSkills.Core.Decisions;
using SpecSkills.Core.Execution;
using SpecSkills.Core.Governance;
using SpecSkills.Core.Governance.Assurance;
using SpecSkills.Hosting.Notifications;
using SpecSkills.Storage.Audit;
using SpecSkills.Tests.Fakes;
using Xunit;

namespace SpecSkills.Tests.Execution;

/// <summary>
/// Ways in which an agent with a shell could try to have its request approved, each by itself: what must fail at every
/// level of assurance, and what succeeds at L0 and says so in the record.
/// </summary>
public sealed class ApprovalAttackTests : IAsyncLifetime
{
    private static readonly OperationParameters.Scale Eight = new(8);

    private readonly WebhookReceiver receiver = new();
    private ChannelFile channels = null!;
    private Notifier notifier = null!;
    private PipelineWorld world = null!;

    public async ValueTask InitializeAsync()
    {
        // The shipped blueprints announce to this channel.
        channels = new ChannelFile($$"""{"slack": {"devops-alerts": "{{receiver.Address}}"} }""");
        notifier = new Notifier(channels.Book, TimeProvider.System, null);
        world = await PipelineWorld.StartAsync(edit: (file, text) =>
            file.EndsWith("policies.yaml", StringComparison.Ordinal)
                ? text.Replace("max_replicas: 10", "max_replicas: 20", StringComparison.Ordinal)
                : text);
    }

    public async ValueTask DisposeAsync()
    {
        await world.DisposeAsync();
        notifier.Dispose();
        channels.Dispose();
        await receiver.DisposeAsync();
    }

    [Fact]
    public async Task Attack_replay_of_an_old_approval_for_another_operation()
    {
        using var process = world.NewProcess();
        var old = await AskAsync(process, new OperationParameters.Scale(6));
        var permit = process.Approve(old.Id)!;
        Assert.IsType<ApplyResult.Executed>(await UseAsync(process, permit.Id));
        await world.FinishAsync(process, permit.Id);
        world.Pass(TimeSpan.FromMinutes(10));
        var writes = world.Writes.Count;

        // The approval of six, under its own id, for eight.
        var wish = await AskAsync(process, Eight);
        var replayed = Forged(wish) with { ApprovalId = old.Id };
        process.Services.Permits.Issue(replayed);
        world.Tamper(
            "UPDATE approvals SET state = 1, payload = json_set(payload, '$.state', 'approved') " +
            $"WHERE id = '{old.Id}'");

        await IsRefusedAsync(process, replayed.Id);
        Assert.Equal((6, writes), (world.Replicas(PipelineWorld.Frontend), world.Writes.Count));
    }

    [Fact]
    public async Task Attack_a_decision_written_into_the_database_without_its_record()
    {
        using var process = world.NewProcess();
        var request = await AskAsync(process, Eight);
        var permit = Forged(request);
        process.Services.Permits.Issue(permit);
        world.Tamper(
            $"""
            UPDATE approvals SET state = 1, approved_by = 1, payload = json_set(payload,
                '$.state', 'approved', '$.approved_by', json('["person:local"]'), '$.decided_by', 'person:local',
                '$.decided_at', json_extract(payload, '$.requested_at'), '$.permit_id', '{permit.Id}')
            WHERE id = '{request.Id}'
            """);
        Assert.Equal(ApprovalState.Approved, process.Services.Approvals.Find(request.Id)!.State);

        await IsRefusedAsync(process, permit.Id);
        await process.Loop.TickAsync(PipelineWorld.Frontend, CancellationToken.None);
        Assert.Equal(2, world.Replicas(PipelineWorld.Frontend));
        Assert.Empty(world.Writes);
    }

    [Fact]
    public async Task Attack_the_demand_for_a_code_taken_out_of_the_database()
    {
        using var process = world.NewProcess(notifier: notifier);
        var request = await AskAsync(process, Eight);
        world.Tamper($"UPDATE approvals SET payload = json_remove(payload, '$.code') WHERE id = '{request.Id}'");

        // The faked terminal gets its permit, and the gate asks the record.
        var permit = process.Approve(request.Id)!;
        await IsRefusedAsync(process, permit.Id);
        Assert.Empty(world.Writes);
    }

    [Fact]
    public async Task Attack_the_codes_hash_replaced_in_the_database_by_one_of_a_known_code()
    {
        using var process = world.NewProcess(notifier: notifier);
        var request = await AskAsync(process, Eight);
        var (known, kept) = Application.Governance.OffMachineCode.Make(request.Id, request.Operation.Id);
        process.Services.Approvals.Amend(request.Id, one => one with { Code = kept });

        var permit = process.Approve(request.Id, known)!;
        await IsRefusedAsync(process, permit.Id);
        Assert.Empty(world.Writes);
    }

    [Fact]
    public async Task The_code_that_was_sent_lets_the_operation_through()
    {
        using var process = world.NewProcess(notifier: notifier);
        var request = await AskAsync(process, Eight);

        Assert.Null(process.Approve(request.Id));
        var permit = process.Approve(request.Id, receiver.Code)!;

        Assert.IsType<ApplyResult.Executed>(await UseAsync(process, permit.Id));
        Assert.Equal(8, world.Replicas(PipelineWorld.Frontend));
        // The message is a witness: the record it names is still where the message says.
        var head = ((string)receiver.Received[0]["text"]!).Split('\n')
            .Single(line => line.StartsWith("record: ", StringComparison.Ordinal)).Split(' ');
        var requested = Assert.Single(world.AllRecords(ApprovalEvents.Requested));
        Assert.Equal(head[1], requested["seq"]!.ToString());
        var seen = new AuditWitness(
            "slack", new AuditHead(long.Parse(head[1], System.Globalization.CultureInfo.InvariantCulture), head[2]));
        Assert.Contains(seen, world.Records.Verify(seen).WitnessesCompared);
        var other = new AuditWitness("slack", seen.Head with { LineHash = "sha256:" + new string('1', 64) });
        Assert.Equal(seen.Head.Sequence, world.Records.Verify(other).Fault?.Sequence);
    }

    [Fact]
    public async Task Attack_that_succeeds_at_L0_state_and_unwitnessed_record_rewritten_together()
    {
        using var process = world.NewProcess();
        var request = await AskAsync(process, Eight);
        var permit = Forged(request);
        var approved = request with
        {
            State = ApprovalState.Approved,
            ApprovedBy = [Principal.PersonLocal],
            DecidedBy = Principal.PersonLocal,
            DecidedAt = world.Clock.Now,
            PermitId = permit.Id,
        };

        // What our own program writes, written by another.
        new AuditLog(world.NewDisk(), () => AssuranceStanding.Untried).Append(ApprovalEvents.Moved(
            approved, ApprovalState.Pending, Principal.PersonLocal, world.Clock.Now,
            new ApprovalProof(null, null, null, null)));
        Assert.True(process.Services.Approvals.TryTransition(approved, ApprovalState.Pending));
        process.Services.Permits.Issue(permit);

        // Nothing on this machine can tell: it is what L0 means, and every record of it says L0.
        Assert.IsType<ApplyResult.Executed>(await UseAsync(process, permit.Id));
        Assert.Equal(8, world.Replicas(PipelineWorld.Frontend));
        Assert.True(world.Records.Verify().Fault is null);
        Assert.All(world.AllRecords(), record => Assert.Equal("L0", record["assurance_level"]!.ToString()));
    }

    private static async Task<ApprovalRequest> AskAsync(PipelineProcess process, OperationParameters wish)
    {
        var governed = await process.AskAsync(PipelineWorld.Frontend, wish);
        return governed is GovernResult.AwaitsApproval waits
            ? waits.Request
            : throw new InvalidOperationException($"It does not wait: {governed}");
    }

    private Permit Forged(ApprovalRequest request) => new(
        "p-forged", request.Operation, request.DecisionId, request.PolicyDigest, request.Verdict, request.Id,
        Principal.AgentMcp, world.Clock.Now, world.Clock.Now + Permit.Lifetime);

    private static Task<ApplyResult> UseAsync(PipelineProcess process, string permit) =>
        process.Apply.ExecuteAsync(permit, Principal.AgentMcp, false, CancellationToken.None);

    private static async Task IsRefusedAsync(PipelineProcess process, string permit) => Assert.Equal(
        RuleNames.NoRecord, Assert.IsType<ApplyResult.Refused>(await UseAsync(process, permit)).Rule);
}
