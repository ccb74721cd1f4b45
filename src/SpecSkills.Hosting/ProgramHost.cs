using System.CommandLine;
using System.CommandLine.Invocation;
using System.Runtime.InteropServices;
using SpecSkills.Application.Ports;
using SpecSkills.Hosting.Commands;
using SpecSkills.Hosting.Reports;

namespace SpecSkills.Hosting;

/// <summary>
/// Runs a program's command line: usage errors, problems, cancellation and crashes become exit codes and words on
/// stderr here and nowhere else.
/// </summary>
public static class ProgramHost
{
    /// <summary>EPIPE on Linux and macOS: the reader of our answer has closed the pipe.</summary>
    private const int BrokenPipe = 32;

    /// <summary>ENOSPC on Linux and macOS.</summary>
    private const int DiskFull = 28;

    /// <summary>errno EROFS.</summary>
    private const int ReadOnlyFileSystem = 30;

    /// <summary>Parses and runs.</summary>
    /// <param name="arguments">The words after the program's name.</param>
    /// <param name="commands">Makes the commands.</param>
    public static async Task<int> RunAsync(string[] arguments, Func<ProgramContext, RootCommand> commands)
    {
        ArgumentNullException.ThrowIfNull(commands);
        var terminal = Terminal.OfProcess();
        using var interruption = new CancellationTokenSource();
        using var interrupt = Cancel(PosixSignal.SIGINT, interruption);
        using var terminate = Cancel(PosixSignal.SIGTERM, interruption);
        try
        {
            var log = ProgramLog.FromEnvironment();
            return await InvokeAsync(arguments, commands(new ProgramContext(terminal, log, TimeProvider.System)),
                terminal, interruption.Token);
        }
        catch (ProblemException ended)
        {
            return Report(terminal, ended.Problem, arguments);
        }
        catch (Exception unavailable) when (unavailable is StateUnavailableException or AuditUnavailableException)
        {
            return Report(terminal, new Problem(unavailable.Message, ExitCode.TryAgain), arguments);
        }
        catch (OperationCanceledException) when (interruption.IsCancellationRequested)
        {
            return ExitCode.Cancelled;
        }
        catch (IOException closed) when ((closed.HResult & 0xFFFF) == BrokenPipe)
        {
            return ExitCode.Done;
        }
        catch (IOException full) when ((full.HResult & 0xFFFF) == DiskFull)
        {
            return Report(
                terminal,
                new Problem("Something could not be written: no space is left on the device.", ExitCode.Usage)
                {
                    Found = full.Message,
                    Next = "free the disk, or send the answer elsewhere",
                },
                []);
        }
        catch (Exception denied) when (denied is UnauthorizedAccessException
            || (denied is IOException && (denied.HResult & 0xFFFF) == ReadOnlyFileSystem))
        {
            return Report(
                terminal,
                new Problem("Access to a file or folder is denied.", ExitCode.Usage)
                {
                    Found = denied.Message,
                    Next = "give this user the right to write there, or name another folder with --workspace",
                },
                arguments);
        }
        catch (Exception crash) // The one place where a bug ends: said shortly, kept whole in a file.
        {
            CrashReport.Write(terminal, crash);
            return ExitCode.Usage;
        }
    }

    private static async Task<int> InvokeAsync(
        string[] arguments, RootCommand root, Terminal terminal, CancellationToken cancellation)
    {
        HelpWithExamples.Install(root);
        // A word that begins with @ is a word: no file is read because an agent put its name into an argument.
        var parsed = root.Parse(arguments, new ParserConfiguration { ResponseFileTokenReplacer = null });
        if (parsed.Action is ParseErrorAction) return Report(terminal, UsageProblem(parsed), arguments);
        return await parsed.InvokeAsync(
            new InvocationConfiguration
            {
                EnableDefaultExceptionHandler = false,
                ProcessTerminationTimeout = null,
                Output = terminal.Answers,
                Error = terminal.Notes,
            },
            cancellation);
    }

    private static Problem UsageProblem(ParseResult parsed)
    {
        var names = new List<string>();
        for (var at = parsed.CommandResult; at is not null; at = at.Parent as System.CommandLine.Parsing.CommandResult)
            names.Insert(0, at.Command.Name);
        return new Problem(string.Join(' ', parsed.Errors.Select(error => error.Message).Distinct()))
        {
            Place = string.Join(' ', names),
            Next = $"{string.Join(' ', names)} --help",
        };
    }

    private static int Report(Terminal terminal, Problem problem, string[] arguments)
    {
        ProblemReport.Write(terminal.NotesScreen, problem);
        // A caller that asked for JSON gets a JSON document in every case.
        if (arguments.Contains("--json")) JsonAnswer.Write(terminal.Answers, ProblemReport.Document(problem));
        return problem.ExitCode;
    }

    /// <summary>
    /// The first signal asks; the second one ends at once, as does the first while input is awaited.
    /// </summary>
    private static PosixSignalRegistration Cancel(PosixSignal signal, CancellationTokenSource interruption) =>
        PosixSignalRegistration.Create(signal, context =>
        {
            context.Cancel = true;
            if (interruption.IsCancellationRequested) Environment.Exit(ExitCode.Cancelled);
            StandardInput.Interrupt();
            interruption.Cancel();
        });
}
