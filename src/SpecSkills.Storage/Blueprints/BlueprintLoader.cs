using System.Text;
using SpecSkills.Core.Blueprints;
using SpecSkills.Core.Blueprints.Documents;
using SpecSkills.Core.Governance;
using SpecSkills.Core.Primitives;
using SpecSkills.Storage.Schemas;
using SpecSkills.Storage.Yaml;

namespace SpecSkills.Storage.Blueprints;

/// <summary>
/// From raw bytes to a typed document: strict YAML, then the schema, then the typed reader and its rules. The one way
/// in for every program, so that no two of them disagree about a file.
/// </summary>
public static class BlueprintLoader
{
    /// <summary>Reads the bytes of a blueprint file; the digest is theirs.</summary>
    public static BlueprintReading Load(ReadOnlySpan<byte> bytes)
    {
        var document = YamlDocument.Read(bytes);
        if (document.Root is null)
            return new BlueprintReading(
                null, WithRemains(document, root => BlueprintReader.Read(root, "").Diagnostics));
        var refused = DocumentSchema.ValidateBlueprint(document.Root);
        var reading = BlueprintReader.Read(document.Root, ContentDigest.OfBytes(bytes));
        var unexplained = Unexplained(refused, reading.Diagnostics);
        if (unexplained.Count == 0) return reading;
        return new BlueprintReading(null, BlueprintReader.InOrder([.. reading.Diagnostics, .. unexplained]))
        {
            Document = reading.Document,
        };
    }

    /// <summary>Reads a blueprint given as a text, YAML or JSON; the digest is that of its UTF-8 bytes.</summary>
    public static BlueprintReading Load(string text) => Load(Encoding.UTF8.GetBytes(text));

    /// <summary>Reads the bytes of a policy file; the digest is theirs.</summary>
    public static PolicyReading LoadPolicy(ReadOnlySpan<byte> bytes)
    {
        var document = YamlDocument.Read(bytes);
        if (document.Root is null)
            return new PolicyReading(
                null, WithRemains(document, root => GovernancePolicyReader.Read(root, "").Diagnostics));
        var refused = DocumentSchema.ValidatePolicy(document.Root);
        var reading = GovernancePolicyReader.Read(document.Root, ContentDigest.OfBytes(bytes));
        var unexplained = Unexplained(refused, reading.Diagnostics);
        if (unexplained.Count == 0) return reading;
        return new PolicyReading(null, BlueprintReader.InOrder([.. reading.Diagnostics, .. unexplained]))
        {
            Document = reading.Document,
        };
    }

    /// <summary>Reads a policy given as a text, YAML or JSON; the digest is that of its UTF-8 bytes.</summary>
    public static PolicyReading LoadPolicy(string text) => LoadPolicy(Encoding.UTF8.GetBytes(text));

    // A refused document may have other mistakes, and its author wants to see them in the same run. What
    // is at a place already reported would only be reported twice.
    private static IReadOnlyList<Diagnostic> WithRemains(
        DocumentReadResult document, Func<DocumentNode, IReadOnlyList<Diagnostic>> read)
    {
        if (document.Remains is not { } remains) return document.Diagnostics;
        var further = read(remains).Where(finding => finding.Severity == DiagnosticSeverity.Error
            && !document.Diagnostics.Any(known => known.Line == finding.Line && known.Column == finding.Column));
        return
        [
            .. document.Diagnostics.Concat(further.Select(finding => finding with { IsSemantic = false }))
                .OrderBy(finding => finding.Line).ThenBy(finding => finding.Column),
        ];
    }

    // The typed reader says the same things in better words. What only the schema refuses stays: the stricter one wins.
    private static List<Diagnostic> Unexplained(
        IReadOnlyList<Diagnostic> refused, IReadOnlyList<Diagnostic> explained) =>
        refused.Count == 0 ? [] :
        [
            .. refused.Where(finding => !explained.Any(error =>
                error.Severity == DiagnosticSeverity.Error && DocumentPath.AreNested(error.Path, finding.Path))),
        ];
}
