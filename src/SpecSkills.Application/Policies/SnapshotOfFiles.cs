using SpecSkills.Application.Ports;
using SpecSkills.Core.Blueprints;
using SpecSkills.Core.Blueprints.Documents;
using SpecSkills.Core.Governance;
using SpecSkills.Core.Primitives;

namespace SpecSkills.Application.Policies;

/// <summary>Holds blueprints against the policy and against each other.</summary>
public static class SnapshotOfFiles
{
    /// <summary>What these files come to together.</summary>
    /// <param name="outside">
    /// Files that are shown with their findings and take part in nothing: they come last, so that their names never
    /// stand before those of the others.
    /// </param>
    public static RepositorySnapshot Of(
        PolicyReading policy, IEnumerable<ServiceFile> services, IEnumerable<ServiceFile> outside)
    {
        ArgumentNullException.ThrowIfNull(policy);
        var held = services.Select(file => Held(file, policy.Policy)).ToArray();
        ReportDoubles(held);
        var shown = outside.Select(file =>
            new ServiceBlueprint(file.Folder, file.Folder, file.File, null, file.Reading.Diagnostics));
        return new RepositorySnapshot([.. held, .. shown], policy.Policy, policy.Diagnostics);
    }

    /// <summary>An unreadable blueprint still belongs to a service: its name, when it can be read.</summary>
    public static string NameOf(ServiceFile file)
    {
        ArgumentNullException.ThrowIfNull(file);
        if (file.Reading.Blueprint is { } blueprint) return blueprint.Metadata.Name;
        var metadata = (file.Reading.Document as DocumentNode.Mapping)?.Find("metadata")?.Value as DocumentNode.Mapping;
        return metadata?.Find("name")?.Value is DocumentNode.Scalar { Text: var name } && KubernetesName.IsValid(name)
            ? name : file.Folder;
    }

    private static ServiceBlueprint Held(ServiceFile file, GovernancePolicy? policy)
    {
        var reading = file.Reading;
        IReadOnlyList<Diagnostic> findings = reading.Blueprint is { } blueprint && policy is not null
            ? [.. reading.Diagnostics, .. PolicyRules.Check(blueprint, policy, reading.Document)]
            : reading.Diagnostics;
        return new ServiceBlueprint(NameOf(file), file.Folder, file.File, reading.Blueprint, findings);
    }

    // Two blueprints for one Deployment would fight each other with a person's authority behind both: neither is valid.
    private static void ReportDoubles(ServiceBlueprint[] services)
    {
        ReportDoubles(services, entry => entry.Service, "the service");
        ReportDoubles(services, entry => entry.Blueprint is { } blueprint
            ? $"{blueprint.Target.Namespace}/{blueprint.Target.Deployment}" : null, "the Deployment");
    }

    private static void ReportDoubles(ServiceBlueprint[] services, Func<ServiceBlueprint, string?> key, string noun)
    {
        var doubles = services.Where(entry => key(entry) is not null).GroupBy(key).Where(same => same.Count() > 1);
        foreach (var same in doubles.Select(group => group.ToArray()))
            foreach (var entry in same)
            {
                var others = string.Join(", ", same.Where(other => other != entry).Select(other => other.File));
                var finding = new Diagnostic(DiagnosticCodes.DuplicateService, DiagnosticSeverity.Error,
                    $"{noun} {key(entry)} is also governed by {others}", 1, 1, "metadata.name",
                    "Keep one blueprint for it.");
                services[Array.IndexOf(services, entry)] = entry with { Findings = [.. entry.Findings, finding] };
            }
    }
}
