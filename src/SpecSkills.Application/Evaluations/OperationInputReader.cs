using System.Text.Json;
using System.Text.Json.Nodes;
using SpecSkills.Application.Documents;
using SpecSkills.Application.Documents.Reading;
using SpecSkills.Core.Decisions;
using SpecSkills.Core.Primitives;

namespace SpecSkills.Application.Evaluations;

/// <summary>
/// Reads an operation to judge. Only its kind is looked at first: unknown words are answered, not refused.
/// </summary>
public static class OperationInputReader
{
    /// <summary>From text.</summary>
    public static DocumentReading<OperationInput> Read(string text)
    {
        var findings = new JsonFindings();
        return JsonText.Parse(text, findings) is { } element
            ? Read(element)
            : new DocumentReading<OperationInput>(null, findings.All);
    }

    /// <summary>From a part of a larger document.</summary>
    public static DocumentReading<OperationInput> Read(JsonElement element, string path = "$")
    {
        if (element.ValueKind == JsonValueKind.Object && element.TryGetProperty("kind", out var kind)
            && kind.ValueKind == JsonValueKind.String && !WireWord.TryParse<OperationKind>(kind.GetString()!, out _))
            return new DocumentReading<OperationInput>(
                new OperationInput.Nameless(kind.GetString()!, CanonicalJson.Digest(JsonObject.Create(element))), []);
        var reading = OperationReader.Read(element, path);
        return new DocumentReading<OperationInput>(
            reading.Value is { } request ? new OperationInput.Known(request) : null, reading.Diagnostics);
    }
}

/// <summary>
/// An operation that a caller hands in to be judged. One of an unknown kind gets a verdict too.
/// </summary>
public abstract record OperationInput
{
    private OperationInput()
    {
    }

    /// <summary>An operation of a known kind.</summary>
    public sealed record Known(OperationRequest Request) : OperationInput;

    /// <summary>A word that is no kind, and the digest of the document it stood in.</summary>
    public sealed record Nameless(string Kind, string Digest) : OperationInput;
}
