using SpecSkills.Core.Blueprints.Documents;
using SpecSkills.Core.Primitives;

namespace SpecSkills.Core.Blueprints.Changes;

/// <summary>A changed blueprint carries a version that says how much changed.</summary>
public static class VersionRules
{
    /// <summary>Errors when the content changed and the version did not, not far enough, or backwards.</summary>
    public static IReadOnlyList<Diagnostic> Check(Blueprint before, Blueprint after, DocumentNode? document = null)
    {
        var diff = BlueprintDiff.Between(before, after);
        var (old, now) = (before.Metadata.Version, after.Metadata.Version);
        if (now.CompareTo(old) < 0)
            return
            [
                Finding(DiagnosticCodes.VersionReused, document, $"the version went back from {old} to {now}",
                    $"Write {Raised(old, Least(diff.RequiredBump))} or more."),
            ];
        if (diff.RequiredBump == VersionBump.None || Bump(old, now) >= diff.RequiredBump) return [];
        var sections = diff.Changes.Where(change => change.Bump == diff.RequiredBump)
            .Select(change => change.Section).Distinct();
        return
        [
            Finding(DiagnosticCodes.VersionNotRaised, document,
                $"{string.Join(" and ", sections)} changed, which raises the {WireWord.Of(diff.RequiredBump)} version, "
                + "and the " + (now == old ? $"version is still {now}" : $"version went only from {old} to {now}"),
                $"Write {Raised(old, diff.RequiredBump)}."),
        ];
    }

    /// <summary>The next version after a bump.</summary>
    public static SemanticVersion Raised(SemanticVersion version, VersionBump bump) => bump switch
    {
        VersionBump.Major => new SemanticVersion(version.Major + 1, 0, 0),
        VersionBump.Minor => version with { Minor = version.Minor + 1, Patch = 0 },
        VersionBump.Patch => version with { Patch = version.Patch + 1 },
        _ => version,
    };

    private static VersionBump Bump(SemanticVersion old, SemanticVersion now) =>
        now.Major > old.Major ? VersionBump.Major
        : now.Minor > old.Minor ? VersionBump.Minor
        : now.Patch > old.Patch ? VersionBump.Patch : VersionBump.None;

    private static VersionBump Least(VersionBump bump) => bump == VersionBump.None ? VersionBump.Patch : bump;

    private static Diagnostic Finding(string code, DocumentNode? document, string message, string help)
    {
        var (line, column) = DocumentPath.Locate(document, "metadata.version");
        return new Diagnostic(code, DiagnosticSeverity.Error, message, line, column, "metadata.version", help)
        {
            IsSemantic = true,
        };
    }
}
