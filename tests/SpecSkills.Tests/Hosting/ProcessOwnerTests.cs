using SpecSkills.Hosting.Workspaces;
using SpecSkills.Storage.State;
using SpecSkills.Tests.Fakes;
using SpecSkills.Tests.State;
using Xunit;

namespace SpecSkills.Tests.Hosting;

public sealed class ProcessOwnerTests : IDisposable
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly TemporaryFolder folder = new();

    private Workspace Workspace => new(folder.Root);

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Who_lives_is_not_gone_and_who_was_killed_is()
    {
        using var one = Owner();
        using var two = Owner();
        Assert.NotEqual(one.Name, two.Name);
        Assert.False(two.IsGone($"{one.Name}/1"));
        Assert.False(one.IsGone($"{one.Name}/1"));
        Assert.True(one.IsGone($"{Killed()}/7"));
    }

    [Theory]
    [InlineData("one")]
    [InlineData("")]
    [InlineData("host/1/run-neverheardofitbefore/1")]
    [InlineData("host/1/run-../../state/1")]
    [InlineData("host/1/run-")]
    public void Of_whom_nothing_tells_is_not_gone(string owner)
    {
        using var one = Owner();
        Assert.False(one.IsGone(owner));
    }

    [Fact]
    public void Who_ended_in_order_leaves_no_file_behind()
    {
        Owner().Dispose();
        Assert.Empty(Directory.EnumerateFiles(Path.Combine(Workspace.State, "owners")));
    }

    [Fact]
    public void Where_no_file_can_be_made_leases_last_their_time()
    {
        Directory.CreateDirectory(Workspace.State);
        File.WriteAllText(Path.Combine(Workspace.State, "owners"), "not a folder");
        using var one = Owner();
        Assert.NotEmpty(one.Name);
        Assert.False(one.IsGone("host/4711/run-0killed0killed0killed/1"));
    }

    [Fact]
    public void Files_of_the_killed_are_tidied_away_when_no_lease_of_theirs_can_matter()
    {
        var killed = Killed();
        var left = Path.Combine(Workspace.State, "owners", killed.Split('/')[2] + ".alive");
        using (Owner()) Assert.True(File.Exists(left));
        File.SetLastWriteTimeUtc(left, DateTime.UnixEpoch);
        using (Owner()) Assert.False(File.Exists(left));
    }

    [Fact]
    public void The_lease_of_a_killed_process_is_free_at_once_and_that_of_a_living_one_is_not()
    {
        using var me = Owner();
        using var other = Owner();
        using var state = new WorkspaceState(Workspace.Database, owners: me);
        state.Journal.TryBegin(Samples.Entry("permit-1"));
        Assert.True(state.Journal.TryLease("permit-1", $"{other.Name}/1", Samples.Now, Minute));
        Assert.False(state.Journal.TryLease("permit-1", $"{me.Name}/1", Samples.Now, Minute));
        var killed = Killed();
        Assert.True(state.Journal.TryLease("permit-1", $"{other.Name}/1", Samples.Now, TimeSpan.Zero));
        Assert.True(state.Journal.TryLease("permit-1", $"{killed}/1", Samples.Now, Minute));
        Assert.True(state.Journal.TryLease("permit-1", $"{me.Name}/1", Samples.Now, Minute));
        Assert.False(state.Journal.TryLease("permit-1", $"{other.Name}/2", Samples.Now, Minute));
    }

    private ProcessOwner Owner() => new(Workspace, TimeProvider.System);

    /// <summary>What a killed process leaves: its file, and no lock on it.</summary>
    private string Killed()
    {
        const string Name = "host/4711/run-0killed0killed0killed";
        Directory.CreateDirectory(Path.Combine(Workspace.State, "owners"));
        File.WriteAllText(Path.Combine(Workspace.State, "owners", Name.Split('/')[2] + ".alive"), "");
        return Name;
    }
}
