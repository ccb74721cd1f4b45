using SpecSkills.Storage.Blueprints;
using SpecSkills.Tests.Fakes;
using Xunit;

namespace SpecSkills.Tests.Blueprints;

/// <summary>Saves as editors, git and half-finished writers make them, on a clock of the test's own.</summary>
public sealed class BlueprintWatcherTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly SetClock _clock = new() { Now = new DateTimeOffset(2026, 11, 22, 10, 0, 0, TimeSpan.Zero) };
    private readonly string _file;
    private readonly BlueprintWatcher _watcher;
    private int _saves;

    public BlueprintWatcherTests()
    {
        _file = _folder.Combine("blueprints", "frontend", "blueprint.yaml");
        foreach (var file in new[] { _file, _folder.Combine("blueprints", "governance", "policies.yaml") })
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, "first");
        }

        _watcher = new BlueprintWatcher(_folder.Root, _clock);
    }

    [Fact]
    public void Nothing_saved_is_nothing_seen() => Assert.Equal(0, Changes(20));

    [Fact]
    public void A_save_is_one_change_seen_within_a_second()
    {
        Save(_file);
        Assert.Equal(1, Changes(LooksInASecond));
        Assert.Equal(0, Changes(20));
    }

    [Theory]
    [InlineData("governance/policies.yaml")]
    [InlineData("backend/blueprint.yaml")]
    public void The_policy_and_new_services_are_seen(string file)
    {
        Save(_folder.Combine(["blueprints", .. file.Split('/')]));
        Assert.Equal(1, Changes(LooksInASecond));
    }

    [Fact]
    public void An_editor_that_renames_over_the_file_is_seen()
    {
        var beside = _file + "~";
        Save(beside);
        Assert.Equal(0, Changes(2));
        File.Move(beside, _file, overwrite: true);
        Assert.Equal(1, Changes(LooksInASecond));
    }

    [Fact]
    public void An_editor_that_moves_the_file_away_first_is_one_change()
    {
        File.Move(_file, _file + ".bak");
        Assert.False(Look());
        Save(_file);
        Assert.Equal(1, Changes(LooksInASecond));
    }

    [Fact]
    public void A_checkout_of_many_files_is_one_change()
    {
        // A file between two looks, as a large checkout writes them.
        for (var i = 0; i < 3; i++)
        {
            Save(_folder.Combine("blueprints", $"service-{i}", "blueprint.yaml"));
            Assert.False(Look());
        }

        Assert.Equal(1, Changes(LooksInASecond));
    }

    [Fact]
    public void A_deletion_and_a_folder_gone_are_seen()
    {
        File.Delete(_file);
        Assert.Equal(1, Changes(LooksInASecond));
        Directory.Delete(_folder.Combine("blueprints"), recursive: true);
        Assert.Equal(1, Changes(LooksInASecond));
        Save(_file);
        Assert.Equal(1, Changes(LooksInASecond));
    }

    [Fact]
    public void A_writer_that_never_stops_cannot_hide_its_changes()
    {
        var seen = 0;
        for (var i = 0; i < LooksInASecond; i++)
        {
            Save(_file);
            if (Look() && _watcher.TakeChange()) seen++;
        }

        Assert.Equal(1, seen);
    }

    [Fact]
    public void Files_that_are_no_blueprints_are_not_a_change()
    {
        Save(_folder.Combine("blueprints", "frontend", "history", "v1.0.0.yaml"));
        Save(_folder.Combine("blueprints", "frontend", ".blueprint.yaml.swp"));
        Assert.Equal(0, Changes(20));
    }

    [Fact]
    public async Task Waiting_ends_when_it_is_cancelled_without_an_exception()
    {
        using var stop = new CancellationTokenSource();
        var watcher = new BlueprintWatcher(_folder.Root, TimeProvider.System);
        var waiting = watcher.WaitAsync(TimeSpan.FromDays(1), stop.Token);
        await stop.CancelAsync();
        await waiting;
    }

    public void Dispose() => _folder.Dispose();

    private static int LooksInASecond => (int)(TimeSpan.FromSeconds(1) / BlueprintWatcher.LookEvery);

    private int Changes(int looks) => Enumerable.Range(0, looks).Count(_ => Look() && _watcher.TakeChange());

    private bool Look()
    {
        _clock.Now += BlueprintWatcher.LookEvery;
        return _watcher.Look();
    }

    private void Save(string file)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, $"save {++_saves}");
        // The machine's clock may not move between two saves of a test; the files' times do.
        File.SetLastWriteTimeUtc(file, _clock.Now.UtcDateTime.AddSeconds(_saves));
    }
}
