using Microsoft.Data.Sqlite;
using SpecSkills.Application.Ports;

namespace SpecSkills.Storage.State;

/// <summary>
/// The state file, <c>.specskills/state.db</c>: one connection, used by one thread at a time, beside the connections of
/// other processes. Every access is one transaction; what changes anything takes the write lock at its beginning, so
/// that what it read is still so when it writes.
/// </summary>
public sealed class StateDatabase : IDisposable
{
    private const string Flushing = "PRAGMA synchronous = FULL";

    private readonly Lock turn = new();
    private readonly string path;
    private readonly StateOptions options;
    private SqliteConnection? connection;
    private StateSession? session;
    private bool isFlushing;

    /// <summary>Opens the file, or makes it; nothing is touched before the first use.</summary>
    public StateDatabase(string path, StateOptions? options = null)
    {
        this.path = path;
        this.options = options ?? new StateOptions();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (turn) Close();
    }

    /// <summary>Reads a consistent state.</summary>
    /// <exception cref="StateUnavailableException">It cannot be read.</exception>
    internal T Read<T>(Func<StateSession, T> read) => InTransaction("BEGIN", read);

    /// <summary>Changes the state; durable on disk, with all that was written before, when this returns.</summary>
    /// <exception cref="StateUnavailableException">Nothing was changed.</exception>
    internal T Write<T>(Func<StateSession, T> write) => InTransaction("BEGIN IMMEDIATE", write, flush: true);

    /// <summary>
    /// Changes what the world can be asked for again, or what means nothing without a later <see cref="Write"/>. It
    /// survives the process at once; a power cut may take back the newest of these, never one that a
    /// <see cref="Write"/> came after: the log is flushed as a whole and in order.
    /// </summary>
    /// <exception cref="StateUnavailableException">Nothing was changed.</exception>
    internal T WriteUnflushed<T>(Func<StateSession, T> write) =>
        InTransaction("BEGIN IMMEDIATE", write, flush: false);

    /// <summary>Changes the state without a result.</summary>
    /// <exception cref="StateUnavailableException">Nothing was changed.</exception>
    internal void Write(Action<StateSession> write) => Write(open =>
    {
        write(open);
        return true;
    });

    /// <summary>The same without a result.</summary>
    /// <exception cref="StateUnavailableException">Nothing was changed.</exception>
    internal void WriteUnflushed(Action<StateSession> write) => WriteUnflushed(open =>
    {
        write(open);
        return true;
    });

    private T InTransaction<T>(string begin, Func<StateSession, T> work, bool? flush = null)
    {
        lock (turn)
        {
            try
            {
                var open = session ?? Open();
                if (flush is { } wanted) Flush(open, wanted);
                open.Execute(begin);
                try
                {
                    var result = work(open);
                    open.Execute("COMMIT");
                    return result;
                }
                catch
                {
                    // Also after a failed COMMIT: half a change must not linger in an open transaction.
                    RollBack(open);
                    throw;
                }
            }
            catch (SqliteException error)
            {
                // The next use starts from a fresh connection: this one may know pages that are no longer there.
                if (error.SqliteErrorCode is not StateFailure.Busy and not StateFailure.Locked) Close();
                throw StateFailure.Explain(error, path);
            }
        }
    }

    private void Flush(StateSession open, bool wanted)
    {
        if (wanted == isFlushing) return;
        open.ExecuteOnce(wanted ? Flushing : "PRAGMA synchronous = NORMAL");
        isFlushing = wanted;
    }

    private static void RollBack(StateSession open)
    {
        try
        {
            open.Execute("ROLLBACK");
        }
        catch (SqliteException)
        {
            // SQLite has rolled back by itself already.
        }
    }

    private StateSession Open()
    {
        PrepareFile();
        var opening = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = path,
            Mode = SqliteOpenMode.ReadWriteCreate,
            // A pooled connection would outlive Dispose and keep a deleted workspace's file open.
            Pooling = false,
            DefaultTimeout = (int)Math.Max(1, options.LockTimeout.TotalSeconds),
        }.ConnectionString);
        try
        {
            opening.Open();
            var made = new StateSession(opening);
            made.Execute($"PRAGMA busy_timeout = {(int)options.LockTimeout.TotalMilliseconds}");
            made.Execute("PRAGMA journal_mode = WAL");
            // A permit consumed before a power cut must be consumed after it.
            made.ExecuteOnce(Flushing);
            isFlushing = true;
            made.Execute($"PRAGMA max_page_count = {options.PageLimit}");
            StateSchema.Prepare(made, path);
            (connection, session) = (opening, made);
            return made;
        }
        catch
        {
            opening.Dispose();
            throw;
        }
    }

    /// <summary>The file and its folder are readable by the owner alone: permits must not be stolen.</summary>
    private void PrepareFile()
    {
        try
        {
            var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
            if (OperatingSystem.IsWindows())
            {
                Directory.CreateDirectory(folder);
                return;
            }

            if (!Directory.Exists(folder))
                Directory.CreateDirectory(folder,
                    UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            using var file = new FileStream(path, new FileStreamOptions
            {
                Mode = FileMode.OpenOrCreate,
                Access = FileAccess.ReadWrite,
                Share = FileShare.ReadWrite | FileShare.Delete,
                UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
            });
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new StateUnavailableException(
                $"The state database {path} cannot be opened: {error.Message} Nothing is allowed without it. Give " +
                "this user write access to the folder, or choose another with --workspace.", error);
        }
    }

    private void Close()
    {
        session?.Dispose();
        connection?.Dispose();
        (session, connection) = (null, null);
    }
}
