using System.Globalization;
using SpecSkills.EmbeddedCluster.Controllers;
using SpecSkills.EmbeddedCluster.Machine;
using SpecSkills.EmbeddedCluster.Requests;
using SpecSkills.EmbeddedCluster.Schema;
using SpecSkills.EmbeddedCluster.Store;

namespace SpecSkills.EmbeddedCluster.Api;

/// <summary>POST pods/x/eviction: a deletion that asks the disruption budgets first.</summary>
internal sealed class EvictionEndpoint(MachineContext context, BodyReader bodies, ObjectDeleter deleter)
{
    public ApiResponse Handle(ApiRequest request, RequestTarget target)
    {
        if (request.Method != "POST")
            return Statuses.MethodNotAllowed();
        var options = WriteOptions.Read(request, "CreateOptions", context.Options.MinorVersion, out var refusal);
        var body = refusal is null
            ? bodies.ReadObject(request, context.Catalog.Schema["Eviction"], "policy", "v1", "Eviction",
                options.FieldValidation, [], out refusal)
            : null;
        if (body is null)
            return refusal!;
        if (body.Object("metadata")!.Text("name") is { } name && name != target.Name)
            return Statuses.BadRequest("name in URL does not match name in Eviction object");
        if (context.Store.Table(context.Catalog.Pods).Find(target.Namespace!, target.Name!) is not { } pod)
            return Statuses.NotFound(context.Catalog.Pods, target.Name!);
        var delete = DeleteOptions.Read(request, body.Object("deleteOptions"), context.Options.MinorVersion,
            out refusal);
        refusal ??= ObjectDeleter.CheckPreconditions(pod, delete);
        if (refusal is not null)
            return refusal;
        return Evict(pod, delete);
    }

    private ApiResponse Evict(StoredObject pod, DeleteOptions options)
    {
        var finished = pod.Status.Text("phase") is "Succeeded" or "Failed" or "Pending" || pod.IsDeleting;
        var budgets = finished ? [] : DisruptionController.Covering(context, pod);
        if (budgets.Count > 1)
            return Statuses.InternalError("This pod has more than one PodDisruptionBudget, which the eviction "
                + "subresource does not support.");
        if (budgets.Count == 1 && DisruptionController.Take(context, budgets[0], pod, options.DryRun) is { } refusal)
            return Refused(refusal);
        if (!options.DryRun)
            deleter.DeleteOne(MarkDisrupted(pod), options);
        return Statuses.Success(null, 201);
    }

    private StoredObject MarkDisrupted(StoredObject pod)
    {
        var condition = Obj.Of(
            ("type", "DisruptionTarget"),
            ("observedGeneration", context.Options.MinorVersion >= 36 ? pod.Metadata["generation"] : null),
            ("status", "True"),
            ("lastProbeTime", Null.Instance),
            ("lastTransitionTime", Times.Seconds(context.Now)),
            ("reason", "EvictionByEvictionAPI"),
            ("message", "Eviction API: evicting"));
        var conditions = pod.Status.Objects("conditions").Where(item => item.Text("type") != "DisruptionTarget");
        var status = context.Catalog.Schema["PodStatus"].Set(
            pod.Status, "conditions", Arr.Of([.. conditions, condition]));
        return context.Writer.Update(pod, pod.Value.With("status", status),
            new Ownership.FieldWriter("kube-apiserver", "v1", "status"));
    }

    // One cause; Retry-After only where waiting helps.
    private static ApiResponse Refused(BudgetRefusal refusal)
    {
        var cause = refusal.Outdated
            ? $"The disruption budget {refusal.Budget} is still being processed by the server."
            : string.Create(CultureInfo.InvariantCulture, $"The disruption budget {refusal.Budget} needs "
                + $"{refusal.Needs} healthy pods and has {refusal.Has} currently");
        var answer = Statuses.Failure(429, "TooManyRequests",
            "Cannot evict pod as it would violate the pod's disruption budget.", Obj.Of(
                ("causes", Arr.Of([Obj.Of(("reason", "DisruptionBudget"), ("message", cause))])),
                ("retryAfterSeconds", refusal.Outdated ? Num.Of(10) : null)));
        return refusal.Outdated ? answer.WithHeader("Retry-After", "10") : answer;
    }
}
