using System.Text.Json;
using SpecSkills.Application.Documents.Reading;
using SpecSkills.Core.Execution;

namespace SpecSkills.Application.Documents;

/// <summary>Reads a receipt document back.</summary>
public static class ReceiptReader
{
    /// <summary>From a part of a larger document.</summary>
    public static DocumentReading<Receipt> Read(JsonElement element, string path = "$") =>
        JsonText.Read(element, path, Read);

    internal static Receipt? Read(JsonMap map)
    {
        var status = map.Required("status", map.Word<ReceiptStatus>("status"), null);
        var receipt = new Receipt(
            map.RequiredText("operation_id"), status ?? ReceiptStatus.Unknown, map.RequiredText("command"),
            map.List("requests", request => new SentRequest(
                request.RequiredText("method"), request.RequiredText("path"), request.RequiredCount("status"))),
            DocumentDuration.Read(map, "duration"), map.Flag("dry_run") ?? false, map.Text("resource_version_before"),
            map.Text("resource_version_after"), map.Text("error"));
        return status is null ? null : receipt;
    }
}
