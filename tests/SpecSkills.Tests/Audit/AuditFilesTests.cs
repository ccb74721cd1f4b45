using SpecSkills.Application.Ports;
using SpecSkills.Core.Audit;
using SpecSkills.Core.Governance.Assurance;
using SpecSkills.Storage.Audit;
using Xunit;

namespace SpecSkills.Tests.Audit;

/// <summary>What an attacker can put where the record's files are.</summary>
public sealed class AuditFilesTests : IDisposable
{
    private readonly AuditWorld world = new();

    public void Dispose() => world.Dispose();

    [Fact]
    public void A_day_that_is_a_link_is_neither_read_nor_written_nor_cut()
    {
        world.Append(3);
        var elsewhere = world.Records + ".elsewhere";
        File.Move(world.Today, elsewhere);
        var before = File.ReadAllBytes(elsewhere);
        File.CreateSymbolicLink(world.Today, elsewhere);
        Assert.Contains("is a link", Refusal(() => NewLog().Append(AuditWorld.Event("d-4"))), StringComparison.Ordinal);
        Assert.Contains("is a link", Refusal(() => world.Reader.Verify()), StringComparison.Ordinal);
        Assert.Contains("is a link", Refusal(() => world.Reader.Query(new AuditQuery())), StringComparison.Ordinal);
        Assert.Equal(before, File.ReadAllBytes(elsewhere));
    }

    [Fact]
    public void A_link_that_leads_nowhere_is_named()
    {
        world.Append(3);
        File.Delete(world.Today);
        File.CreateSymbolicLink(world.Today, world.Records + ".gone");
        Assert.Contains(world.Today, Refusal(() => world.Reader.Verify()), StringComparison.Ordinal);
    }

    [Fact]
    public void A_month_that_is_a_link_is_refused()
    {
        world.Append(3);
        var month = Path.GetDirectoryName(world.Today)!;
        Directory.Move(month, world.Records + ".elsewhere");
        Directory.CreateSymbolicLink(month, world.Records + ".elsewhere");
        Assert.Contains(month, Refusal(() => world.Reader.Verify()), StringComparison.Ordinal);
        Assert.Contains(month, Refusal(() => NewLog().Append(AuditWorld.Event("d-4"))), StringComparison.Ordinal);
    }

    [Fact]
    public void Checkpoints_that_are_a_link_are_not_written_through()
    {
        world.Append(1);
        var elsewhere = world.Records + ".elsewhere";
        File.WriteAllText(elsewhere, "another file\n");
        File.CreateSymbolicLink(world.Checkpoints, elsewhere);
        Refusal(() => NewLog().Append(AuditWorld.Event("d-2", AuditWorld.Start.AddDays(1))));
        Assert.Equal("another file\n", File.ReadAllText(elsewhere));
    }

    [Fact]
    public void A_folder_in_place_of_a_day_is_named()
    {
        world.AppendDays(2, 2);
        File.Delete(world.Today);
        Directory.CreateDirectory(world.Today);
        Assert.Contains("is a folder", Refusal(() => world.Reader.Verify()), StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_is_cut_off_an_end_too_long_to_be_a_torn_line()
    {
        world.Append(2);
        File.AppendAllText(world.Today, new string('x', 5 * AuditChain.MaximumLineBytes));
        var before = File.ReadAllBytes(world.Today);
        for (var i = 0; i < 3; i++)
            Assert.Contains(
                "longer than any record", Refusal(() => NewLog().Append(AuditWorld.Event("d-3"))),
                StringComparison.Ordinal);
        Assert.Equal(before, File.ReadAllBytes(world.Today));
        Assert.Empty(Directory.EnumerateFiles(world.Records, "*.torn-*", SearchOption.AllDirectories));
    }

    [Fact]
    public void Naming_what_was_set_aside_is_not_recording_it()
    {
        world.Append(1);
        File.AppendAllText(world.Today, "{\"seq\":2,\"pre");
        NewLog().Append(AuditWorld.Event("d-2"));
        var aside = Path.GetRelativePath(
            world.Records,
            Assert.Single(Directory.EnumerateFiles(world.Records, "*.torn-*", SearchOption.AllDirectories)));
        using var other = new AuditWorld();
        // An attacker who knows what will be torn can write its name into a reason first.
        other.Log.Append(AuditWorld.Event(aside));
        File.AppendAllText(other.Today, "{\"seq\":2,\"pre");
        new AuditLog(other.NewDisk(), () => AssuranceStanding.Untried).Append(AuditWorld.Event("d-2"));
        Assert.Equal(
            aside, (string?)Assert.Single(other.Reader.Query(new AuditQuery(Kind: "recovered")).Records).Record["id"]);
    }

    [Fact]
    public void The_chain_is_walked_also_where_no_index_can_be()
    {
        Directory.CreateDirectory(world.IndexFile);
        world.Append(3);
        Assert.True(world.NewReader().Verify().IsIntact);
        Assert.Contains(world.IndexFile, Refusal(() => world.NewReader().RebuildIndex()), StringComparison.Ordinal);
    }

    private AuditLog NewLog() => new(world.NewDisk(), () => AssuranceStanding.Untried);

    private static string Refusal(Func<object> act) => Assert.Throws<AuditUnavailableException>(act).Message;

    private static string Refusal(Action act) => Assert.Throws<AuditUnavailableException>(act).Message;
}
