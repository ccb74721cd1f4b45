using SpecSkills.Application.Ports;
using SpecSkills.Core.Blueprints;
using SpecSkills.Core.Blueprints.Changes;
using SpecSkills.Core.Primitives;

namespace SpecSkills.Application.Blueprints;

/// <summary>
/// Puts the present blueprint into its history. Refused while it is invalid, when it changed without the version saying
/// so, and when the history is no longer what was released.
/// </summary>
public sealed class ReleaseBlueprint(IBlueprintFiles blueprints, IBlueprintArchive archive)
{
    /// <summary>Releases the service's present file.</summary>
    public ReleaseResult Run(string service)
    {
        using var turn = archive.Lock();
        var snapshot = blueprints.Read();
        return snapshot.Find(service) is { } entry
            ? Release(entry)
            : new ReleaseResult.NotFound("service", service, [.. snapshot.Services.Select(one => one.Service)]);
    }

    private ReleaseResult Release(ServiceBlueprint entry)
    {
        var text = archive.Text(entry, null);
        if (entry.Blueprint is not { } blueprint || !entry.IsValid)
            return ReleaseResult.Refused.Of(new ValidatedFile(entry.File, text, entry.Findings));
        if (text is null || ContentDigest.OfText(text) != blueprint.Digest)
            return new ReleaseResult.SavedMeanwhile(entry.File);
        var released = archive.Released(entry);
        if (released.Findings.Count > 0) return ReleaseResult.Refused.Of(released);
        var version = blueprint.Metadata.Version;
        if (released.Versions is not [.., var last]) return Kept(entry, version, text, previous: null, diff: null);
        var before = archive.Parse(archive.Text(entry, last)!);
        // Released by an older program whose rules were laxer: unreadable now, and nothing to compare with.
        if (before.Blueprint is not { } old)
            return ReleaseResult.Refused.Of(new ValidatedFile($"version {last}", null, before.Diagnostics));
        var diff = BlueprintDiff.Between(old, blueprint);
        if (diff.Changes.Count == 0 && version == last) return new ReleaseResult.Unchanged(entry.Service, last);
        var findings = VersionRules.Check(old, blueprint, archive.Parse(text).Document);
        return findings.Count > 0
            ? ReleaseResult.Refused.Of(new ValidatedFile(entry.File, text, findings))
            : Kept(entry, version, text, last, diff);
    }

    private ReleaseResult.Released Kept(
        ServiceBlueprint entry, SemanticVersion version, string text, SemanticVersion? previous, BlueprintDiff? diff)
    {
        var file = archive.Keep(entry, version, archive.AsHistory(text));
        return new ReleaseResult.Released(entry.Service, version, previous, file, diff);
    }
}
