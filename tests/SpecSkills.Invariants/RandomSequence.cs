using SpecSkills.Application.Agent;
using SpecSkills.Application.Decisions;
using SpecSkills.Application.Governance;
using SpecSkills.Application.Ports;
using SpecSkills.Core.Decisions;
using SpecSkills.Core.Governance;
using SpecSkills.Core.Primitives;
using SpecSkills.EmbeddedCluster.Faults;
using SpecSkills.Tests.Fakes;

namespace SpecSkills.Invariants;

/// <summary>
/// What may happen to a workspace in an afternoon, by dice: wishes, ticks, approvals and refusals, hands on the
/// cluster, kills, power cuts, restarts, clock steps, broken files, full disks, a server that fails. The same seed
/// gives the same afternoon.
/// </summary>
internal sealed class RandomSequence(int seed)
{
    private static readonly string[] Services = [PipelineWorld.Frontend, PipelineWorld.Backend];

    private readonly Random dice = new(seed);
    private readonly List<string> permits = [];
    private readonly List<string> told = [];
    private PipelineProcess process = null!;
    private FailingDisk disk = null!;
    private string? brokenFile;

    /// <summary>Requests that were answered while the policy or a blueprint could not be read.</summary>
    public List<(string Service, int From, int To)> Dark { get; } = [];

    /// <summary>What happened, for the person who has to understand a failure.</summary>
    public IReadOnlyList<string> Told => told;

    public async Task<PipelineWorld> PlayAsync()
    {
        // What takes three failures and a person's reset needs a long afternoon; what a start leaves behind a short
        // one.
        var steps = dice.Next(10, 41);
        var world = await PipelineWorld.StartAsync(
            dice.Next(10, 80), Faults(), (ulong)seed + 1, warmUp: TimeSpan.FromSeconds(40));
        Begin(world, new ProcessLife());
        for (var i = 0; i < steps; i++)
        {
            try
            {
                await StepAsync(world);
            }
            catch (CrashException crash)
            {
                told.Add(crash.Message);
                await RestartAsync(world, new ProcessLife());
            }
            catch (AuditUnavailableException)
            {
                told.Add("the record could not be written");
            }
        }

        await EndAsync(world);
        return world;
    }

    private FaultPlan Faults()
    {
        var faults = new List<Fault>();
        void Add(string name, int everySeconds, FaultEffect effect, int lasting) => faults.Add(new Fault(
            name, new FaultTrigger.After(TimeSpan.FromSeconds(60 + dice.Next(everySeconds))), effect)
        { Duration = TimeSpan.FromSeconds(lasting) });
        if (dice.Next(2) == 0) Add("conflict", 400,
            new FaultEffect.RequestFails(RequestSelection.Writes, new RequestFailure.Conflict(), dice.Next(1, 6)), 900);
        if (dice.Next(2) == 0) Add("cut", 400, new FaultEffect.RequestFails(RequestSelection.Writes,
            dice.Next(2) == 0 ? new RequestFailure.CutAfter() : new RequestFailure.CutBefore(), 1), 900);
        if (dice.Next(3) == 0) Add("metrics", 400, new FaultEffect.MetricsDown(), 120);
        if (dice.Next(2) == 0)
            faults.Add(new Fault(
                "bad", new FaultTrigger.ReplicaChange(
                    "default", Services[dice.Next(2)], ReplicaDirection.Up)
                { Times = 4 },
                new FaultEffect.AnswersErrors(new PodSelection("default") { NewOnly = true }, 0.8)));
        return new FaultPlan([.. faults]);
    }

    private void Begin(PipelineWorld world, ProcessLife life)
    {
        disk = new FailingDisk(world.NewDisk());
        process = world.NewProcess(life, disk);
    }

    private async Task RestartAsync(PipelineWorld world, ProcessLife life)
    {
        Begin(world, life);
        await process.Settle.ExecuteAsync(CancellationToken.None);
    }

    private async Task StepAsync(PipelineWorld world)
    {
        var service = Services[dice.Next(2)];
        var roll = dice.Next(100);
        switch (roll)
        {
            case < 30:
                told.Add($"tick {service}");
                await process.Loop.TickAsync(service, CancellationToken.None);
                break;
            case < 55:
                await AskAsync(service);
                break;
            case < 63 when permits.Count > 0:
                await UseAsync(world, permits[dice.Next(permits.Count)]);
                break;
            case < 70:
                Decide();
                break;
            case < 74:
                told.Add($"a person scales {service}");
                world.ScaleByHand(service, dice.Next(0, 7));
                break;
            case < 80:
                told.Add("the process is killed at one of its next effects");
                await RestartAsync(
                    world, new ProcessLife { DieAt = dice.Next(1, 12), AfterEffect = dice.Next(2) == 0 });
                break;
            case < 83:
                disk.Failure = () => new IOException("No space left on device");
                disk.FailAt = disk.Changes + dice.Next(1, 4);
                disk.When = (FailingDisk.Moment)dice.Next(3);
                told.Add($"the disk will be full at change {disk.FailAt}, {disk.When}");
                break;
            case < 87:
                Break(world, service);
                break;
            case < 90:
                CutPower();
                break;
            case < 92:
                DecideAgainst();
                break;
            case < 95:
                world.Clock.Now += TimeSpan.FromSeconds(dice.Next(-600, 600));
                told.Add($"the clock is stepped to {world.Clock.Now:T}");
                break;
            case < 97:
                var answer = new ResetBreaker(process.Services)
                    .Execute(service, Principal.PersonLocal, "looked into it");
                told.Add($"a person resets {service}: {answer}");
                break;
            default:
                world.Pass(TimeSpan.FromSeconds(dice.Next(1, 90)));
                break;
        }
    }

