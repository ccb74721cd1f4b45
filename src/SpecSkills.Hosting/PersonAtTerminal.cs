namespace SpecSkills.Hosting;

/// <summary>
/// What only a person decides is asked for here: at a terminal, by typing the name of the thing. No flag, variable or
/// pipe answers it. Whoever can fake a terminal can fake this too; that is level L0, and every record says so.
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
        throw new ProblemException(new Problem($"{what} takes a person at a terminal.", ExitCode.ApprovalRequired)
        {
            Found = "stdin, stdout or stderr is a pipe or a file",
            Allowed = "a terminal on all three; no flag, variable or pipe stands in for it",
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
}
