using SpecSkills.EmbeddedCluster.Schema;
using SpecSkills.EmbeddedCluster.Validation;

namespace SpecSkills.EmbeddedCluster.Resources;

/// <summary>Pods, with what admission adds to them.</summary>
internal sealed class PodRules(SchemaCatalog catalog) : KindRules
{
    private const int DefaultTolerationSeconds = 300;

    public override bool TracksGeneration => true;

    public override bool HasStatus => true;

    public override IReadOnlyList<string> SelectableFields =>
    [
        "spec.nodeName", "spec.restartPolicy", "spec.schedulerName", "spec.serviceAccountName", "spec.hostNetwork",
        "status.phase", "status.podIP", "status.nominatedNodeName",
    ];

    public override Obj Default(Obj value)
    {
        var spec = PodSpecRules.RequestsFromLimits(PodSpecRules.Default(value.Object("spec") ?? Obj.Empty));
        return value.With("spec", Set(spec, "enableServiceLinks", spec["enableServiceLinks"] ?? Bool.True));
    }

    public override Obj PrepareForCreate(Obj value)
    {
        var spec = value.Object("spec")!;
        spec = Set(spec, "serviceAccountName", spec.Text("serviceAccountName") ?? "default");
        spec = Set(spec, "serviceAccount", spec.Text("serviceAccountName"));
        spec = Set(spec, "tolerations", Tolerations(spec.Array("tolerations") ?? Arr.Empty));
        spec = Set(spec, "priority", spec["priority"] ?? 0);
        spec = Set(spec, "preemptionPolicy", spec["preemptionPolicy"] ?? new Str("PreemptLowerPriority"));
        return value.With("spec", spec).With("status", Obj.Of(("phase", "Pending"), ("qosClass", QosClass(spec))));
    }

    public override void Validate(Obj value, ValidationErrors errors)
    {
        MetadataValidation.Validate(value, nameIsLabel: false, errors);
        PodSpecRules.Validate(value.Object("spec")!, "spec", errors);
    }

    public override void ValidateUpdate(Obj value, Obj old, ValidationErrors errors)
    {
        if (!Equals(WithoutChangeable(value.Object("spec")!), WithoutChangeable(old.Object("spec")!)))
            errors.Forbidden("spec",
                "pod updates may not change fields other than `spec.containers[*].image`,"
                + "`spec.initContainers[*].image`,`spec.activeDeadlineSeconds`,`spec.tolerations` (only additions to "
                + "existing tolerations),`spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it was "
                + "previously negative)");
    }

    /// <summary>
    /// Guaranteed when every container's requests equal its limits, BestEffort when there are none at all.
    /// </summary>
    public static string QosClass(Obj spec)
    {
        var any = false;
        var guaranteed = true;
        foreach (var container in spec.Objects("containers"))
        {
            var requests = container.Object("resources")?.Object("requests");
            var limits = container.Object("resources")?.Object("limits");
            any |= requests is { Count: > 0 } || limits is { Count: > 0 };
            foreach (var name in (ReadOnlySpan<string>)["cpu", "memory"])
                guaranteed &= limits?.Text(name) is { } limit && (requests?.Text(name) ?? limit) == limit;
        }
        return !any ? "BestEffort" : guaranteed ? "Guaranteed" : "Burstable";
    }

    private static Obj WithoutChangeable(Obj spec)
    {
        foreach (var list in (ReadOnlySpan<string>)["containers", "initContainers"])
            if (spec.Array(list) is { } containers)
                spec = spec.With(list, Arr.Of(containers.Objects.Select(container => container.With("image", null))));
        return spec.With("tolerations", null).With("activeDeadlineSeconds", null);
    }

    private static Arr Tolerations(Arr given)
    {
        var all = given.ToList();
        foreach (var key in (ReadOnlySpan<string>)["node.kubernetes.io/not-ready", "node.kubernetes.io/unreachable"])
        {
            var taint = key;
            if (!given.Objects.Any(toleration => toleration.Text("key") == taint))
                all.Add(Obj.Of(("key", taint), ("operator", "Exists"), ("effect", "NoExecute"),
                    ("tolerationSeconds", DefaultTolerationSeconds)));
        }
        return Arr.Of(all);
    }

    private Obj Set(Obj spec, string field, Value? value) =>
        value is null ? spec : catalog["PodSpec"].Set(spec, field, value);
}
