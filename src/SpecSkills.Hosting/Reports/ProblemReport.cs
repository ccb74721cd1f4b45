using System.Text.Json.Nodes;
using Spectre.Console;

namespace SpecSkills.Hosting.Reports;

/// <summary>
/// Shows a <see cref="Problem"/>: on stderr for people, as a document for programs that asked for JSON.
/// </summary>
public static class ProblemReport
{
    /// <summary>Writes it for a person.</summary>
    public static void Write(IAnsiConsole notes, Problem problem)
    {
        ArgumentNullException.ThrowIfNull(notes);
        ArgumentNullException.ThrowIfNull(problem);
        notes.MarkupLineInterpolated($"[red]error:[/] {problem.Message}");
        Line(notes, "at", problem.Place);
        Line(notes, "found", problem.Found);
        Line(notes, "allowed", problem.Allowed);
        Line(notes, "next", problem.Next);
    }

    /// <summary>The same as <c>{"error": {...}}</c>; absent parts are left out.</summary>
    public static JsonObject Document(Problem problem)
    {
        ArgumentNullException.ThrowIfNull(problem);
        var error = new JsonObject { ["message"] = problem.Message };
        if (problem.Place is not null) error["place"] = problem.Place;
        if (problem.Found is not null) error["found"] = problem.Found;
        if (problem.Allowed is not null) error["allowed"] = problem.Allowed;
        if (problem.Next is not null) error["next"] = problem.Next;
        return new JsonObject { ["error"] = error };
    }

    private static void Line(IAnsiConsole notes, string label, string? text)
    {
        if (text is not null) notes.MarkupLineInterpolated($"  [grey]{label + ":",-9}[/]{text}");
    }
}
