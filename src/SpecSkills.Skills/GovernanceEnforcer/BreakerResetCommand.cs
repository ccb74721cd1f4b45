using System.CommandLine;
using SpecSkills.Application.Agent;
using SpecSkills.Core.Governance;
using SpecSkills.Hosting;
using SpecSkills.Hosting.Commands;
using SpecSkills.Hosting.Wiring;
using SpecSkills.Skills.Kit;

namespace SpecSkills.Skills.GovernanceEnforcer;

/// <summary><c>specskills breaker reset</c>: a person's terminal only.</summary>
public static class BreakerResetCommand
{
    public static Command Create(ProgramContext context)
    {
        var service = new Argument<string>("service") { Description = "The service, or '*' for the one over all." };
        var reason = new Option<string>("--reason")
        { Description = "Reason to continue; kept in the audit record.", Required = true, HelpName = "text" };
        var workspace = CommonOptions.Workspace();
        var command = new Command("reset", "Let a stopped service continue. Needs a person at a terminal.")
        {
            service, reason, workspace,
        };
        command.WithExamples("specskills breaker reset todo-backend --reason \"bad node replaced\"");
        command.SetAction(async (parsed, cancellation) =>
        {
            using var open = new OpenWorkspace(CommonOptions.WorkspaceOf(parsed, workspace), context);
            var person = new PersonAtTerminal(context.Terminal);
            person.MustBePresent("Resetting a breaker");
            return await ResetAsync(
                context.Terminal, open, person, ServiceArgument.Known(open, parsed.GetRequiredValue(service))!,
                parsed.GetRequiredValue(reason), cancellation);
        });
        return command;
    }

    private static async Task<int> ResetAsync(
        Terminal terminal, OpenWorkspace open, PersonAtTerminal person, string service, string reason,
        CancellationToken cancellation)
    {
        var breaker = open.State.Memory.Breakers().FirstOrDefault(one => one.Service == service && one.Open);
        var reset = new ResetBreaker(open.Services(null));
        if (breaker is null && !reset.IsOpen(service))
        {
            // An unknown name is a typing mistake, not a closed breaker.
            if (service != BreakerStatusCommand.AllServices) ServiceArgument.Governed(open, service);
            terminal.Answers.WriteLine($"The breaker of {service} is not open.");
            return ExitCode.Done;
        }

        terminal.Notes.WriteLine(breaker is null
            ? $"{service} is stopped by the record, but not by the state: run specskills audit verify."
            : $"{service} is stopped since {breaker.OpenedAt:yyyy-MM-dd HH:mm:ss} UTC: {breaker.Why}");
        if (!person.Confirms(service, "The agent will change this service again."))
        {
            terminal.Notes.WriteLine("Nothing was changed.");
            return ExitCode.Cancelled;
        }

        if (reset.Execute(service, Principal.PersonLocal, reason) is { } refusal)
            throw new ProblemException(new Problem(refusal, ExitCode.TryAgain) { Place = service });
        terminal.Answers.WriteLine($"The breaker of {service} is closed.");
        FreezeCommand.Say(
            terminal, await open.AnnouncingStops.ResetAsync(service, reason, Principal.PersonLocal, cancellation));
        return ExitCode.Done;
    }
}
