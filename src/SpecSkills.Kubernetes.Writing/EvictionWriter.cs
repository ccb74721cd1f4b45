using System.Text.Json;
using k8s.Models;
using SpecSkills.Core.Execution;
using SpecSkills.Kubernetes.Client;
using SpecSkills.Kubernetes.Objects;

namespace SpecSkills.Kubernetes.Writing;

/// <summary>
/// Evicts named pods one after the other, each under its uid, and stops at the first that is not let go: a budget that
/// refuses one refuses the next.
/// </summary>
internal sealed class EvictionWriter(ApiClient client)
{
    public async Task<WriteResult> ExecuteAsync(
        AdmittedPlan plan, IReadOnlyList<string> pods, CancellationToken cancellation)
    {
        var target = plan.Operation.Target;
        var owners = new ReplicaSetOwners(client, target.Namespace, target.Uid);
        var requests = new WriteRequests(client);
        var sent = new List<SentRequest>();
        var gone = 0;
        foreach (var name in pods.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            // Between two evictions the state is whole: a caller that cancels there stops the rest.
            if (sent.Count > 0 && cancellation.IsCancellationRequested)
                return Ended(ReceiptStatus.Refused, "Cancelled before the remaining pods.");
            var pod = await client.GetAsync(
                ApiResource.Pods, target.Namespace, name, sent.Count > 0 ? CancellationToken.None : cancellation);
            if (pod is ApiAnswer<JsonElement>.Failed { Error: var unread })
            {
                if (unread.Kind == ApiErrorKind.NotFound) continue;
                return Ended(ReceiptStatus.Failure, $"Pod {name} cannot be read: {unread.Message}");
            }

            var body = ((ApiAnswer<JsonElement>.Answered)pod).Body;
            if (PodOwnership.IsTerminating(body)) continue;
            if (body.TextAt("metadata", "uid") is not { } uid || !await owners.OwnAsync(body, CancellationToken.None))
                return Ended(ReceiptStatus.Refused, $"Pod {name} does not belong to the Deployment the plan is for.");
            // The first is not sent for a caller that has cancelled; none is cut off once sent.
            if (sent.Count == 0) cancellation.ThrowIfCancellationRequested();
            var answer = await requests.EvictAsync(plan, name, uid, CancellationToken.None);
            if (answer is ApiAnswer<V1Eviction>.Answered answered)
            {
                sent.Add(answered.Sent);
                gone++;
                continue;
            }

            var failed = (ApiAnswer<V1Eviction>.Failed)answer;
            var error = failed.Error;
            sent.AddRange(PatchResult.Sent(failed));
            if (error.Kind == ApiErrorKind.NotFound) continue;
            // Another uid is a successor of that name, and the decision was not about it.
            var status = error.Kind == ApiErrorKind.Conflict ? ReceiptStatus.Refused : WriteOutcome.Of(error);
            return Ended(status, $"Pod {name}: {error.Message}");
        }

        return gone > 0
            ? new WriteResult(ReceiptStatus.Success, sent, null, null)
            : Ended(ReceiptStatus.Refused, "None of the named pods is there any more.");

        // What was evicted is evicted: a refusal or failure after it must not say that nothing was changed.
        WriteResult Ended(ReceiptStatus status, string why) => gone == 0 || status == ReceiptStatus.Unknown
            ? new WriteResult(status, sent, null, why)
            : new WriteResult(ReceiptStatus.Success, sent, null, $"{gone} of {pods.Count} pods were evicted. {why}");
    }
}
