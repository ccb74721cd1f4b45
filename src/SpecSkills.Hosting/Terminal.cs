using System.Text;
using Spectre.Console;

namespace SpecSkills.Hosting;

/// <summary>
/// Where a program's text goes. Only the answer goes to stdout; all other text goes
/// to stderr. Colour and live views only where a terminal is and NO_COLOR is not set.
/// </summary>
public sealed class Terminal
{
    /// <summary>Width where no terminal is: nothing is wrapped, so that a line stays a line for grep.</summary>
    private const int PlainWidth = 10_000;

    /// <summary>From writers; <see cref="OfProcess"/> for a program's own.</summary>
    public Terminal(TextWriter answers, TextWriter notes, bool answersAreSeen, bool notesAreSeen, bool inputIsTyped)
    {
        Answers = answers;
        Notes = notes;
        AnswersAreSeen = answersAreSeen;
        NotesAreSeen = notesAreSeen;
        PersonIsPresent = answersAreSeen && notesAreSeen && inputIsTyped;
    }

    /// <summary>stdout: the answer.</summary>
    public TextWriter Answers { get; }

    /// <summary>stderr: everything else.</summary>
    public TextWriter Notes { get; }

    /// <summary>stdout is a terminal.</summary>
    public bool AnswersAreSeen { get; }

    /// <summary>stderr is a terminal.</summary>
    public bool NotesAreSeen { get; }

    /// <summary>stdin, stdout and stderr are all a terminal: what deciding an approval takes at least.</summary>
    public bool PersonIsPresent { get; }

    /// <summary>stdout with tables and colour as far as it can show them.</summary>
    public IAnsiConsole Screen => field ??= Console(Answers, AnswersAreSeen);

    /// <summary>stderr with colour as far as it can show it.</summary>
    public IAnsiConsole NotesScreen => field ??= Console(Notes, NotesAreSeen);

    /// <summary>True unless plain text was requested.</summary>
    public static bool ColourIsWanted =>
        string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"))
        && Environment.GetEnvironmentVariable("TERM") != "dumb";

    /// <summary>The process's own streams, UTF-8 without a byte order mark.</summary>
    public static Terminal OfProcess()
    {
        var encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
        return new Terminal(
            new StreamWriter(System.Console.OpenStandardOutput(), encoding) { AutoFlush = true },
            new StreamWriter(System.Console.OpenStandardError(), encoding) { AutoFlush = true },
            !System.Console.IsOutputRedirected, !System.Console.IsErrorRedirected, !System.Console.IsInputRedirected);
    }

    private static IAnsiConsole Console(TextWriter writer, bool seen)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = seen && ColourIsWanted ? AnsiSupport.Detect : AnsiSupport.No,
            ColorSystem = seen && ColourIsWanted ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
            Interactive = seen ? InteractionSupport.Detect : InteractionSupport.No,
            Out = new AnsiConsoleOutput(writer),
        });
        if (!seen) console.Profile.Width = PlainWidth;
        return console;
    }
}
