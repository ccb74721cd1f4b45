using System.Text.Json.Nodes;
using SpecSkills.Core.Decisions;
using SpecSkills.Kubernetes.Client;

namespace SpecSkills.Kubernetes.Writing;

/// <summary>
/// The kubectl command that does by hand what an operation does. It is made of the operation alone and carries no
/// precondition: a person who pastes it looks first.
/// </summary>
public static class ManualCommand
{
    /// <summary>One line for a POSIX shell; empty for what this program never does and does not tell how to.</summary>
    public static string For(Operation operation) => operation.Parameters switch
    {
        OperationParameters.Scale scale => Kubectl(operation, ["scale", "deployment"], $"--replicas={scale.Replicas}"),
        OperationParameters.AdjustResources adjust => Resources(operation, adjust),
        OperationParameters.SetImage image =>
            Kubectl(operation, ["set", "image", "deployment"], $"{image.Container}={image.Image}"),
        OperationParameters.Rollback rollback =>
            Kubectl(operation, ["rollout", "undo", "deployment"], $"--to-revision={rollback.ToRevision}"),
        OperationParameters.RestartPods restart => Evictions(operation, restart),
        OperationParameters.UpdateStrategy or OperationParameters.UpdateHealthChecks => Patch(operation),
        OperationParameters.Other => "",
        _ => throw new InvalidOperationException($"Parameters of kind {operation.Kind} are not listed here."),
    };

    private static string Kubectl(Operation operation, string[] verb, params string[] arguments) => ShellWords.Join(
        ["kubectl", .. verb, operation.Target.Name, "--namespace", operation.Target.Namespace, .. arguments]);

    private static string Resources(Operation operation, OperationParameters.AdjustResources adjust)
    {
        // 'set resources' can set but not remove.
        if (operation.Before.Names.Any(name => operation.After[name] is null)) return Patch(operation);
        var requests = Listed(
            ("cpu", adjust.CpuRequest?.ToString()), ("memory", adjust.MemoryRequest?.ToString()),
            ("ephemeral-storage", adjust.EphemeralStorageRequest?.ToString()));
        var limits = Listed(("cpu", adjust.CpuLimit?.ToString()), ("memory", adjust.MemoryLimit?.ToString()));
        return Kubectl(operation, ["set", "resources", "deployment"],
        [
            $"--containers={adjust.Container}",
            .. requests.Length > 0 ? [$"--requests={requests}"] : Array.Empty<string>(),
            .. limits.Length > 0 ? [$"--limits={limits}"] : Array.Empty<string>(),
        ]);
    }

    private static string Listed(params (string Name, string? Value)[] parts) =>
        string.Join(',', parts.Where(part => part.Value is not null).Select(part => $"{part.Name}={part.Value}"));

    private static string Patch(Operation operation) => Kubectl(operation, ["patch", "deployment"],
        "--type=strategic", $"--patch={DeploymentPatch.Fields(operation).ToJsonString(WriteRequests.Json)}");

    /// <summary>kubectl has no verb for an eviction; its raw requests send one.</summary>
    private static string Evictions(Operation operation, OperationParameters.RestartPods restart) =>
        string.Join(" && ", restart.Pods.Order(StringComparer.Ordinal).Select(pod =>
        {
            var ns = ApiResource.Checked(operation.Target.Namespace);
            var body = new JsonObject
            {
                ["apiVersion"] = "policy/v1",
                ["kind"] = "Eviction",
                ["metadata"] = new JsonObject { ["name"] = pod, ["namespace"] = ns },
            };
            return ShellWords.Join("printf", "%s", body.ToJsonString(WriteRequests.Json)) + " | " + ShellWords.Join(
                "kubectl", "create", "--raw", $"/api/v1/namespaces/{ns}/pods/{ApiResource.Checked(pod)}/eviction",
                "--filename=-");
        }));
}
