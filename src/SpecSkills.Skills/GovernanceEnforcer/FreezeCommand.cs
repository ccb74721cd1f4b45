using System.CommandLine;
using System.Text.Json.Nodes;
using SpecSkills.Application.Agent;
using SpecSkills.Application.Documents;
using SpecSkills.Core.Governance;
using SpecSkills.Core.Observations;
using SpecSkills.Core.Primitives;
using SpecSkills.Hosting;
using SpecSkills.Hosting.Commands;
using SpecSkills.Hosting.Reports;
using SpecSkills.Hosting.Wiring;

namespace SpecSkills.Skills.GovernanceEnforcer;

/// <summary><c>specskills freeze</c> stops everything new; only a person runs <c>specskills resume</c>.</summary>
public static class FreezeCommand
{
    public static Command Create(ProgramContext context)
    {
        var reason = new Argument<string?>("reason")
        { Description = "Why; goes on record.", Arity = ArgumentArity.ZeroOrOne };
        reason.RefuseOptions();
        var until = new Option<string?>("--until")
        { Description = "When it ends by itself, as in 2026-12-24T06:00:00Z.", HelpName = "time" };
        var length = new Option<string?>("--for")
        { Description = "How long it holds, as in 30m or 12h. Default: until 'resume'.", HelpName = "duration" };
        var workspace = CommonOptions.Workspace();
        var json = CommonOptions.Json();
        var command = new Command(
            "freeze", "Stop every new change of every service. What was executed is still verified and undone.")
        {
            reason, until, length, workspace, json,
        };
        command.WithExamples("specskills freeze \"error budget is gone\"", "specskills freeze --for 12h release");
        command.SetAction(async (parsed, cancellation) =>
        {
            using var open = new OpenWorkspace(CommonOptions.WorkspaceOf(parsed, workspace), context);
            var end = End(parsed.GetValue(until), parsed.GetValue(length), open.Time.GetUtcNow());
            // A freeze is safe: a script and an agent may set it too, and the record says who did.
            var by = context.Terminal.PersonIsPresent ? Principal.PersonLocal : Principal.AgentMcp;
            var services = open.Services(null);
            var before = new ResumeWorkspace(services).Standing();
            var freeze = new FreezeWorkspace(services).Execute(by, end, parsed.GetValue(reason));
            // What held before is known already.
            if (freeze != before)
                Say(context.Terminal, await open.AnnouncingStops.FrozenAsync(freeze, by, cancellation));
            if (parsed.GetValue(json)) JsonAnswer.Write(context.Terminal.Answers, Document(freeze));
            else context.Terminal.Answers.WriteLine(freeze.Describe());
            return ExitCode.Done;
        });
        return command;
    }

    public static Command Resume(ProgramContext context)
    {
        var reason = new Argument<string?>("reason")
        { Description = "Reason to continue; kept in the audit record.", Arity = ArgumentArity.ZeroOrOne };
        reason.RefuseOptions();
        var workspace = CommonOptions.Workspace();
        var command = new Command("resume", "Lift a freeze. Needs a person at a terminal.") { reason, workspace };
        command.WithExamples("specskills resume \"the incident is over\"");
        command.SetAction(async (parsed, cancellation) =>
        {
            using var open = new OpenWorkspace(CommonOptions.WorkspaceOf(parsed, workspace), context);
            var person = new PersonAtTerminal(context.Terminal);
            person.MustBePresent("Lifting a freeze");
            return await LetGoOnAsync(context.Terminal, open, person, parsed.GetValue(reason), cancellation);
        });
        return command;
    }

    /// <summary>A freeze as a document.</summary>
    public static JsonObject Document(WorkspaceFreeze freeze) => new()
    {
        ["since"] = DocumentTime.Text(freeze.Since),
        ["until"] = freeze.Until is { } end ? DocumentTime.Text(end) : null,
        ["by"] = freeze.By,
        ["reason"] = freeze.Reason,
    };

    /// <summary>Says which channels could not be notified; the change itself stays in force.</summary>
    public static void Say(Terminal terminal, IReadOnlyList<ChannelNotice> notices)
    {
        foreach (var failed in notices.Where(one => one.Status == NoticeStatus.Failed))
            terminal.Notes.WriteLine($"{failed.Channel} could not be notified: {failed.Why}");
    }

    private static async Task<int> LetGoOnAsync(
        Terminal terminal, OpenWorkspace open, PersonAtTerminal person, string? reason, CancellationToken cancellation)
    {
        var resume = new ResumeWorkspace(open.Services(null));
        if (resume.Standing() is not { } freeze)
        {
            terminal.Answers.WriteLine("Nothing is frozen.");
            return ExitCode.Done;
        }

        terminal.Notes.WriteLine(freeze.Describe());
        if (!person.Confirms("resume", "The agent will change services again."))
        {
            terminal.Notes.WriteLine("Nothing was changed.");
            return ExitCode.Cancelled;
        }

        if (resume.Execute(Principal.PersonLocal, reason) is { } refusal)
            throw new ProblemException(new Problem(refusal, ExitCode.TryAgain));
        terminal.Answers.WriteLine("The freeze is lifted.");
        Say(terminal, await open.AnnouncingStops.ResumedAsync(freeze, reason, Principal.PersonLocal, cancellation));
        return ExitCode.Done;
    }

    private static DateTimeOffset? End(string? until, string? length, DateTimeOffset now)
    {
        if (until is not null && length is not null)
            throw new ProblemException(new Problem("--until and --for both say when it ends.")
            {
                Next = "give one of them",
            });
        if (length is not null)
            return DurationText.TryParse(length, out var duration) && duration > TimeSpan.Zero
                && duration < DateTimeOffset.MaxValue - now
                ? now + duration
                : throw NoEnd("--for", length, "a duration, such as 30m or 12h");
        if (until is null) return null;
        return DocumentTime.TryParse(until, out var end) && end > now
            ? end
            : throw NoEnd("--until", until, "a future time with an offset, such as 2026-12-24T06:00:00Z");
    }

    private static ProblemException NoEnd(string option, string found, string allowed) => new(
        new Problem("This is not a valid end of a freeze.", ExitCode.InvalidInput)
        {
            Place = option,
            Found = UntrustedText.Clean(found, 80),
            Allowed = allowed,
        });
}
