using SpecSkills.Application.Agent;
using SpecSkills.Application.Decisions;
using SpecSkills.Application.Execution;
using SpecSkills.Application.Governance;
using SpecSkills.Application.Ports;
using SpecSkills.Core.Blueprints;
using SpecSkills.Core.Decisions;
using SpecSkills.Core.Execution;
using SpecSkills.Core.Governance;
using SpecSkills.Core.Governance.Locks;
using SpecSkills.Core.Observations;
using SpecSkills.Tests.Fakes;
using Xunit;

namespace SpecSkills.Tests.Locks;

/// <summary>
/// Files edited after a pass has read them: what the pass decided by them is held against the new ones.
/// </summary>
public sealed class SightOfPassTests
{
    private const string Frontend = PipelineWorld.Frontend;
    private const string Backend = PipelineWorld.Backend;
    private const string FrontendFile = "blueprints/frontend/blueprint.yaml";

    /// <summary>Enough for two pods to be too few.</summary>
    private const double Surge = 60;

    [Theory]
    [InlineData("nothing", true)]
    [InlineData("narrower", false)]
    [InlineData("gone", false)]
    [InlineData("a link out of the repository", false)]
    [InlineData("a folder that is a link", false)]
    [InlineData("invalid", false)]
    [InlineData("an edited lock", false)]
    [InlineData("no lock", false)]
    public async Task The_gate_goes_by_the_files_as_they_are_after_the_pass_has_begun(string edit, bool isWritten)
    {
        await using var world = await PipelineWorld.StartAsync(Surge);
        using var process = world.NewProcess();
        Assert.Contains(Frontend, process.Loop.Order());
        Edit(world, edit);
        var result = await process.Loop.TickAsync(Frontend, CancellationToken.None);
        // The pass decides by what it read, and so there is something for the gate to judge.
        var decided = Assert.IsType<DecideResult.Decided>(result!.Decided);
        Assert.NotEmpty(decided.Stored.Decision.Operations);
        Assert.Equal(isWritten, result.Applied is ApplyResult.Executed);
        Assert.Equal(isWritten, world.Writes.Count > 0);
        if (isWritten) return;
        var blocked = Assert.IsType<GovernResult.Blocked>(result.Governed);
        if (edit.EndsWith("lock", StringComparison.Ordinal))
            Assert.Equal(RuleNames.PolicyLock, blocked.Verdict.Rule);
    }

    [Fact]
    public async Task A_save_of_the_same_length_and_time_is_seen_in_the_next_pass_and_not_before()
    {
        await using var world = await PipelineWorld.StartAsync();
        using var process = world.NewProcess();
        var sight = new SightOfPass(process.Services.Blueprints, process.Services.Observer);
        Assert.Equal(5, Maximum(sight));
        var path = world.Folder.Combine(FrontendFile);
        var at = File.GetLastWriteTimeUtc(path);
        world.EditFile(FrontendFile, "max_replicas: 5", "max_replicas: 4");
        File.SetLastWriteTimeUtc(path, at);
        Assert.Equal(5, Maximum(sight));
        sight.Begin();
        Assert.Equal(4, Maximum(sight));
    }

    [Fact]
    public async Task A_save_that_widens_is_in_force_in_no_pass()
    {
        await using var world = await PipelineWorld.StartAsync();
        using var process = world.NewProcess();
        var sight = new SightOfPass(process.Services.Blueprints, process.Services.Observer);
        sight.Begin();
        world.EditFile(FrontendFile, "max_replicas: 5", "max_replicas: 9");
        Assert.Equal(5, Maximum(sight));
        sight.Begin();
        Assert.Equal(5, Maximum(sight));
    }

    [Fact]
    public async Task A_service_looked_at_twice_or_outside_a_pass_is_read_afresh()
    {
        await using var world = await PipelineWorld.StartAsync();
        using var process = world.NewProcess();
        var sight = new SightOfPass(process.Services.Blueprints, process.Services.Observer);
        sight.Begin();
        world.EditFile(FrontendFile, "max_replicas: 5", "max_replicas: 4");
        sight.Take(Frontend);
        Assert.Equal(5, Maximum(sight));
        sight.Take(Frontend);
        Assert.Equal(4, Maximum(sight));
        world.EditFile(FrontendFile, "max_replicas: 4", "max_replicas: 3");
        sight.Take(Backend);
        Assert.Equal(3, Maximum(sight));
    }

