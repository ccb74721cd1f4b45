using SpecSkills.EmbeddedCluster.Schema;

namespace SpecSkills.EmbeddedCluster.Resources;

/// <summary>The kinds this cluster serves. Leaving one out here leaves it out of discovery too.</summary>
internal sealed class ResourceCatalog
{
    public ResourceCatalog(int minorVersion)
    {
        Schema = SchemaCatalog.For(minorVersion);
        Namespaces = Kind("", "v1", "Namespace", "namespaces",
            new PlainRules
            {
                Status = true,
                NameIsLabel = true,
                Fields = ["status.phase"],
                OnCreate = value => value
                    .With("metadata", LabelWithName(value.Object("metadata")!))
                    .With("spec", Obj.Of(("finalizers", Arr.Of([new Str("kubernetes")]))))
                    .With("status", Obj.Of(("phase", "Active"))),
            }, "", ["ns"], namespaced: false, subresources: [Subresource.Status("Namespace")]);
        Nodes = Kind("", "v1", "Node", "nodes", new PlainRules { Status = true, Fields = ["spec.unschedulable"] },
            "", ["no"], namespaced: false, subresources: [Subresource.Status("Node")]);
        Pods = Kind("", "v1", "Pod", "pods", new PodRules(Schema), "", ["po"], ["all"],
            subresources: [Subresource.Eviction, Subresource.Log, Subresource.Status("Pod")]);
        Services = Kind("", "v1", "Service", "services",
            new PlainRules { Status = true, NameIsLabel = true, OnCreate = ServiceDefaults.OnCreate },
            "", ["svc"], ["all"], subresources: [Subresource.Status("Service")]);
        ConfigMaps = Kind("", "v1", "ConfigMap", "configmaps", new PlainRules(), "", ["cm"]);
        Secrets = Kind("", "v1", "Secret", "secrets",
            new PlainRules { Fields = ["type"], OnCreate = SecretDefaults.OnCreate }, "");
        ServiceAccounts = Kind("", "v1", "ServiceAccount", "serviceaccounts", new PlainRules(), "", ["sa"]);
        Events = Kind("", "v1", "Event", "events", new EventRules(), "", ["ev"], type: "CoreEvent");
        Deployments = Kind("apps", "v1", "Deployment", "deployments", new DeploymentRules(Schema), "8aSe+NMegvE=",
            ["deploy"], ["all"], subresources: [Subresource.Scale, Subresource.Status("Deployment")]);
        ReplicaSets = Kind("apps", "v1", "ReplicaSet", "replicasets", new ReplicaSetRules(), "P1RzHs8/mWQ=",
            ["rs"], ["all"], subresources: [Subresource.Scale, Subresource.Status("ReplicaSet")]);
        Leases = Kind("coordination.k8s.io", "v1", "Lease", "leases", new LeaseRules(), "");
        Budgets = Kind("policy", "v1", "PodDisruptionBudget", "poddisruptionbudgets", new DisruptionBudgetRules(),
            "", ["pdb"], subresources: [Subresource.Status("PodDisruptionBudget")]);
        Autoscalers = Kind("autoscaling", "v2", "HorizontalPodAutoscaler", "horizontalpodautoscalers",
            new AutoscalerRules(), "", ["hpa"], ["all"],
            subresources: [Subresource.Status("HorizontalPodAutoscaler")]);
        All =
        [
            Namespaces, Nodes, Pods, Services, ConfigMaps, Secrets, ServiceAccounts, Events, Deployments, ReplicaSets,
            Leases, Budgets, Autoscalers,
        ];
    }

    public SchemaCatalog Schema { get; }

    public IReadOnlyList<ResourceKind> All { get; }

    public ResourceKind Namespaces { get; }

    public ResourceKind Nodes { get; }

    public ResourceKind Pods { get; }

    public ResourceKind Services { get; }

    public ResourceKind ConfigMaps { get; }

    public ResourceKind Secrets { get; }

    public ResourceKind ServiceAccounts { get; }

    public ResourceKind Events { get; }

    public ResourceKind Deployments { get; }

    public ResourceKind ReplicaSets { get; }

    public ResourceKind Leases { get; }

    public ResourceKind Budgets { get; }

    public ResourceKind Autoscalers { get; }

    private ResourceKind Kind(
        string group, string version, string kind, string plural, KindRules rules, string hash,
        string[]? shortNames = null, string[]? categories = null, bool namespaced = true, string? type = null,
        Subresource[]? subresources = null) =>
        new(group, version, kind, plural, Schema[type ?? kind])
        {
            Rules = rules,
            StorageVersionHash = hash,
            ShortNames = shortNames ?? [],
            Categories = categories ?? [],
            Namespaced = namespaced,
            Subresources = subresources ?? [],
        };

    private static Obj LabelWithName(Obj metadata) => metadata.With("labels",
        (metadata.Object("labels") ?? Obj.Empty).With("kubernetes.io/metadata.name", metadata.Text("name")));
}