    /// <summary>
    /// In the middle of one of its next appends nothing of the process runs any more: what came to the disk stays.
    /// </summary>
    private void CutPower()
    {
        var life = process.Life;
        disk.Failure = () => life.End("in the middle of an append");
        disk.FailAt = disk.Changes + dice.Next(1, 8);
        disk.When = FailingDisk.Moment.Halfway;
        disk.Share = dice.NextDouble();
        told.Add($"the power will be cut at change {disk.FailAt}, {disk.Share:P0} of it written");
    }

    private async Task AskAsync(string service)
    {
        OperationParameters wish = dice.Next(8) switch
        {
            0 => new OperationParameters.Other(
                dice.Next(2) == 0 ? OperationKind.DeleteDeployment : OperationKind.ModifySecret, service),
            1 or 2 => new OperationParameters.AdjustResources(
                "app", new CpuQuantity((service == PipelineWorld.Frontend ? 50 : 100) + dice.Next(-12, 13)), null,
                null, null),
            _ => new OperationParameters.Scale(dice.Next(0, 9)),
        };
        told.Add($"asked for {wish} of {service}");
        var proposed =
            await process.Propose.ExecuteAsync(service, wish, Principal.AgentMcp, null, CancellationToken.None);
        if (proposed is not DecideResult.Decided { Stored: var stored }) return;
        var governed = await process.Govern.ExecuteAsync(stored.Id, Principal.AgentMcp, CancellationToken.None);
        if (governed is not GovernResult.Permitted { Permit: var permit }) return;
        permits.Add(permit.Id);
        if (dice.Next(4) == 0) return;
        var dryRun = dice.Next(6) == 0;
        var used = await process.Apply.ExecuteAsync(permit.Id, Principal.AgentMcp, dryRun, CancellationToken.None);
        told.Add($"used: {used}");
    }

    /// <summary>Any number of executors at once, in this process and others.</summary>
    private async Task UseAsync(PipelineWorld world, string permitId)
    {
        told.Add("a permit is used by three at once");
        var other = world.NewProcess();
        await Task.WhenAll(
            process.Apply.ExecuteAsync(permitId, Principal.AgentMcp, false, CancellationToken.None),
            other.Apply.ExecuteAsync(permitId, Principal.AgentMcp, false, CancellationToken.None),
            other.Apply.ExecuteAsync(permitId, Principal.AgentLoop, false, CancellationToken.None));
    }

    private void Decide()
    {
        var pending = process.Services.Approvals.List(ApprovalState.Pending, null, 50);
        if (pending.Count == 0) return;
        told.Add("a person approves");
        if (process.Approve(pending[dice.Next(pending.Count)].Id) is { } permit) permits.Add(permit.Id);
    }

    private void DecideAgainst()
    {
        var pending = process.Services.Approvals.List(ApprovalState.Pending, null, 50);
        if (pending.Count == 0) return;
        var request = pending[dice.Next(pending.Count)].Id;
        told.Add(dice.Next(2) == 0
            ? $"a person rejects: {process.Reject(request)}" : $"it is cancelled: {process.Cancel(request)}");
    }

    /// <summary>The policy or a blueprint becomes unreadable, or is put right again.</summary>
    private void Break(PipelineWorld world, string service)
    {
        if (brokenFile is not null)
        {
            Mend(world);
            return;
        }

        brokenFile = world.Folder.Combine("blueprints", "governance", "policies.yaml");
        told.Add("the policy becomes unreadable");
        File.Move(brokenFile, brokenFile + ".good");
        File.WriteAllText(brokenFile, dice.Next(2) == 0 ? "" : "kind: [GovernancePolicy\n");
        Dark.Add(("*", world.Writes.Count, int.MaxValue));
    }

    private void Mend(PipelineWorld world)
    {
        told.Add("the policy is put right");
        File.Move(brokenFile! + ".good", brokenFile!, overwrite: true);
        brokenFile = null;
        Dark[^1] = Dark[^1] with { To = world.Writes.Count };
    }

    /// <summary>Everything calms down, and what is unfinished comes to its end.</summary>
    private async Task EndAsync(PipelineWorld world)
    {
        if (brokenFile is not null) Mend(world);
        Begin(world, new ProcessLife());
        // The next record sets aside what was torn last, and every tick of the agent leaves a record.
        foreach (var service in Services) await process.Loop.TickAsync(service, CancellationToken.None);
        foreach (var entry in process.Services.Journal.Unfinished()) await world.FinishAsync(process, entry.PermitId);
    }
}
