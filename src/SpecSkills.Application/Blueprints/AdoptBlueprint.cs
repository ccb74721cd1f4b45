using SpecSkills.Application.Ports;
using SpecSkills.Core.Blueprints;
using SpecSkills.Core.Blueprints.Changes;
using SpecSkills.Core.Blueprints.Documents;
using SpecSkills.Core.Governance;
using SpecSkills.Core.Observations;
using SpecSkills.Core.Primitives;

namespace SpecSkills.Application.Blueprints;

/// <summary>
/// Writes what a person changed in the cluster back into the blueprint, for a person to review and release: values are
/// changed where they stand, comments and order stay.
/// </summary>
public sealed class AdoptBlueprint(
    IBlueprintFiles blueprints, IBlueprintArchive archive, IClusterObserver cluster)
{
    /// <summary>Adopts the live values of a service; with <paramref name="dryRun"/> they are only shown.</summary>
    public async Task<AdoptResult> RunAsync(string service, bool dryRun, CancellationToken cancellation)
    {
        var snapshot = blueprints.Read();
        if (snapshot.Find(service) is not { } entry)
            return new AdoptResult.UnknownService(service, [.. snapshot.Services.Select(one => one.Service)]);
        if (entry.Blueprint is not { } blueprint || !entry.IsValid) return Refused(entry, entry.Findings);
        switch (await cluster.ObserveAsync(blueprint, cancellation))
        {
            case ClusterReading<Observation>.Failed failed:
                return new AdoptResult.Unobservable(entry.Service, failed.Message);
            case ClusterReading<Observation>.Read { Value: var seen }:
                if (WorkloadFacts.Of(seen, blueprint.Target.Container) is not { } facts)
                    return new AdoptResult.Unobservable(
                        entry.Service, $"the Deployment has no container {blueprint.Target.Container}");
                var differences = LiveDifferences.Between(blueprint, seen, facts);
                return Adopt(entry, blueprint, snapshot.Policy, differences, dryRun);
            default:
                throw new InvalidOperationException("A reading that is not listed here.");
        }
    }

    private AdoptResult Adopt(
        ServiceBlueprint entry, Blueprint blueprint, GovernancePolicy? policy, IReadOnlyList<AdoptedChange> changes,
        bool dryRun)
    {
        using var turn = archive.Lock();
        var version = blueprint.Metadata.Version;
        if (archive.Text(entry, null) is not { } text || ContentDigest.OfText(text) != blueprint.Digest)
            return new AdoptResult.SavedMeanwhile(entry.File);
        var edited = text;
        foreach (var change in changes.Where(change => change.LeftAlone is null))
        {
            if (Edit(edited, change.Path, change.After) is not { } next)
                return new AdoptResult.NotInPlace(entry.File, change.Path, change.After);
            edited = next;
        }

        if (edited == text) return new AdoptResult.Adopted(entry.Service, entry.File, version, changes, Written: false);
        if (archive.Parse(edited).Blueprint is { } changed)
        {
            version = Version(entry, blueprint, changed);
            edited = Edit(edited, "metadata.version", version.ToString()) ?? edited;
        }

        var reading = archive.Parse(edited);
        var findings = reading.Blueprint is { } after && policy is not null
            ? [.. reading.Diagnostics, .. PolicyRules.Check(after, policy, reading.Document)]
            : reading.Diagnostics;
        if (findings.Any(finding => finding.Severity == DiagnosticSeverity.Error))
            return Refused(entry, findings, edited);
        if (!dryRun && !archive.Replace(entry, blueprint.Digest, edited))
            return new AdoptResult.SavedMeanwhile(entry.File);
        return new AdoptResult.Adopted(entry.Service, entry.File, version, changes, Written: !dryRun);
    }

    // Raised once from what was released last: adopting twice before a release does not raise it twice.
    private SemanticVersion Version(ServiceBlueprint entry, Blueprint before, Blueprint after)
    {
        var reference = before;
        if (archive.Released(entry).Versions is [.., var last] && archive.Text(entry, last) is { } released)
            reference = archive.Parse(released).Blueprint ?? before;
        var raised = VersionRules.Raised(
            reference.Metadata.Version, BlueprintDiff.Between(reference, after).RequiredBump);
        return raised.CompareTo(before.Metadata.Version) > 0 ? raised : before.Metadata.Version;
    }

    private string? Edit(string text, string path, string value) =>
        archive.Parse(text).Document is { } document ? ScalarEdit.Replace(text, document, path, value) : null;

    private AdoptResult.Refused Refused(
        ServiceBlueprint entry, IReadOnlyList<Diagnostic> findings, string? text = null) =>
        new(new ValidationReport([new ValidatedFile(entry.File, text ?? archive.Text(entry, null), findings)]));
}

/// <summary>The outcome of writing a live change back into a blueprint.</summary>
public abstract record AdoptResult
{
    private AdoptResult()
    {
    }

    /// <summary>The file has the live values now, and waits to be released.</summary>
    /// <param name="Version">The version now in the file, raised as far as the changes need.</param>
    /// <param name="Changes">All differences, those left alone as well.</param>
    /// <param name="Written">False when nothing had to be, or it was only to be shown.</param>
    public sealed record Adopted(
        string Service, string File, SemanticVersion Version, IReadOnlyList<AdoptedChange> Changes, bool Written)
        : AdoptResult;

    /// <summary>The blueprint is invalid, or would be with the live values.</summary>
    public sealed record Refused(ValidationReport Report) : AdoptResult;

    /// <summary>No such service.</summary>
    public sealed record UnknownService(string Service, IReadOnlyList<string> Known) : AdoptResult;

    /// <summary>The Deployment cannot be read.</summary>
    public sealed record Unobservable(string Service, string Message) : AdoptResult;

    /// <summary>A value stands in the file in a way that cannot be changed in place.</summary>
    public sealed record NotInPlace(string File, string Path, string Value) : AdoptResult;

    /// <summary>The file was saved while it was read: nothing was written.</summary>
    public sealed record SavedMeanwhile(string File) : AdoptResult;
}

/// <summary>A live value that differs from the blueprint's.</summary>
/// <param name="Path">Blueprint path.</param>
/// <param name="Before">What the blueprint says.</param>
/// <param name="After">What the Deployment has, as a blueprint writes it.</param>
/// <param name="ChangedBy">Who wrote it, as the cluster's field ownership says; any writer can claim a name
/// there.</param>
/// <param name="LeftAlone">Why it was not taken over; null when it was.</param>
public sealed record AdoptedChange(string Path, string Before, string After, string? ChangedBy, string? LeftAlone);
