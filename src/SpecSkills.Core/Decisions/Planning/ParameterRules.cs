using SpecSkills.Core.Blueprints;
using SpecSkills.Core.Observations;
using SpecSkills.Core.Primitives;

namespace SpecSkills.Core.Decisions.Planning;

/// <summary>
/// What an operation's parameters must be before anything is planned from them. Names that reach a cluster or a command
/// line are Kubernetes names; numbers are possible ones; what is spoken of was seen.
/// </summary>
internal static class ParameterRules
{
    /// <summary>
    /// More than any cluster runs of one service; keeps a typing error from being a valid wish.
    /// </summary>
    private const int ReplicaLimit = 1_000_000;

    /// <summary>More pods in one eviction than this is not a repair.</summary>
    private const int PodLimit = 100;

    public static IReadOnlyList<Diagnostic> Check(
        OperationParameters parameters, Observation observation, Blueprint blueprint)
    {
        var findings = new List<Diagnostic>();
        if (observation.Service != blueprint.Metadata.Name)
            findings.Add(Finding("service", $"The observation is of '{observation.Service}', the blueprint of " +
                $"'{blueprint.Metadata.Name}'.", "Hand in an observation of the blueprint's own service."));
        switch (parameters)
        {
            case OperationParameters.Scale scale:
                Replicas(scale, findings);
                break;
            case OperationParameters.AdjustResources adjust:
                Container(adjust.Container, observation, findings);
                AdjustResourcesRules.Check(adjust, observation, findings);
                break;
            case OperationParameters.RestartPods restart:
                Pods(restart, observation, findings);
                break;
            case OperationParameters.Rollback rollback:
                Revision(rollback, observation, findings);
                break;
            case OperationParameters.UpdateStrategy strategy:
                StrategyRules.Check(strategy, findings);
                break;
            case OperationParameters.UpdateHealthChecks checks:
                Container(checks.Container, observation, findings);
                StrategyRules.Check(checks, findings);
                break;
            case OperationParameters.SetImage image:
                Container(image.Container, observation, findings);
                Image(image, findings);
                break;
            case OperationParameters.Other other:
                Name("name", other.Name, findings);
                break;
            default:
                throw new InvalidOperationException($"Parameters of kind {parameters.Kind} are not listed here.");
        }

        return findings;
    }

    internal static Diagnostic Finding(string parameter, string message, string help) => new(
        "OP0001", DiagnosticSeverity.Error, message, 0, 0, $"parameters.{parameter}", help);

    private static void Replicas(OperationParameters.Scale scale, List<Diagnostic> findings)
    {
        if (scale.Replicas is < 0 or > ReplicaLimit)
            findings.Add(Finding("replicas", $"{scale.Replicas} is not a replica count.",
                $"Give a whole number from 0 to {ReplicaLimit}."));
    }

    private static void Container(string container, Observation observation, List<Diagnostic> findings)
    {
        if (!Name("container", container, findings)) return;
        if (observation.Containers.Count == 0)
            findings.Add(Finding("container", "The observation has no containers to compare with.",
                "Observe the service again; the containers' present values are needed."));
        else if (observation.Containers.All(seen => seen.Name != container))
            findings.Add(Finding("container", $"No container is named '{container}'.",
                $"Name one of: {string.Join(", ", observation.Containers.Select(seen => seen.Name))}."));
    }

    private static void Pods(
        OperationParameters.RestartPods restart, Observation observation, List<Diagnostic> findings)
    {
        if (restart.Pods.Count is 0 or > PodLimit)
        {
            findings.Add(Finding("pods", $"{restart.Pods.Count} pods are named.",
                $"Name 1 to {PodLimit} pods of the Deployment."));
            return;
        }

        foreach (var pod in restart.Pods)
            if (Name("pods", pod, findings) && observation.Pods.All(seen => seen.Name != pod))
                findings.Add(Finding("pods", $"No pod of the Deployment is named '{pod}'.",
                    "Name pods that the observation lists; others do not belong to this service."));
    }

    private static void Revision(
        OperationParameters.Rollback rollback, Observation observation, List<Diagnostic> findings)
    {
        if (rollback.ToRevision == observation.Deployment.Revision)
            findings.Add(Finding("to_revision", $"Revision {rollback.ToRevision} is the current one.",
                "Name an earlier revision."));
        else if (observation.Revisions.All(seen => seen.Revision != rollback.ToRevision))
            findings.Add(Finding("to_revision", $"There is no revision '{Shown(rollback.ToRevision)}'.",
                observation.Revisions.Count == 0
                    ? "The cluster keeps no earlier revision."
                    : $"Name one of: {string.Join(", ", observation.Revisions.Select(seen => seen.Revision))}."));
    }

    private static void Image(OperationParameters.SetImage image, List<Diagnostic> findings)
    {
        // The reference grammar's characters; a leading '-' would be a flag, and 255 + a digest bounds real ones.
        var text = image.Image;
        var valid = text.Length is > 0 and <= 400 && char.IsAsciiLetterOrDigit(text[0])
            && text.All(c => char.IsAsciiLetterOrDigit(c) || "._-/:@".Contains(c, StringComparison.Ordinal));
        if (!valid)
            findings.Add(Finding("image", $"'{Shown(text)}' is not an image reference.",
                "Give registry/name:tag or registry/name@sha256:digest."));
    }

    private static bool Name(string parameter, string name, List<Diagnostic> findings)
    {
        if (KubernetesName.IsValid(name)) return true;
        findings.Add(Finding(
            parameter, $"'{Shown(name)}' is not a Kubernetes name.", $"Use {KubernetesName.Allowed}."));
        return false;
    }

    /// <summary>Bounded and without control characters: it goes into a message.</summary>
    internal static string Shown(string text) =>
        new([.. text.Take(60).Select(c => char.IsControl(c) || char.IsSurrogate(c) ? '?' : c)]);
}
