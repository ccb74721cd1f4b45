using System.CommandLine;
using SpecSkills.Hosting;
using SpecSkills.Hosting.Commands;
using SpecSkills.Hosting.Wiring;

namespace SpecSkills.Skills.GovernanceEnforcer;

/// <summary><c>specskills policy accept</c>: a person's terminal only.</summary>
public static class PolicyAcceptCommand
{
    public static Command Create(ProgramContext context)
    {
        var names = new Argument<string[]>("name")
        {
            Description = "Services, folders, or the policy's name. Default: every file that differs from what was "
                + "accepted.",
            Arity = ArgumentArity.ZeroOrMore,
        };
        names.RefuseOptions();
        var workspace = CommonOptions.Workspace();
        var command = new Command(
            "accept", "Put files in force as they are now: shows every change, then asks you to type each name.")
        {
            names, workspace,
        };
        command.WithExamples("specskills policy accept", "specskills policy accept todo-frontend");
        command.SetAction(async (parsed, cancellation) =>
        {
            using var open = new OpenWorkspace(CommonOptions.WorkspaceOf(parsed, workspace), context);
            var person = new PersonAtTerminal(context.Terminal);
            person.MustBePresent("Accepting blueprints and policy");
            return await new AcceptAtTerminal(open.Accepting, open.Notifier, context.Terminal, person, open.Time)
                .ExecuteAsync(parsed.GetValue(names) ?? [], cancellation);
        });
        return command;
    }
}
