using SpecSkills.Storage.Blueprints;
using SpecSkills.Tests.Fakes;
using Xunit;

namespace SpecSkills.Tests.Blueprints;

/// <summary>Saves as editors, git and half-finished writers make them, on a clock of the test's own.</summary>
public sealed class BlueprintWatcherTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly SetClock clock = new() { Now = new DateTimeOffset(2026, 11, 22, 10, 0, 0, TimeSpan.Zero) };
    private readonly string watched;
    private readonly BlueprintWatcher watcher;
    private int saves;

    public BlueprintWatcherTests()
    {
        watched = folder.Combine("blueprints", "frontend", "blueprint.yaml");
        foreach (var file in new[] { watched, folder.Combine("blueprints", "governance", "policies.yaml") })
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, "first");
        }

        watcher = new BlueprintWatcher(folder.Root, clock);
    }

    [Fact]
    public void Nothing_saved_is_nothing_seen() => Assert.Equal(0, Changes(20));

    [Fact]
    public void A_save_is_one_change_seen_within_a_second()
    {
        Save(watched);
        Assert.Equal(1, Changes(LooksInASecond));
        Assert.Equal(0, Changes(20));
    }

    [Theory]
    [InlineData("governance/policies.yaml")]
    [InlineData("backend/blueprint.yaml")]
    public void The_policy_and_new_services_are_seen(string file)
    {
        Save(folder.Combine(["blueprints", .. file.Split('/')]));
        Assert.Equal(1, Changes(LooksInASecond));
    }

    [Fact]
    public void An_editor_that_renames_over_the_file_is_seen()
    {
        var beside = watched + "~";
        Save(beside);
        Assert.Equal(0, Changes(2));
        File.Move(beside, watched, overwrite: true);
        Assert.Equal(1, Changes(LooksInASecond));
    }

    [Fact]
    public void An_editor_that_moves_the_file_away_first_is_one_change()
    {
        File.Move(watched, watched + ".bak");
        Assert.False(Look());
        Save(watched);
        Assert.Equal(1, Changes(LooksInASecond));
    }

    [Fact]
    public void A_checkout_of_many_files_is_one_change()
    {
        // A file between two looks, as a large checkout writes them.
        for (var i = 0; i < 3; i++)
        {
            Save(folder.Combine("blueprints", $"service-{i}", "blueprint.yaml"));
            Assert.False(Look());
        }

        Assert.Equal(1, Changes(LooksInASecond));
    }

    [Fact]
    public void A_deletion_and_a_folder_gone_are_seen()
    {
        File.Delete(watched);
        Assert.Equal(1, Changes(LooksInASecond));
        Directory.Delete(folder.Combine("blueprints"), recursive: true);
        Assert.Equal(1, Changes(LooksInASecond));
        Save(watched);
        Assert.Equal(1, Changes(LooksInASecond));
    }

    [Fact]
    public void A_writer_that_never_stops_cannot_hide_its_changes()
    {
        var seen = 0;
        for (var i = 0; i < LooksInASecond; i++)
        {
            Save(watched);
            if (Look() && watcher.TakeChange()) seen++;
        }

        Assert.Equal(1, seen);
    }

    [Fact]
    public void Files_that_are_no_blueprints_are_not_a_change()
    {
        Save(folder.Combine("blueprints", "frontend", "history", "v1.0.0.yaml"));
        Save(folder.Combine("blueprints", "frontend", ".blueprint.yaml.swp"));
        Assert.Equal(0, Changes(20));
    }

    [Fact]
    public async Task Waiting_ends_when_it_is_cancelled_without_an_exception()
    {
        using var stop = new CancellationTokenSource();
        var other = new BlueprintWatcher(folder.Root, TimeProvider.System);
        var waiting = other.WaitAsync(TimeSpan.FromDays(1), stop.Token);
        await stop.CancelAsync();
        await waiting;
    }

    public void Dispose() => folder.Dispose();

    private static int LooksInASecond => (int)(TimeSpan.FromSeconds(1) / BlueprintWatcher.LookEvery);

    private int Changes(int looks) => Enumerable.Range(0, looks).Count(_ => Look() && watcher.TakeChange());

    private bool Look()
    {
        clock.Now += BlueprintWatcher.LookEvery;
        return watcher.Look();
    }

    private void Save(string file)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, $"save {++saves}");
        // The machine's clock may not move between two saves of a test; the files' times do.
        File.SetLastWriteTimeUtc(file, clock.Now.UtcDateTime.AddSeconds(saves));
    }
}
