using System.Globalization;
using SpecSkills.Application.Blueprints;
using SpecSkills.Core.Blueprints.Documents;
using SpecSkills.Core.Observations;
using SpecSkills.Core.Primitives;
using SpecSkills.Storage.Yaml;

namespace SpecSkills.Storage.Blueprints;

/// <summary>
/// Finds Deployments in manifests: what <c>helm template</c> prints, what <c>kubectl get -o yaml</c> answers, JSON of
/// either. Other objects are ignored.
/// </summary>
public static class ManifestReader
{
    /// <summary>Every Deployment of the text that has a name and a container, in its order.</summary>
    public static IReadOnlyList<WorkloadFacts> Deployments(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return [.. Documents(text).Select(YamlDocument.Read)
            // Manifests may hold what blueprints may not (a plain ~, an odd number): such a finding elsewhere in the
            // document does not hide the Deployment.
            .Select(document => document.Root ?? document.Remains).OfType<DocumentNode.Mapping>()
            .SelectMany(Objects).Select(Facts).OfType<WorkloadFacts>()];
    }

    private static IEnumerable<string> Documents(string text)
    {
        var lines = new List<string>();
        foreach (var line in text.ReplaceLineEndings("\n").Split('\n'))
        {
            if (line == "---" || line.StartsWith("--- ", StringComparison.Ordinal))
            {
                yield return string.Join('\n', lines);
                lines.Clear();
            }
            else lines.Add(line);
        }

        yield return string.Join('\n', lines);
    }

    private static IEnumerable<DocumentNode.Mapping> Objects(DocumentNode.Mapping document) =>
        Text(document, "kind") is { } kind && kind.EndsWith("List", StringComparison.Ordinal)
            ? (At(document, "items") as DocumentNode.Sequence)?.Items.OfType<DocumentNode.Mapping>() ?? []
            : [document];

    private static WorkloadFacts? Facts(DocumentNode.Mapping manifest)
    {
        if (Text(manifest, "kind") != "Deployment" || Text(manifest, "metadata.name") is not { } name) return null;
        var containers = (At(manifest, "spec.template.spec.containers") as DocumentNode.Sequence)?.Items ?? [];
        if (containers.Count == 0 || Text(containers[0], "name") is not { } container) return null;
        if (!KubernetesName.IsValid(name) || !KubernetesName.IsValid(container)) return null;
        var ns = Text(manifest, "metadata.namespace") is { } named && KubernetesName.IsValid(named) ? named : "default";
        var resources = At(containers[0], "resources");
        return new WorkloadFacts(
            ns, name, container, containers.Count, Number(manifest, "spec.replicas") ?? 1,
            Cpu(resources, "requests.cpu"), Cpu(resources, "limits.cpu"),
            Bytes(resources, "requests.memory"), Bytes(resources, "limits.memory"),
            Bytes(resources, "requests.ephemeral-storage"),
            Probe(At(containers[0], "readinessProbe")), Probe(At(containers[0], "livenessProbe")), Strategy(manifest));
    }

    // Left-out numbers are the API's own defaults.
    private static ProbeReading? Probe(DocumentNode? probe) => probe is not DocumentNode.Mapping ? null :
        new ProbeReading(
            Number(probe, "initialDelaySeconds") ?? 0, Number(probe, "periodSeconds") ?? 10,
            Number(probe, "timeoutSeconds") ?? 1, Number(probe, "failureThreshold") ?? 3);

    private static StrategyReading Strategy(DocumentNode manifest)
    {
        var type = Text(manifest, "spec.strategy.type") ?? "RollingUpdate";
        var rolls = type == "RollingUpdate";
        return new StrategyReading(
            type,
            rolls ? Text(manifest, "spec.strategy.rollingUpdate.maxSurge") ?? "25%" : null,
            rolls ? Text(manifest, "spec.strategy.rollingUpdate.maxUnavailable") ?? "25%" : null,
            Number(manifest, "spec.minReadySeconds") ?? 0, Number(manifest, "spec.revisionHistoryLimit") ?? 10);
    }

    private static CpuQuantity? Cpu(DocumentNode? resources, string path) =>
        CpuQuantity.TryParse(Text(resources, path), out var value) ? value : null;

    private static ByteQuantity? Bytes(DocumentNode? resources, string path) =>
        ByteQuantity.TryParse(Text(resources, path), out var value) ? value : null;

    private static int? Number(DocumentNode? node, string path) =>
        int.TryParse(Text(node, path), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static string? Text(DocumentNode? node, string path) => (At(node, path) as DocumentNode.Scalar)?.Text;

    private static DocumentNode? At(DocumentNode? node, string path) => ScalarEdit.Find(node, path);
}
