using System.Text.Json.Nodes;
using SpecSkills.Application.Documents.Writing;
using SpecSkills.Core.Execution;
using SpecSkills.Core.Primitives;

namespace SpecSkills.Application.Documents;

/// <summary>Writes the receipt of an execution.</summary>
public static class ReceiptWriter
{
    /// <summary>The document.</summary>
    public static JsonObject Write(Receipt receipt)
    {
        var map = new JsonObject
        {
            ["operation_id"] = receipt.OperationId,
            ["status"] = WireWord.Of(receipt.Status),
            ["command"] = receipt.Command,
            ["requests"] = new JsonArray([.. receipt.Requests.Select(request => new JsonObject
            {
                ["method"] = request.Method,
                ["path"] = request.Path,
                ["status"] = request.Status,
            })]),
            ["duration"] = DurationText.Format(receipt.Duration),
            ["dry_run"] = receipt.DryRun,
            ["resource_version_before"] = receipt.ResourceVersionBefore,
            ["resource_version_after"] = receipt.ResourceVersionAfter,
        };
        map.Known("error", receipt.Error);
        return map;
    }
}
