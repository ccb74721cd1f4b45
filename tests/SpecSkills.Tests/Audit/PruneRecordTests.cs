using SpecSkills.Application.Audit;
using SpecSkills.Application.Ports;
using SpecSkills.Core.Governance;
using SpecSkills.Storage.Blueprints;
using SpecSkills.Tests.Fakes;
using Xunit;

namespace SpecSkills.Tests.Audit;

/// <summary>How long records are kept: what the files say, and the longest of it.</summary>
public sealed class PruneRecordTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly AuditWorld world = new();

    public PruneRecordTests()
    {
        foreach (var file in new[]
                 {
                     "blueprints/frontend/blueprint.yaml", "blueprints/backend/blueprint.yaml",
                     "blueprints/governance/policies.yaml",
                 })
        {
            Directory.CreateDirectory(Path.GetDirectoryName(folder.Combine(file))!);
            File.Copy(RepositoryFiles.PathOf(file), folder.Combine(file));
        }

        AcceptedFiles.Lock(folder.Root);
    }

    public void Dispose()
    {
        folder.Dispose();
        world.Dispose();
    }

    [Fact]
    public void The_shipped_files_keep_ninety_days() => Assert.Equal(TimeSpan.FromDays(90), Use(0).Preview().Retention);

    [Fact]
    public void A_blueprint_that_wants_longer_keeps_the_record_longer_and_none_can_shorten_it()
    {
        Edit("blueprints/backend/blueprint.yaml", "retention_period: 90d", "retention_period: 1d");
        Assert.Equal(TimeSpan.FromDays(90), Use(0).Preview().Retention);
        Edit("blueprints/frontend/blueprint.yaml", "retention_period: 90d", "retention_period: 365d");
        Assert.Equal(TimeSpan.FromDays(365), Use(0).Preview().Retention);
    }

    [Fact]
    public void What_is_due_is_deleted_by_the_rule_that_was_longest()
    {
        Edit("blueprints/frontend/blueprint.yaml", "retention_period: 90d", "retention_period: 91d");
        world.AppendDays(3, 2);
        Assert.IsType<PruneResult.NothingDue>(Use(91).Execute(Principal.AgentLoop));
        Assert.IsType<PruneResult.Pruned>(Use(92).Execute(Principal.PersonLocal));
        var said = Assert.Single(world.Reader.Query(new AuditQuery(Kind: "pruned")).Records).Record;
        Assert.Equal(
            ("person:local", "todo-frontend: spec.governance.audit.retention_period", "91d"),
            ((string)said["actor"]!, (string)said["rule"]!, (string)said["retention_period"]!));
    }

    [Theory]
    [InlineData("blueprints/frontend/blueprint.yaml")]
    [InlineData("blueprints/governance/policies.yaml")]
    public void A_file_that_cannot_be_read_may_ask_for_longer_so_nothing_is_deleted(string file)
    {
        world.AppendDays(3, 2);
        File.WriteAllText(folder.Combine(file), "kind: [");
        Assert.IsType<PruneResult.Undecided>(Use(1000).Execute(Principal.AgentLoop));
        Assert.NotNull(Use(1000).Preview().Why);
        Assert.Equal(3, world.Disk.Segments().Count);
    }

    private PruneRecord Use(int daysLater) => new(
        AcceptedFiles.InForce(folder.Root), world.NewRetention(),
        new SetClock { Now = AuditWorld.Start.AddDays(daysLater) });

    private void Edit(string file, string from, string to)
    {
        File.WriteAllText(
            folder.Combine(file), File.ReadAllText(folder.Combine(file)).Replace(from, to, StringComparison.Ordinal));
        AcceptedFiles.Lock(folder.Root);
    }
}
