using System.CommandLine;
using SpecSkills.Application.Policies;
using SpecSkills.Core.Governance;
using SpecSkills.Core.Governance.Locks;
using SpecSkills.Hosting;
using SpecSkills.Hosting.Commands;
using SpecSkills.Hosting.Reports;
using SpecSkills.Hosting.Wiring;

namespace SpecSkills.Cli.Commands;

/// <summary><c>specskills policy accept</c>: a person's terminal only.</summary>
internal static class PolicyAcceptCommand
{
    public static Command Create(ProgramContext context)
    {
        var names = new Argument<string[]>("name")
        {
            Description = "Services, folders, or the policy's name. Default: every file that differs from what was "
                + "accepted.",
            Arity = ArgumentArity.ZeroOrMore,
        };
        var workspace = CommonOptions.Workspace();
        var command = new Command(
            "accept", "Put files in force as they are now: shows every change, then asks you to type each name.")
        {
            names, workspace,
        };
        command.WithExamples("specskills policy accept", "specskills policy accept todo-frontend");
        command.SetAction(parsed =>
        {
            using var open = new OpenWorkspace(CommonOptions.WorkspaceOf(parsed, workspace), context);
            var person = new PersonAtTerminal(context.Terminal);
            person.MustBePresent("Accepting what the agent goes by");
            return Accept(context.Terminal, open.Accepting, person, parsed.GetValue(names) ?? []);
        });
        return command;
    }

    private static int Accept(Terminal terminal, AcceptPolicies accepting, PersonAtTerminal person, string[] names)
    {
        var standing = accepting.Look();
        if (standing.Problem is { } problem) terminal.Notes.WriteLine($"{problem.Message}.");
        foreach (var invalid in standing.Files.Where(file => file.State == FileState.Invalid))
            terminal.Notes.WriteLine($"{invalid.File} has errors and cannot be accepted: specskills validate");
        var wanted = Wanted(standing, names);
        if (wanted.Count == 0) wanted = Renewed(terminal, standing);
        var confirmed = wanted.Where(file => Confirms(terminal, person, file)).ToList();
        if (confirmed.Count == 0)
        {
            terminal.Notes.WriteLine("Nothing was accepted.");
            return ExitCode.Cancelled;
        }

        switch (Write(accepting, confirmed))
        {
            case AcceptResult.Done done:
                terminal.Answers.WriteLine(
                    $"Accepted {string.Join(", ", confirmed.Select(file => file.Name))}; in force from now on.");
                terminal.Answers.WriteLine(
                    $"{PolicyLock.FileName} is {done.LockDigest} now: commit it with blueprints/governance/accepted.");
                return ExitCode.Done;
            case AcceptResult.Refused refused:
                throw new ProblemException(new Problem(refused.Why, ExitCode.TryAgain));
            default:
                throw new InvalidOperationException("An answer that is not listed here.");
        }
    }

    private static AcceptResult Write(AcceptPolicies accepting, List<FileStanding> confirmed)
    {
        try
        {
            return accepting.Accept(confirmed, Principal.PersonLocal);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new ProblemException(new Problem("The lock cannot be written.", ExitCode.TryAgain)
            {
                Place = PolicyLock.FileName,
                Found = error.Message,
                Allowed = "a folder this user may write, with space left",
                Next = "put that right and accept again: until then nothing is in force",
            });
        }
    }

    private static List<FileStanding> Wanted(PolicyStanding standing, string[] names)
    {
        if (names.Length == 0) return [.. standing.Files.Where(AcceptPolicies.IsAcceptable)];
        return
        [
            .. names.Select(name => standing.Files.FirstOrDefault(file => IsNamed(file, name))
                ?? throw new ProblemException(new Problem("There is no such file to accept.", ExitCode.InvalidInput)
                {
                    Found = name,
                    Allowed = string.Join(", ", standing.Files.Select(file => file.Name)),
                })).Where(file => file.State != FileState.Invalid).Distinct(),
        ];
    }

    // Nothing differs: the policy is looked over and accepted anew, which its review interval asks for.
    private static List<FileStanding> Renewed(Terminal terminal, PolicyStanding standing)
    {
        var policy = standing.Files
            .Where(file => file is { File: PolicyLock.PolicyFile, State: FileState.Accepted }).ToList();
        if (policy is [{ Accepted: { } entry }])
            terminal.Notes.WriteLine("Every file is as it was accepted. "
                + $"The policy was accepted on {entry.AcceptedAt:yyyy-MM-dd}; you can accept it anew.");
        return policy;
    }

    private static bool IsNamed(FileStanding file, string name) =>
        file.Name == name || file.File == name || file.File == $"blueprints/{name}/blueprint.yaml";

    private static bool Confirms(Terminal terminal, PersonAtTerminal person, FileStanding file)
    {
        PolicyStandingReport.WriteFile(terminal.Screen, file);
        var question = file.State switch
        {
            FileState.Gone => "Its entry will be removed.",
            FileState.New or FileState.Lost => "Read the whole file: all of it will be in force.",
            _ => "It will be in force as it stands in the file.",
        };
        return person.Confirms(file.Name, question);
    }
}
