using SpecSkills.Core.Blueprints.Documents;
using SpecSkills.Core.Blueprints.Reading;

namespace SpecSkills.Core.Blueprints;

/// <summary>
/// Reads a document into a typed blueprint and checks its meaning. Every finding is collected: a person who fixes a
/// file wants to see all of it at once.
/// </summary>
public static class BlueprintReader
{
    /// <summary>The only format version there is.</summary>
    public const string ApiVersion = "infra.spec-driven.io/v1";

    /// <summary>The kind of a blueprint.</summary>
    public const string Kind = "InfrastructureBlueprint";

    /// <summary>Reads a tree; <paramref name="digest"/> is the digest of the raw bytes it came from.</summary>
    public static BlueprintReading Read(DocumentNode root, string digest)
    {
        var sink = new DiagnosticSink();
        if (DocumentHeader.Open(root, Kind, sink) is not { } document)
            return new BlueprintReading(null, sink.Findings) { Document = root };
        var metadata = document.Section("metadata", required: true);
        var spec = document.Section("spec", required: true);
        var header = metadata is null ? null : MetadataSection.Read(metadata);
        var blueprint = spec is null ? null : ReadSpec(spec, header, digest);
        document.Finish();
        var meaning = blueprint is null ? [] : BlueprintRules.Check(blueprint, root);
        if (sink.IsUnreadable || blueprint is null)
            return new BlueprintReading(null, InOrder(sink.Findings.Concat(OfReadableSections(meaning, sink.Findings))))
            {
                Document = root,
            };
        return new BlueprintReading(blueprint, InOrder(sink.Findings.Concat(meaning))) { Document = root };
    }

    // Sections that were read whole are checked even when another was not. Where a value had to be made up, what
    // the rules say about its neighbours may be about the made-up value.
    private static IEnumerable<Diagnostic> OfReadableSections(
        IEnumerable<Diagnostic> meaning, IReadOnlyList<Diagnostic> unreadable)
    {
        var broken = unreadable.Select(finding => SectionOf(finding.Path)).ToHashSet(StringComparer.Ordinal);
        return meaning.Where(finding =>
            finding.Severity == DiagnosticSeverity.Error && !broken.Contains(SectionOf(finding.Path)));
    }

    // Within governance, no rule looks from one subsection into another.
    private static string SectionOf(string path) => string.Join('.', path.Split('.', '[')
        .Take(path.StartsWith("spec.governance.", StringComparison.Ordinal) ? 3 : 2));

    /// <summary>The order of the file, errors before warnings of the same place.</summary>
    public static IReadOnlyList<Diagnostic> InOrder(IEnumerable<Diagnostic> findings) =>
    [
        .. findings.OrderBy(finding => finding.Line).ThenBy(finding => finding.Column)
            .ThenBy(finding => finding.Severity),
    ];

    private static Blueprint? ReadSpec(SectionReader spec, BlueprintMetadata? metadata, string digest)
    {
        // In the order of the documentation, so that the list of known keys in a message reads like it.
        var resources = spec.Section("resources", required: true);
        var performance = spec.Section("performance", required: true);
        var scaling = spec.Section("scaling", required: true);
        var reliability = spec.Section("reliability", required: true);
        var deployment = spec.Section("deployment");
        var governance = spec.Section("governance");
        var cost = spec.Section("cost");
        var target = spec.Section("target");
        var observability = spec.Section("observability");

        var resourcePolicy = resources is null ? null : ResourcesSection.Read(resources);
        var targets = performance is null ? null : PerformanceSection.Read(performance);
        var scalingPolicy = scaling is null ? null : ScalingSection.Read(scaling);
        var reliabilityPolicy = reliability is null ? null : ReliabilitySection.Read(reliability);
        var deploymentPolicy = deployment is null ? null : DeploymentSection.Read(deployment);
        var governanceSection = governance is null ? null : AuthoritySections.ReadGovernance(governance);
        var costPolicy = cost is null ? null : CostSection.Read(cost);
        var targetReference = TargetSection.Read(target, metadata?.Name ?? "");
        var observabilityPolicy = ObservabilitySection.Read(observability);
        spec.Finish();
        if (metadata is null || resourcePolicy is null || targets is null || scalingPolicy is null
            || reliabilityPolicy is null) return null;
        return new Blueprint(
            metadata, targetReference, resourcePolicy, targets, scalingPolicy, reliabilityPolicy, deploymentPolicy,
            governanceSection, costPolicy, observabilityPolicy, digest);
    }
}
