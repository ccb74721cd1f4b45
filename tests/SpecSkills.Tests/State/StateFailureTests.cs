using Microsoft.Data.Sqlite;
using SpecSkills.Application.Ports;
using SpecSkills.Storage.State;
using Xunit;

namespace SpecSkills.Tests.State;

public sealed class StateFailureTests
{
    [Fact]
    public void A_locked_database_allows_nothing_and_says_what_to_do()
    {
        using var folder = new StateFolder();
        using var state = folder.Open(new StateOptions { LockTimeout = TimeSpan.FromMilliseconds(20) });
        state.Permits.Issue(Samples.Permit("permit-1"));
        using var holder = new SqliteConnection($"Data Source={folder.File};Pooling=False");
        holder.Open();
        using var hold = holder.CreateCommand();
        hold.CommandText = "BEGIN IMMEDIATE";
        hold.ExecuteNonQuery();

        var error = Assert.Throws<StateUnavailableException>(() => state.Permits.TryConsume("permit-1", Samples.Now));
        Assert.Contains("locked by another process", error.Message, StringComparison.Ordinal);
        // Reading goes on beside a writer, and so does everything once the lock is gone.
        Assert.Null(state.Permits.Find("permit-1")!.ConsumedAt);
        hold.CommandText = "ROLLBACK";
        hold.ExecuteNonQuery();
        Assert.True(state.Permits.TryConsume("permit-1", Samples.Now));
    }

    [Fact]
    public void A_file_that_is_no_database_is_left_alone()
    {
        using var folder = new StateFolder();
        Directory.CreateDirectory(Path.GetDirectoryName(folder.File)!);
        File.WriteAllText(folder.File, new string('x', 8192));
        using var state = folder.Open();

        var error = Assert.Throws<StateUnavailableException>(() => state.Permits.Find("permit-1"));
        Assert.Contains("damaged", error.Message, StringComparison.Ordinal);
        Assert.Contains("move the file away", error.Message, StringComparison.Ordinal);
        Assert.Equal(new string('x', 8192), File.ReadAllText(folder.File));
    }

    [Fact]
    public void A_damaged_page_is_an_error_and_not_an_empty_answer()
    {
        using var folder = new StateFolder();
        using (var state = folder.Open())
            for (var i = 0; i < 50; i++)
                state.Permits.Issue(Samples.Permit($"permit-{i}"));
        var bytes = File.ReadAllBytes(folder.File);
        // Everything after the first page, which holds the schema.
        Array.Fill(bytes, (byte)0x55, 4096, bytes.Length - 4096);
        File.WriteAllBytes(folder.File, bytes);

        using var opened = folder.Open();
        Assert.Throws<StateUnavailableException>(() => opened.Permits.TryConsume("permit-1", Samples.Now));
    }

    [Fact]
    public void A_full_disk_changes_nothing()
    {
        using var folder = new StateFolder();
        using var state = folder.Open(new StateOptions { PageLimit = 60 });
        var issued = 0;
        var error = Assert.Throws<StateUnavailableException>(() =>
        {
            for (; issued < 10_000; issued++) state.Permits.Issue(Samples.Permit($"permit-{issued}"));
        });

        Assert.Contains("full", error.Message, StringComparison.Ordinal);
        Assert.Null(state.Permits.Find($"permit-{issued}"));
        Assert.NotNull(state.Permits.Find("permit-0"));
    }

    [Fact]
    public void A_folder_that_cannot_be_written_is_named()
    {
        using var folder = new StateFolder();
        Directory.CreateDirectory(folder.File);
        using var state = folder.Open();

        var error = Assert.Throws<StateUnavailableException>(() => state.Memory.Breakers());
        Assert.Contains(folder.File, error.Message, StringComparison.Ordinal);
        Assert.Contains("Nothing is allowed without it", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_of_a_newer_program_is_refused()
    {
        using var folder = new StateFolder();
        using (var state = folder.Open()) state.Memory.Breakers();
        using (var newer = new SqliteConnection($"Data Source={folder.File};Pooling=False"))
        {
            newer.Open();
            using var raise = newer.CreateCommand();
            raise.CommandText = "PRAGMA user_version = 3";
            raise.ExecuteNonQuery();
        }

        using var old = folder.Open();
        var error = Assert.Throws<StateUnavailableException>(() => old.Memory.Breakers());
        Assert.Contains("schema version 3", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Only_the_owner_may_read_the_state()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Windows has no file modes.");
            return;
        }

        using var folder = new StateFolder();
        using var state = folder.Open();
        state.Memory.Breakers();

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(folder.File));
    }

    [Fact]
    public async Task Processes_that_open_a_new_workspace_at_once_all_get_it()
    {
        using var folder = new StateFolder();
        var states = Enumerable.Range(0, 8).Select(_ => folder.Open()).ToArray();
        using var start = new Barrier(8);

        var found = await Task.WhenAll(states.Select(state => Task.Factory.StartNew(
            () =>
            {
                start.SignalAndWait();
                return state.Memory.Breakers().Count;
            },
            TaskCreationOptions.LongRunning)));

        Assert.All(found, count => Assert.Equal(0, count));
    }
}
