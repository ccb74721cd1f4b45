using SpecSkills.Application.Governance;
using SpecSkills.Application.Ports;
using SpecSkills.Core.Governance;
using SpecSkills.Hosting;

namespace SpecSkills.Skills.GovernanceEnforcer;

/// <summary>
/// Asks a person to decide, at a terminal, by typing the name of the target. A flag, variable or pipe cannot
/// answer. A program that fakes a terminal can fake this too; that is level L0, and every record says so.
/// </summary>
public sealed class PersonAtTerminal(Terminal terminal, TextReader typed)
{
    /// <summary>At the process's own terminal.</summary>
    public PersonAtTerminal(Terminal terminal)
        : this(terminal, Console.In)
    {
    }

    /// <summary>Refuses unless stdin, stdout and stderr are all a terminal.</summary>
    /// <param name="what">What is being decided, for the refusal.</param>
    public void MustBePresent(string what)
    {
        if (terminal.PersonIsPresent) return;
        throw new ProblemException(new Problem($"{what} requires a person at a terminal.", ExitCode.ApprovalRequired)
        {
            Found = "stdin, stdout or stderr is a pipe or a file",
            Allowed = "a terminal on all three; a flag, variable or pipe cannot replace it",
            Next = "run the same command in a terminal window",
        });
    }

    /// <summary>What the person typed after a question; empty when the input ended.</summary>
    public string Answer(string question)
    {
        terminal.Notes.Write(question);
        return StandardInput.Await(typed.ReadLine)?.Trim() ?? "";
    }

    /// <summary>True when the person typed exactly the word asked for.</summary>
    public bool Confirms(string word, string question) =>
        string.Equals(Answer($"{question} Type {word} to go on: "), word, StringComparison.Ordinal);

    /// <summary>
    /// Tells the channels of what is being decided, and where one of them leaves this machine asks for the code that
    /// went there, five times at most. For what is decided in one sitting; a request that waits keeps its code itself.
    /// </summary>
    /// <param name="subject">What is decided, <c>policy.accept</c>.</param>
    /// <param name="digest">Digest of what exactly it says.</param>
    /// <param name="notice">Makes the message, with the code where one is demanded.</param>
    public async Task<CodeSitting> TypesCodeAsync(
        INotifier? notifier, IReadOnlyList<string> channels, string subject, string digest,
        Func<string?, Notice> notice, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(channels);
        ArgumentNullException.ThrowIfNull(notice);
        if (notifier is null || channels.Count == 0) return new CodeSitting(true, false, []);
        var demanded = channels.Any(notifier.LeavesMachine);
        var (code, kept) = demanded ? OffMachineCode.Make(subject, digest) : (null, null);
        var notices = await notifier.TellAsync(channels, notice(code), cancellation);
        foreach (var failed in notices.Where(one => one.Status == NoticeStatus.Failed))
            terminal.Notes.WriteLine($"{failed.Channel} could not be notified: {failed.Why}");
        if (kept is null) return new CodeSitting(true, false, notices);
        if (notices.All(one => one.Status != NoticeStatus.Delivered)) return new CodeSitting(false, true, notices);
        for (var left = kept.TriesLeft; left > 0; left--)
        {
            var typed = Answer($"The code sent to {string.Join(", ", notices.Where(one =>
                one.Status == NoticeStatus.Delivered).Select(one => one.Channel))}: ");
            if (OffMachineCode.Fits(kept, subject, digest, typed)) return new CodeSitting(true, true, notices);
            // The end of the input, or a person who gives up.
            if (typed.Length == 0) break;
            terminal.Notes.WriteLine($"Wrong code; {left - 1} tries are left.");
        }

        return new CodeSitting(false, true, notices);
    }
}
