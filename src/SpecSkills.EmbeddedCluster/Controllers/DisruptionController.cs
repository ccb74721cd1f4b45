using SpecSkills.EmbeddedCluster.Machine;
using SpecSkills.EmbeddedCluster.Ownership;
using SpecSkills.EmbeddedCluster.Resources;
using SpecSkills.EmbeddedCluster.Schema;
using SpecSkills.EmbeddedCluster.Selection;
using SpecSkills.EmbeddedCluster.Store;

namespace SpecSkills.EmbeddedCluster.Controllers;

/// <summary>Keeps the status of PodDisruptionBudgets, and takes from them when a pod is evicted.</summary>
internal sealed class DisruptionController : IController
{
    private static readonly FieldWriter ControllerWriter = new("kube-controller-manager", "policy/v1", "status");
    private static readonly FieldWriter ServerWriter = new("kube-apiserver", "policy/v1", "status");
    // An allowed eviction whose pod was not deleted stops counting after this long.
    private static readonly TimeSpan DisruptionTimeout = TimeSpan.FromMinutes(2);

    private readonly MachineContext context;
    private readonly ControllerQueue queue;

    public DisruptionController(MachineContext context)
    {
        this.context = context;
        queue = new ControllerQueue(context, context.Options.ControllerDelay, Sync);
    }

    public void OnChange(Change change)
    {
        if (change.After.Kind == context.Catalog.Budgets && !change.Deleted)
            queue.Add(ObjectKey.Of(change.After));
        else if (change.After.Kind == context.Catalog.Pods)
            foreach (var budget in Covering(context, change.After))
                queue.Add(ObjectKey.Of(budget));
    }

    /// <summary>The budgets whose selector picks a pod.</summary>
    public static IReadOnlyList<StoredObject> Covering(MachineContext context, StoredObject pod) =>
        [.. context.Store.Table(context.Catalog.Budgets).List(pod.Namespace)
            .Where(budget => LabelFilter.Of(budget.Spec.Object("selector")).Matches(pod.Labels))];

    /// <summary>Takes one disruption from a budget; null when the budget allows it.</summary>
    public static BudgetRefusal? Take(MachineContext context, StoredObject budget, StoredObject pod, bool dryRun)
    {
        var status = budget.Status;
        var healthy = status.Integer("currentHealthy") ?? 0;
        var desired = status.Integer("desiredHealthy") ?? 0;
        if (!Conditions.IsTrue(pod.Status, "Ready") && healthy >= desired && desired > 0)
            return null;
        if ((status.Integer("observedGeneration") ?? 0) < (budget.Metadata.Integer("generation") ?? 0))
            return new BudgetRefusal(budget.Name, Outdated: true, desired, healthy);
        var allowed = status.Integer("disruptionsAllowed") ?? 0;
        if (allowed <= 0)
            return new BudgetRefusal(budget.Name, Outdated: false, desired, healthy);
        if (dryRun)
            return null;
        var disrupted = (status.Object("disruptedPods") ?? Obj.Empty).With(pod.Name, Times.Seconds(context.Now));
        var type = context.Catalog.Schema["PodDisruptionBudgetStatus"];
        status = type.Set(status.With("disruptionsAllowed", allowed - 1), "disruptedPods", disrupted);
        context.Writer.Update(budget, budget.Value.With("status", status), ServerWriter);
        return null;
    }

    private void Sync(ObjectKey key)
    {
        if (context.Store.Find(key) is not { } budget)
            return;
        var selector = LabelFilter.Of(budget.Spec.Object("selector"));
        var pods = context.Store.Table(context.Catalog.Pods).List(budget.Namespace)
            .Where(pod => selector.Matches(pod.Labels)).ToList();
        var (expected, desired) = Expect(budget.Spec, pods);
        var disrupted = StillDisrupted(budget, pods);
        var healthy = pods.Count(pod => !pod.IsDeleting && disrupted[pod.Name] is null
            && Conditions.IsTrue(pod.Status, "Ready"));
        var allowed = expected <= 0 ? 0 : Math.Max(0, healthy - desired);
        var generation = budget.Metadata["generation"];
        var now = Times.Seconds(context.Now);
        var current = Conditions.Find(budget.Status.Array("conditions"), "DisruptionAllowed");
        var wanted = allowed > 0 ? "True" : "False";
        var condition = Obj.Of(
            ("type", "DisruptionAllowed"), ("status", wanted), ("observedGeneration", generation),
            ("lastTransitionTime", current?.Text("status") == wanted ? current["lastTransitionTime"] : now),
            ("reason", allowed > 0 ? "SufficientPods" : "InsufficientPods"), ("message", ""));
        var status = Obj.Of(
            ("observedGeneration", generation),
            ("disruptedPods", disrupted.Count == 0 ? null : disrupted),
            ("disruptionsAllowed", allowed),
            ("currentHealthy", healthy),
            ("desiredHealthy", desired),
            ("expectedPods", expected),
            ("conditions", Arr.Of(
                [.. Conditions.Without(budget.Status.Array("conditions"), "DisruptionAllowed"), condition])));
        context.Writer.Update(budget, budget.Value.With("status", status), ControllerWriter);
    }

    private Obj StillDisrupted(StoredObject budget, List<StoredObject> pods)
    {
        var names = pods.Where(pod => !pod.IsDeleting).Select(pod => pod.Name).ToHashSet(StringComparer.Ordinal);
        var kept = Obj.Empty;
        foreach (var (name, since) in budget.Status.Object("disruptedPods") ?? Obj.Empty)
            if (names.Contains(name) && Times.Parse(((Str)since).Text) + DisruptionTimeout > context.Now)
            {
                kept = kept.With(name, since);
                queue.AddAfter(ObjectKey.Of(budget), DisruptionTimeout);
            }
        return kept;
    }

    // A count asked for as such needs no controllers; a percentage is of what their controllers ask for.
    private (long Expected, long Desired) Expect(Obj spec, List<StoredObject> pods)
    {
        if (spec["maxUnavailable"] is { } most)
        {
            var scale = ScaleOf(pods);
            return (scale, Math.Max(0, scale - IntOrPercent.Scale(most, scale, roundUp: true)));
        }
        if (spec["minAvailable"] is Str percent)
        {
            var scale = ScaleOf(pods);
            return (scale, IntOrPercent.Scale(percent, scale, roundUp: true));
        }
        return (pods.Count, IntOrPercent.Scale(spec["minAvailable"], pods.Count, roundUp: true));
    }

    private long ScaleOf(List<StoredObject> pods)
    {
        var owners = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var uid in pods.Select(pod => pod.ControllerUid).OfType<string>().Distinct())
        {
            if (context.Store.FindByUid(uid) is not { } rs)
                continue;
            var top = rs.ControllerUid is { } above && context.Store.FindByUid(above) is { } deployment ? deployment
                : rs;
            owners[top.Uid] = top.Spec.Integer("replicas") ?? 1;
        }
        return owners.Values.Sum();
    }
}
