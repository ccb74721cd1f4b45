using System.Text.Json.Nodes;
using SpecSkills.Application.Documents;
using SpecSkills.Application.Ports;

namespace SpecSkills.Hosting.Notifications;

/// <summary>A notice as one JSON document, for any webhook.</summary>
public static class WebhookMessage
{
    /// <summary>The body; <c>code</c> only where one is demanded.</summary>
    public static JsonObject Of(Notice notice)
    {
        ArgumentNullException.ThrowIfNull(notice);
        var body = new JsonObject
        {
            ["event"] = notice.Event,
            ["title"] = notice.Title,
            ["at"] = DocumentTime.Text(notice.At),
            ["lines"] = new JsonArray([.. notice.Lines.Select(line => new JsonObject
            {
                ["label"] = line.Label, ["value"] = line.Value,
            })]),
            ["audit_head"] = new JsonObject
            {
                ["sequence"] = notice.Head.Sequence,
                ["hash"] = notice.Head.LineHash,
            },
        };
        if (notice.RequestersWords is { } words) body["requesters_words"] = words;
        if (notice.Command is { } command) body["command"] = command;
        if (notice.Code is { } code) body["code"] = code;
        return body;
    }
}
