using SpecSkills.Application.Ports;
using SpecSkills.Core.Blueprints;
using SpecSkills.Core.Blueprints.Changes;
using SpecSkills.Core.Blueprints.Documents;
using SpecSkills.Core.Governance;
using SpecSkills.Core.Primitives;

namespace SpecSkills.Application.Blueprints;

/// <summary>
/// Returns to an earlier version as a new one: versions only go forward, so that every record keeps meaning one text.
/// The old file comes back with its comments; only its version differs.
/// </summary>
public sealed class RollBackBlueprint(IBlueprintFiles blueprints, IBlueprintArchive archive)
{
    /// <summary>
    /// Goes back. Unreleased changes in the present file are kept from being lost unless
    /// <paramref name="discard"/> says so.
    /// </summary>
    public ReleaseResult Run(string service, SemanticVersion to, bool discard)
    {
        using var turn = archive.Lock();
        var snapshot = blueprints.Read();
        if (snapshot.Find(service) is not { } entry)
            return new ReleaseResult.NotFound("service", service, [.. snapshot.Services.Select(one => one.Service)]);
        var released = archive.Released(entry);
        if (released.Findings.Count > 0) return ReleaseResult.Refused.Of(released);
        if (released.Versions is not [.., var last] || !released.Versions.Contains(to))
            return new ReleaseResult.NotFound(
                "version", to.ToString(), [.. released.Versions.Select(version => version.ToString())]);
        var present = archive.Text(entry, null);
        if (present is null) return new ReleaseResult.SavedMeanwhile(entry.File);
        if (!discard && archive.AsHistory(present) != archive.Text(entry, last))
            return new ReleaseResult.Unreleased(entry.Service, entry.File, last);
        return Return(entry, snapshot.Policy, present, last, to);
    }

    private ReleaseResult Return(
        ServiceBlueprint entry, GovernancePolicy? policy, string present, SemanticVersion last, SemanticVersion to)
    {
        var text = archive.Text(entry, to)!;
        var (newest, old) = (archive.Parse(archive.Text(entry, last)!), archive.Parse(text));
        if (newest.Blueprint is not { } from || old.Blueprint is not { } back || old.Document is not { } document)
            return ReleaseResult.Refused.Of(
                new ValidatedFile($"version {to}", text, [.. newest.Diagnostics, .. old.Diagnostics]));
        var diff = BlueprintDiff.Between(from, back);
        if (diff.Changes.Count == 0) return new ReleaseResult.Unchanged(entry.Service, last);
        var version = VersionRules.Raised(last, diff.RequiredBump);
        var edited = ScalarEdit.Replace(text, document, "metadata.version", version.ToString())
            ?? throw new InvalidOperationException($"Version {to} was read, and its version is not where it was read.");
        var renewed = archive.AsPresent(edited);
        // What was right when it was released may be beyond today's policy.
        var reading = archive.Parse(renewed);
        IReadOnlyList<Diagnostic> findings = reading.Blueprint is { } blueprint && policy is not null
            ? [.. reading.Diagnostics, .. PolicyRules.Check(blueprint, policy, reading.Document)]
            : reading.Diagnostics;
        if (findings.Any(finding => finding.Severity == DiagnosticSeverity.Error))
            return ReleaseResult.Refused.Of(new ValidatedFile($"version {to}", renewed, findings));
        // The file in force first: a crash in between leaves an unreleased change, which release finishes.
        if (!archive.Replace(entry, ContentDigest.OfText(present), renewed))
            return new ReleaseResult.SavedMeanwhile(entry.File);
        var file = archive.Keep(entry, version, archive.AsHistory(renewed));
        return new ReleaseResult.Released(entry.Service, version, last, file, diff);
    }
}
