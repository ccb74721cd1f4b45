using SpecSkills.Core.Blueprints;
using YamlDotNet.Core;

namespace SpecSkills.Storage.Yaml;

/// <summary>Says in a person's words what the YAML parser stumbled over.</summary>
internal static class SyntaxFinding
{
    /// <summary>The finding for a parser's exception.</summary>
    public static Diagnostic Of(YamlException error, string text)
    {
        if (error is DepthException)
            return At(DiagnosticCodes.TooDeep, error, error.Message, "A blueprint is five deep: write it out flat.");
        var upTo = error.Message.Contains(" tab ", StringComparison.Ordinal) ? int.MaxValue : error.End.Line + 1;
        if (TabInIndentation(text, upTo) is { } line)
            return DocumentText.Finding(
                DiagnosticCodes.TabIndentation, "the line is indented with a tab", line, 1,
                "Indent with spaces: YAML does not allow tabs there.");
        var (message, help) = Explain(error, CharacterAt(text, error.Start));
        return At(DiagnosticCodes.Syntax, error, message, help);
    }

    private static (string Message, string Help) Explain(YamlException error, char found)
    {
        var said = error.Message;
        if (Says("cannot start any token"))
            return ($"an unquoted value cannot begin with {found}",
                found == '%' ? "Write the sign behind the number (80%)." : "Put the value in quotes.");
        if (Says("found invalid mapping"))
            return ("a second \": \" stands on this line", "Put the value in quotes, or begin a new line.");
        if (Says("did not find expected key"))
            return ("a key belongs here",
                "Compare the indentation with the lines above, and look for a missing colon.");
        if (Says("expected '-' indicator"))
            return ("the list ends here without its section ending",
                "Indent the line like the list's own section, or begin it with a dash.");
        if (Says("Block sequence entries"))
            return ("a list entry cannot begin on this line", "Begin the list on a new line.");
        if (Says("quoted scalar") && !Says("escape"))
            return ("a quote is opened here and not closed", "Close the quote on the same line.");
        if (Says("expected ',' or ']'") || Says("expected ',' or '}'"))
            return ("a bracket is not closed, or a comma is missing", "Close the bracket, or write the comma.");
        if (Says("unknown escape"))
            return ("an escape in double quotes is unknown", "Use single quotes, or write the backslash twice.");
        return ($"not YAML here: {said.TrimEnd('.')}", "Look at this line and the one above it.");

        bool Says(string words) => said.Contains(words, StringComparison.Ordinal);
    }

    private static Diagnostic At(string code, YamlException error, string message, string help) =>
        DocumentText.Finding(code, message, error.Start.Line, error.Start.Column, help);

    // The parser reports the section a tab broke, not the tab: the first one up to there is meant.
    private static int? TabInIndentation(string text, long lastLine)
    {
        var number = 0;
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            if (++number > lastLine) break;
            var indentation = line[..(line.Length - line.TrimStart(" \t").Length)];
            if (indentation.Contains('\t')) return number;
        }

        return null;
    }

    private static char CharacterAt(string text, Mark mark) => mark.Index < text.Length ? text[(int)mark.Index] : ' ';
}