    [Fact]
    public async Task What_services_of_a_namespace_share_is_asked_once_a_pass_and_again_in_the_next()
    {
        await using var world = await PipelineWorld.StartAsync();
        using var process = world.NewProcess();
        var sight = new SightOfPass(process.Services.Blueprints, process.Services.Observer);
        for (var pass = 1; pass <= 2; pass++)
        {
            foreach (var entry in sight.Begin().Services)
                await sight.ObserveAsync(entry.Blueprint!, CancellationToken.None);
            Assert.Equal(pass, Asked("/horizontalpodautoscalers"));
            Assert.Equal(pass, Asked("/poddisruptionbudgets"));
        }

        int Asked(string end) => world.Requests.Count(one => one.Path.Contains(end, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Services_of_a_pass_are_observed_at_once_and_each_decides_by_its_own_observation()
    {
        await using var world = await PipelineWorld.StartAsync();
        using var process = world.NewProcess();
        var cluster = new MeetingObserver(process.Services.Observer, parties: 2);
        var sight = new SightOfPass(process.Services.Blueprints, cluster);
        var services = sight.Begin().Services;
        string[] turns = [Frontend, Backend];
        // Each answer waits for the other question: one after the other, this would never end.
        sight.LookAhead(turns, _ => true, CancellationToken.None);
        foreach (var turn in turns)
        {
            sight.Take(turn);
            var seen = await sight.ObserveAsync(services.Single(one => one.Service == turn).Blueprint!, default);
            Assert.Equal(turn, Assert.IsType<ClusterReading<Observation>.Read>(seen).Value.Service);
        }

        Assert.Equal(2, cluster.Asked);
    }

    [Fact]
    public async Task What_was_observed_ahead_serves_one_turn_and_the_blueprint_it_was_asked_for()
    {
        await using var world = await PipelineWorld.StartAsync();
        using var process = world.NewProcess();
        var cluster = new MeetingObserver(process.Services.Observer, parties: 1);
        var sight = new SightOfPass(process.Services.Blueprints, cluster);
        var blueprint = sight.Begin().Find(Frontend)!.Blueprint!;
        sight.LookAhead([Frontend], _ => true, CancellationToken.None);
        // A turn without a look leaves nothing for a later one.
        sight.Take(Frontend);
        sight.Take(Backend);
        await sight.ObserveAsync(blueprint, default);
        Assert.Equal(2, cluster.Asked);
        // A new pass begins with nothing.
        sight.Begin();
        sight.LookAhead([Frontend], _ => true, CancellationToken.None);
        sight.Begin();
        await sight.ObserveAsync(blueprint, default);
        Assert.Equal(4, cluster.Asked);
        // Another version of the blueprint is not answered by what was asked for this one.
        sight.LookAhead([Frontend], _ => true, CancellationToken.None);
        await sight.ObserveAsync(blueprint with { Digest = "sha256:other" }, default);
        Assert.Equal(6, cluster.Asked);
        // A service that needs no look is not asked about.
        sight.LookAhead([Backend], _ => false, CancellationToken.None);
        Assert.Equal(6, cluster.Asked);
    }

    private static int Maximum(SightOfPass sight) => sight.Read().Find(Frontend)!.Blueprint!.Scaling.MaxReplicas;

    private static void Edit(PipelineWorld world, string edit)
    {
        var path = world.Folder.Combine(FrontendFile);
        switch (edit)
        {
            case "narrower":
                world.EditFile(FrontendFile, "max_replicas: 5", "max_replicas: 2");
                break;
            case "gone":
                File.Delete(path);
                break;
            case "a link out of the repository":
                var file = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
                File.Move(path, file);
                File.CreateSymbolicLink(path, file);
                break;
            case "a folder that is a link":
                var folder = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
                Directory.CreateDirectory(folder);
                File.Copy(path, Path.Combine(folder, "blueprint.yaml"));
                Directory.Delete(Path.GetDirectoryName(path)!, recursive: true);
                Directory.CreateSymbolicLink(Path.GetDirectoryName(path)!, folder);
                break;
            case "invalid":
                File.WriteAllText(path, "not yaml: [");
                break;
            case "an edited lock":
                File.AppendAllText(world.Folder.Combine(PolicyLock.FileName), "# nothing else\n");
                break;
            case "no lock":
                File.Delete(world.Folder.Combine(PolicyLock.FileName));
                break;
        }
    }

    /// <summary>Answers when so many questions are open at once.</summary>
    private sealed class MeetingObserver(IClusterObserver cluster, int parties) : IClusterObserver
    {
        private readonly TaskCompletionSource all = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int asked;

        public int Asked => asked;

        public Task<ClusterReading<string>> IdentifyAsync(CancellationToken cancellation) =>
            cluster.IdentifyAsync(cancellation);

        public async Task<ClusterReading<Observation>> ObserveAsync(
            Blueprint blueprint, CancellationToken cancellation)
        {
            if (Interlocked.Increment(ref asked) >= parties) all.TrySetResult();
            await all.Task;
            return await cluster.ObserveAsync(blueprint, cancellation);
        }

        public Task<ClusterReading<FreshFacts>> ReadFactsAsync(Operation operation, CancellationToken cancellation) =>
            cluster.ReadFactsAsync(operation, cancellation);
    }
}
