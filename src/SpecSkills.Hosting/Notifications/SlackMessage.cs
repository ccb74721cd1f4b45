using System.Text;
using System.Text.Json.Nodes;
using SpecSkills.Application.Ports;

namespace SpecSkills.Hosting.Notifications;

/// <summary>A notice as a Slack incoming webhook takes it.</summary>
public static class SlackMessage
{
    /// <summary>
    /// The body. Values go in as text: no requester's text becomes a link, a mention or formatting.
    /// </summary>
    public static JsonObject Of(Notice notice)
    {
        ArgumentNullException.ThrowIfNull(notice);
        var text = new StringBuilder();
        text.Append(Escaped(notice.Title)).Append('\n');
        foreach (var (label, value) in notice.Lines)
            text.Append(Escaped(label)).Append(": ").Append(Escaped(value)).Append('\n');
        if (notice.Code is { } code) text.Append("code: ").Append(code).Append('\n');
        if (notice.Command is { } command)
            text.Append("in your own terminal: ").Append(Escaped(command)).Append('\n');
        text.Append("record: ").Append(notice.Head.Sequence).Append(' ').Append(Escaped(notice.Head.LineHash));
        if (notice.RequestersWords is { Length: > 0 } words)
            text.Append("\nthe requester's own words, unchecked: ").Append(Escaped(words));
        return new JsonObject
        {
            ["text"] = text.ToString(),
            // Off, one by one: formatting, names and addresses found in the text, previews of pages.
            ["mrkdwn"] = false,
            ["parse"] = "none",
            ["link_names"] = false,
            ["unfurl_links"] = false,
            ["unfurl_media"] = false,
        };
    }

    /// <summary>Slack's three control characters; with them no text begins a link, a mention or an entity.</summary>
    public static string Escaped(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal)
            .Replace(">", "&gt;", StringComparison.Ordinal);
    }
}
