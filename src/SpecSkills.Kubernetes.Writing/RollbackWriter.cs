using System.Text.Json;
using SpecSkills.Core.Execution;
using SpecSkills.Kubernetes.Client;
using SpecSkills.Kubernetes.Objects;

namespace SpecSkills.Kubernetes.Writing;

/// <summary>Puts back the template of an earlier revision, as its ReplicaSet still has it.</summary>
internal sealed class RollbackWriter(ApiClient client)
{
    public async Task<WriteResult> ExecuteAsync(AdmittedPlan plan, string revision, CancellationToken cancellation)
    {
        var listing = await client.ListAsync(
            ApiResource.ReplicaSets, plan.Operation.Target.Namespace, null, cancellation);
        if (listing is ApiListing.Failed unread)
            return WriteResult.NotSent(ReceiptStatus.Failure, $"The revisions cannot be read: {unread.Error.Message}");
        var owned = ((ApiListing.Complete)listing).Items
            .Where(set => PodOwnership.ControllerUid(set, "Deployment") == plan.Operation.Target.Uid
                && DeploymentFields.Revision(set) == revision)
            .ToList();
        if (owned.Count != 1 || TemplateDigest.Template(owned[0]) is not { } template)
            return WriteResult.Refused(
                $"Revision {SafeText.Of(revision, 20)} is not (or no longer) kept by the cluster: its history is " +
                "pruned by revisionHistoryLimit. Decide anew.");
        if (plan.Operation.After["template"] is { } planned && TemplateDigest.Of(owned[0]) != planned)
            return WriteResult.Refused(
                $"Revision {SafeText.Of(revision, 20)} no longer has the template the plan was made for. Decide anew.");
        var answer = await new WriteRequests(client).TemplateAsync(plan, template, cancellation);
        return answer is ApiAnswer<JsonElement>.Failed
        {
            Error: { Kind: ApiErrorKind.Invalid, StatusCode: 422, Causes.Count: 0 },
        } refused
            ? await FailedTestAsync(plan, refused)
            : PatchResult.OfDeployment(plan, answer);
    }

    /// <summary>
    /// A JSON patch whose test fails is answered like one whose path does not resolve: only the object itself tells
    /// whether it moved. The request was answered, so the check cannot be cancelled.
    /// </summary>
    private async Task<WriteResult> FailedTestAsync(AdmittedPlan plan, ApiAnswer<JsonElement>.Failed refused)
    {
        var target = plan.Operation.Target;
        var now = await client.GetAsync(
            ApiResource.Deployments, target.Namespace, target.Name, CancellationToken.None);
        var moved = now is ApiAnswer<JsonElement>.Answered { Body: var body }
            && (body.TextAt("metadata", "resourceVersion") != plan.ResourceVersion
                || body.TextAt("metadata", "uid") != target.Uid);
        return new WriteResult(
            moved ? ReceiptStatus.Conflict : ReceiptStatus.Failure, PatchResult.Sent(refused), null,
            moved ? "The Deployment has changed since it was read." : refused.Error.Message);
    }
}
