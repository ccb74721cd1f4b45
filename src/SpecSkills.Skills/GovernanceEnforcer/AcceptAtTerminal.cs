using SpecSkills.Application.Policies;
using SpecSkills.Application.Ports;
using SpecSkills.Core.Audit;
using SpecSkills.Core.Governance;
using SpecSkills.Core.Governance.Locks;
using SpecSkills.Core.Primitives;
using SpecSkills.Hosting;

namespace SpecSkills.Skills.GovernanceEnforcer;

/// <summary>
/// The conversation in which a person accepts files: every change is shown, the name of each file is typed, and the
/// code where a channel that leaves this machine is set up.
/// </summary>
/// <param name="notifier">Notifies the channels; null when there are no notifications.</param>
public sealed class AcceptAtTerminal(
    AcceptPolicies accepting, INotifier? notifier, Terminal terminal, PersonAtTerminal person, TimeProvider time)
{
    private const string Subject = "policy.accept";

    /// <summary>Changes told in one message; the rest is counted.</summary>
    private const int ToldChanges = 20;

    private const int ValueLimit = 200;

    /// <summary>Asks and accepts; the exit code.</summary>
    /// <param name="names">Services, folders or files; empty for every file that differs.</param>
    public async Task<int> ExecuteAsync(string[] names, CancellationToken cancellation)
    {
        var standing = accepting.Look();
        if (standing.Problem is { } problem) terminal.Notes.WriteLine($"{problem.Message}.");
        foreach (var invalid in standing.Files.Where(file => file.State == FileState.Invalid))
            terminal.Notes.WriteLine($"{invalid.File} has errors and cannot be accepted: specskills validate");
        var wanted = Wanted(standing, names);
        if (wanted.Count == 0 && names.Length == 0) wanted = Renewed(standing);
        var confirmed = wanted.Where(Confirms).ToList();
        if (confirmed.Count == 0)
        {
            terminal.Notes.WriteLine("Nothing was accepted.");
            return ExitCode.Cancelled;
        }

        var sitting = await TypeCodeAsync(confirmed, cancellation);
        if (!sitting.Passed)
        {
            terminal.Notes.WriteLine("Nothing was accepted: the code that was sent was not entered.");
            return ExitCode.Blocked;
        }

        return Report(confirmed, Write(confirmed, sitting.Demanded));
    }

    private async Task<CodeSitting> TypeCodeAsync(List<FileStanding> confirmed, CancellationToken cancellation)
    {
        var channels = accepting.Channels();
        if (notifier is null || channels.Count == 0) return new CodeSitting(true, false, []);
        var head = accepting.Ask(confirmed, channels, Principal.PersonLocal);
        var sitting = await person.TypesCodeAsync(
            notifier, channels, Subject, AcceptPolicies.DigestOf(confirmed),
            code => Notice(confirmed, code, head), cancellation);
        accepting.Told(sitting.Notices, Principal.PersonLocal);
        return sitting;
    }

    private Notice Notice(List<FileStanding> confirmed, string? code, AuditPlace head)
    {
        var changes = confirmed.SelectMany(file => file.Changes.Count == 0
            ? [(file.File, $"{file.State}")]
            : file.Changes.Select(change => (file.File, Clean($"{change}")))).ToList();
        var more = changes.Count - ToldChanges;
        return new Notice
        {
            Event = PolicyEvents.Asked,
            Title = $"About to be accepted: {string.Join(", ", confirmed.Select(file => Clean(file.Name)))}",
            Lines = more > 0
                ? [.. changes.Take(ToldChanges), ("and", $"{more} more changes")]
                : changes,
            Head = head,
            At = time.GetUtcNow(),
            Command = "specskills policy accept",
            Code = code,
        };
    }

    private static string Clean(string text) => UntrustedText.Clean(text, ValueLimit);

    private AcceptResult Write(List<FileStanding> confirmed, bool codeTyped)
    {
        try
        {
            return accepting.Accept(confirmed, Principal.PersonLocal, codeTyped);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new ProblemException(new Problem("The lock cannot be written.", ExitCode.TryAgain)
            {
                Place = PolicyLock.FileName,
                Found = error.Message,
                Allowed = "a folder this user may write, with space left",
                Next = "correct this and accept again: nothing is in force until then",
            });
        }
    }

    private int Report(List<FileStanding> confirmed, AcceptResult result)
    {
        if (result is not AcceptResult.Done done)
            throw new ProblemException(new Problem(((AcceptResult.Refused)result).Why, ExitCode.TryAgain));
        terminal.Answers.WriteLine(
            $"Accepted {string.Join(", ", confirmed.Select(file => file.Name))}; in force from now on.");
        terminal.Answers.WriteLine(
            $"{PolicyLock.FileName} is {done.LockDigest} now: commit it with blueprints/governance/accepted.");
        return ExitCode.Done;
    }

    private static List<FileStanding> Wanted(PolicyStanding standing, string[] names)
    {
        if (names.Length == 0) return [.. standing.Files.Where(AcceptPolicies.IsAcceptable)];
        return
        [
            .. names.Select(name => standing.Files.FirstOrDefault(file => IsNamed(file, name))
                ?? throw new ProblemException(new Problem("There is no such file to accept.", ExitCode.InvalidInput)
                {
                    Found = UntrustedText.Clean(name, ValueLimit),
                    Allowed = string.Join(", ", standing.Files.Select(file => file.Name)),
                })).Where(file => file.State != FileState.Invalid).Distinct(),
        ];
    }

    // No file differs: the policy is reviewed and accepted again, which its review interval requires.
    private List<FileStanding> Renewed(PolicyStanding standing)
    {
        var policy = standing.Files
            .Where(file => file is { File: PolicyLock.PolicyFile, State: FileState.Accepted }).ToList();
        if (policy is [{ Accepted: { } entry }])
            terminal.Notes.WriteLine("Every file that can be accepted is unchanged. "
                + $"The policy was accepted on {entry.AcceptedAt:yyyy-MM-dd}; you can accept it again.");
        return policy;
    }

    private static bool IsNamed(FileStanding file, string name) =>
        file.Name == name || file.File == name || file.File == $"blueprints/{name}/blueprint.yaml";

    private bool Confirms(FileStanding file)
    {
        PolicyStandingReport.WriteFile(terminal.Screen, file);
        return person.Confirms(file.Name, file.State switch
        {
            FileState.Gone => "Its entry will be removed.",
            FileState.New or FileState.Lost => "Read the whole file: all of it will be in force.",
            _ => "It will be in force as it stands in the file.",
        });
    }
}
