using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using SpecSkills.Core.Decisions;
using SpecSkills.Core.Execution;
using SpecSkills.Kubernetes.Client;

namespace SpecSkills.Kubernetes.Writing;

/// <summary>
/// The requests of admitted plans. Each carries the version just read and the uid as preconditions, names this program
/// as field manager, has unknown fields refused, and bears the operation's digest as Audit-ID.
/// </summary>
internal static class WriteRequests
{
    /// <summary>Our name in managedFields.</summary>
    public const string FieldManager = "specskills";

    /// <summary>Quotes and the like stand as themselves: the text is read by people, and never inside HTML.</summary>
    public static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static ApiCall Scale(AdmittedPlan plan, int replicas) => Patch(
        plan, ApiPaths.Scale(plan.Operation.Target.Namespace, plan.Operation.Target.Name), ContentTypes.MergePatch,
        new JsonObject
        {
            ["metadata"] = Precondition(plan),
            // Always a number: a merge patch that leaves out a zero changes nothing, and says 200.
            ["spec"] = new JsonObject { ["replicas"] = replicas },
        }, "Scale");

    public static ApiCall Fields(AdmittedPlan plan)
    {
        var patch = DeploymentPatch.Fields(plan.Operation);
        patch["metadata"] = Precondition(plan);
        return Patch(plan, DeploymentPath(plan), ContentTypes.StrategicMergePatch, patch, "Deployment");
    }

    /// <summary>Like <c>kubectl rollout undo</c>, but only onto the object as it was read.</summary>
    public static ApiCall Template(AdmittedPlan plan, JsonObject template) => Patch(
        plan, DeploymentPath(plan), ContentTypes.JsonPatch,
        new JsonArray(
            Step("test", "/metadata/uid", plan.Operation.Target.Uid),
            Step("test", "/metadata/resourceVersion", plan.ResourceVersion),
            Step("replace", "/spec/template", template)), "Deployment");

    public static ApiCall Eviction(AdmittedPlan plan, string pod, string uid) => new(
        HttpMethod.Post, ApiPaths.Eviction(plan.Operation.Target.Namespace, pod))
    {
        Query = Query(plan),
        Body = Bytes(EvictionBody(plan.Operation.Target.Namespace, pod, uid)),
        AuditId = plan.Operation.Id,
        Expected = new ExpectedObject("Status"),
    };

    public static JsonObject EvictionBody(string ns, string pod, string? uid)
    {
        var body = new JsonObject
        {
            ["apiVersion"] = "policy/v1",
            ["kind"] = "Eviction",
            ["metadata"] = new JsonObject { ["name"] = pod, ["namespace"] = ns },
        };
        if (uid is not null)
            body["deleteOptions"] = new JsonObject { ["preconditions"] = new JsonObject { ["uid"] = uid } };
        return body;
    }

    private static string DeploymentPath(AdmittedPlan plan) =>
        ApiPaths.Deployment(plan.Operation.Target.Namespace, plan.Operation.Target.Name);

    private static JsonObject Precondition(AdmittedPlan plan) =>
        new() { ["uid"] = plan.Operation.Target.Uid, ["resourceVersion"] = plan.ResourceVersion };

    private static JsonObject Step(string operation, string path, JsonNode value) =>
        new() { ["op"] = operation, ["path"] = path, ["value"] = value };

    private static ApiCall Patch(AdmittedPlan plan, string path, string contentType, JsonNode body, string kind) =>
        new(HttpMethod.Patch, path)
        {
            Query = Query(plan),
            Body = Bytes(body),
            ContentType = contentType,
            AuditId = plan.Operation.Id,
            Expected = new ExpectedObject(
                kind, plan.Operation.Target.Name, plan.Operation.Target.Namespace, plan.Operation.Target.Uid),
        };

    private static KeyValuePair<string, string>[] Query(AdmittedPlan plan) =>
    [
        new("fieldManager", FieldManager),
        new("fieldValidation", "Strict"),
        .. plan.DryRun ? [new KeyValuePair<string, string>("dryRun", "All")] : Array.Empty<KeyValuePair<string,
            string>>(),
    ];

    private static byte[] Bytes(JsonNode body) => Encoding.UTF8.GetBytes(body.ToJsonString(Json));
}
