using Microsoft.Data.Sqlite;
using SpecSkills.Application.Ports;

namespace SpecSkills.Storage.State;

/// <summary>What SQLite reports, in words a person can act on.</summary>
internal static class StateFailure
{
    public const int Busy = 5;
    public const int Locked = 6;
    private const int ReadOnly = 8;
    private const int InputOutput = 10;
    private const int Corrupt = 11;
    private const int Full = 13;
    private const int CannotOpen = 14;
    private const int NotADatabase = 26;

    public static StateUnavailableException Explain(SqliteException error, string path)
    {
        var (what, next) = error.SqliteErrorCode switch
        {
            Busy or Locked => ("is locked by another process",
                "Try again; if it stays so, end the program that holds it ('specskills status' names the agent)."),
            ReadOnly => ("is read-only", "Give this user write access to the file and its folder."),
            InputOutput => ("cannot be read or written by the disk", "Check the disk; the file is left as it is."),
            Corrupt or NotADatabase => ("is damaged or is not a database",
                "Keep a copy, then move the file away: a new one starts with closed breakers and without permits, so " +
                "look at 'specskills audit list' for what was open before you do."),
            Full => ("is full, or the disk is", "Free space on the disk; old decisions are deleted as new ones come."),
            CannotOpen => ("cannot be opened", "Check that the folder exists and this user may write to it."),
            _ => ("cannot be used", "See the reason given; 'specskills doctor' checks the workspace."),
        };
        return new StateUnavailableException(
            $"The state database {path} {what} (SQLite {error.SqliteErrorCode}: {error.Message}). Nothing was " +
            $"changed, and nothing is allowed without it. {next}", error);
    }
}
