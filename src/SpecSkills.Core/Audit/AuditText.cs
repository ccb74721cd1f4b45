using System.Text.Json.Nodes;
using SpecSkills.Core.Primitives;

namespace SpecSkills.Core.Audit;

/// <summary>Text from a cluster or a caller on its way into the record.</summary>
public static class AuditText
{
    /// <summary>Long enough to recognise an error or a reason; a longer text is a place to hide.</summary>
    public const int UntrustedLimit = 400;

    /// <summary>Cleaned, capped and marked as untrusted words; null stays null.</summary>
    public static JsonNode? Untrusted(string? text) =>
        text is null ? null : new JsonObject { ["untrusted"] = UntrustedText.Clean(text, UntrustedLimit) };
}
