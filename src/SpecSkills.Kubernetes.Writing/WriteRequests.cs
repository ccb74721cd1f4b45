using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using k8s;
using k8s.Models;
using SpecSkills.Core.Decisions;
using SpecSkills.Core.Execution;
using SpecSkills.Kubernetes.Client;

namespace SpecSkills.Kubernetes.Writing;

/// <summary>
/// Sends the requests of admitted plans. Each carries the version just read and the uid as preconditions, names this
/// program as field manager, has unknown fields refused, and bears the operation's digest as Audit-ID.
/// </summary>
internal sealed class WriteRequests(ApiClient client)
{
    /// <summary>Our name in managedFields.</summary>
    public const string FieldManager = "specskills";

    private const string Strict = "Strict";

    /// <summary>Quotes and the like stand as themselves: the text is read by people, and never inside HTML.</summary>
    public static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public Task<ApiAnswer<V1Scale>> ScaleAsync(AdmittedPlan plan, int replicas, CancellationToken cancellation)
    {
        var target = plan.Operation.Target;
        // Always a number: a merge patch that leaves out a zero changes nothing, and says 200. The model leaves it out.
        var patch = Patch(V1Patch.PatchType.MergePatch, new JsonObject
        {
            ["metadata"] = Precondition(plan),
            ["spec"] = new JsonObject { ["replicas"] = replicas },
        });
        return client.WriteAsync(
            (api, cancel) => api.AppsV1.PatchNamespacedDeploymentScaleWithHttpMessagesAsync(
                patch, ApiResource.Checked(target.Name), ApiResource.Checked(target.Namespace), DryRun(plan),
                FieldManager, Strict, customHeaders: Headers(plan), cancellationToken: cancel),
            Expected(plan, "Scale"), cancellation);
    }

    public Task<ApiAnswer<JsonElement>> FieldsAsync(AdmittedPlan plan, CancellationToken cancellation)
    {
        var patch = DeploymentPatch.Fields(plan.Operation);
        patch["metadata"] = Precondition(plan);
        return DeploymentAsync(plan, Patch(V1Patch.PatchType.StrategicMergePatch, patch), cancellation);
    }

    /// <summary>Like <c>kubectl rollout undo</c>, but only onto the object as it was read.</summary>
    public Task<ApiAnswer<JsonElement>> TemplateAsync(
        AdmittedPlan plan, JsonObject template, CancellationToken cancellation) => DeploymentAsync(
        plan, Patch(V1Patch.PatchType.JsonPatch, new JsonArray(
            Step("test", "/metadata/uid", plan.Operation.Target.Uid),
            Step("test", "/metadata/resourceVersion", plan.ResourceVersion),
            Step("replace", "/spec/template", template))), cancellation);

    /// <summary>The server answers an eviction with a Status, not with the type that the model names.</summary>
    public Task<ApiAnswer<V1Eviction>> EvictAsync(
        AdmittedPlan plan, string pod, string uid, CancellationToken cancellation)
    {
        var eviction = new V1Eviction
        {
            ApiVersion = "policy/v1",
            Kind = "Eviction",
            Metadata = new V1ObjectMeta { Name = pod, NamespaceProperty = plan.Operation.Target.Namespace },
            DeleteOptions = new V1DeleteOptions { Preconditions = new V1Preconditions { Uid = uid } },
        };
        return client.WriteAsync(
            (api, cancel) => api.CoreV1.CreateNamespacedPodEvictionWithHttpMessagesAsync(
                eviction, ApiResource.Checked(pod), ApiResource.Checked(plan.Operation.Target.Namespace), DryRun(plan),
                FieldManager, Strict, customHeaders: Headers(plan), cancellationToken: cancel),
            new ExpectedObject("Status"), cancellation);
    }

    /// <summary>Raw in the answer too: it is compared with what was sent, field by field.</summary>
    private Task<ApiAnswer<JsonElement>> DeploymentAsync(
        AdmittedPlan plan, V1Patch patch, CancellationToken cancellation)
    {
        var (kind, target) = (ApiResource.Deployments, plan.Operation.Target);
        return client.WriteAsync(
            (api, cancel) => api.CustomObjects.PatchNamespacedCustomObjectWithHttpMessagesAsync<JsonElement>(
                patch, kind.Group, kind.Version, ApiResource.Checked(target.Namespace), kind.Plural,
                ApiResource.Checked(target.Name), DryRun(plan), FieldManager, Strict, customHeaders: Headers(plan),
                cancellationToken: cancel),
            Expected(plan, kind.Kind), cancellation);
    }

    private static ExpectedObject Expected(AdmittedPlan plan, string kind) =>
        new(kind, plan.Operation.Target.Name, plan.Operation.Target.Namespace, plan.Operation.Target.Uid);

    private static string? DryRun(AdmittedPlan plan) => plan.DryRun ? "All" : null;

    private static Dictionary<string, IReadOnlyList<string>> Headers(AdmittedPlan plan) =>
        new(StringComparer.Ordinal) { ["Audit-ID"] = [plan.Operation.Id] };

    private static JsonObject Precondition(AdmittedPlan plan) =>
        new() { ["uid"] = plan.Operation.Target.Uid, ["resourceVersion"] = plan.ResourceVersion };

    private static JsonObject Step(string operation, string path, JsonNode value) =>
        new() { ["op"] = operation, ["path"] = path, ["value"] = value };

    private static V1Patch Patch(V1Patch.PatchType type, JsonNode body) => new(body.ToJsonString(Json), type);
}
