namespace SpecSkills.Tests.Locks;

/// <summary>Every field of the two formats, once; written from the rules and not from the tables under test.</summary>
internal static class FieldDirections
{
    private const string Window =
        """{"cron": "0 18 * * 5", "duration": "60h", "time_zone": "Europe/Berlin", "operations": []}""";

    /// <summary>The specification's example with every optional section that it leaves out.</summary>
    public static string BlueprintText { get; } = RepositoryFiles.Text("tests", "Data", "blueprints", "complete.yaml")
        .Replace("target_replicas: 2", "target_replicas: 3", StringComparison.Ordinal) + """

          target:
            namespace: default
            deployment: todo-frontend
            container: app
            helm:
              release: todo
              chart: blueprints/charts/todo-chatbot
              values:
                replicas: frontend.replicas
                cpu_request: frontend.cpu_request
                cpu_limit: frontend.cpu_limit
                memory_request: frontend.memory_request
                memory_limit: frontend.memory_limit
                ephemeral_storage: frontend.ephemeral_storage
                image: frontend.image
          observability:
            prometheus:
              url: http://prometheus:9090
              queries:
                latency_p50: p50
                latency_p95: p95
                latency_p99: p99
                throughput: rate
                error_rate: errors
                availability: up
        """;

    /// <summary>A policy in which every field is written, with a second group to name.</summary>
    public static string PolicyText { get; } = PolicyDiffTests.Full.Replace(
        "  delegations:", "    ops:\n      - person: person:ann\n  delegations:", StringComparison.Ordinal);

    public static IReadOnlyList<FieldDirection> Blueprint { get; } =
    [
        Fixed("apiVersion"),
        Fixed("kind"),
        Waits("metadata.name", "\"todo-frontend\"", "\"todo-other\""),
        Tunes("metadata.version", "\"1.0.0\"", "\"2.0.0\""),
        Tunes("metadata.description", "\"a\"", "\"b\""),
        Tunes("metadata.owner", "\"a\"", "\"b\""),
        Tunes("metadata.created", "\"2026-02-10\"", "\"2026-02-11\""),
        Tunes("metadata.labels.*", "\"a\"", "\"b\"") with { Example = ".team" },
        Widens("spec.resources.cpu.request", "\"50m\"", "\"60m\""),
        Widens("spec.resources.cpu.limit", "\"200m\"", "\"201m\""),
        Tunes("spec.resources.cpu.target_utilization", "\"70%\"", "\"60%\""),
        Tunes("spec.resources.cpu.optimization_threshold", "\"10%\"", "\"15%\""),
        Widens("spec.resources.memory.request", "\"128Mi\"", "\"129Mi\""),
        Widens("spec.resources.memory.limit", "\"512Mi\"", "\"1Gi\""),
        Tunes("spec.resources.memory.target_utilization", "\"80%\"", "\"60%\""),
        Tunes("spec.resources.memory.optimization_threshold", "\"10%\"", "\"15%\""),
        Widens("spec.resources.disk.ephemeral_storage", "\"1Gi\"", "\"2Gi\""),
        Widens("spec.performance.latency_p50", "\"100ms\"", "\"101ms\""),
        Widens("spec.performance.latency_p95", "\"200ms\"", "\"201ms\""),
        Widens("spec.performance.latency_p99", "\"500ms\"", "\"501ms\""),
        Widens("spec.performance.throughput_min", "\"100 req/s\"", "\"99 req/s\""),
        Tunes("spec.performance.throughput_target", "\"200 req/s\"", "\"300 req/s\""),
        Widens("spec.performance.availability", "\"99.9%\"", "\"99.8%\""),
        Widens("spec.performance.error_rate_max", "\"1%\"", "\"1.1%\""),
        Widens("spec.scaling.min_replicas", "2", "1"),
        Widens("spec.scaling.max_replicas", "5", "6"),
        Tunes("spec.scaling.target_replicas", "3", "4"),
        Tunes("spec.scaling.scale_up_threshold", "\"80%\"", "\"70%\""),
        Tunes("spec.scaling.scale_down_threshold", "\"30%\"", "\"20%\""),
        Tunes("spec.scaling.scale_up_increment", "1", "2"),
        Tunes("spec.scaling.scale_down_increment", "1", "2"),
        Tunes("spec.scaling.cooldown_period", "\"60s\"", "\"61s\""),
        Tunes("spec.scaling.scale_down_stabilization", "\"0s\"", "\"61s\""),
        Tunes("spec.scaling.metrics", """[{"type": "cpu", "weight": 1}]""", """[{"type": "memory", "weight": 1}]"""),
        Waits("spec.reliability.max_restart_count", "3", "4"),
        Widens("spec.reliability.restart_backoff", "\"exponential\"", "\"fixed\""),
        Waits("spec.reliability.rollback_on_failure", "true", "false"),
        Widens("spec.reliability.rollback_threshold", "2", "3"),
        Widens("spec.reliability.health_check_timeout", "\"30s\"", "\"31s\""),
        Waits("spec.reliability.readiness_probe.initial_delay", "\"10s\"", "\"11s\""),
        Waits("spec.reliability.readiness_probe.period", "\"10s\"", "\"11s\""),
        Waits("spec.reliability.readiness_probe.timeout", "\"5s\"", "\"6s\""),
        Waits("spec.reliability.readiness_probe.failure_threshold", "3", "4"),
        Waits("spec.reliability.liveness_probe.initial_delay", "\"30s\"", "\"31s\""),
        Waits("spec.reliability.liveness_probe.period", "\"30s\"", "\"31s\""),
        Waits("spec.reliability.liveness_probe.timeout", "\"5s\"", "\"6s\""),
        Waits("spec.reliability.liveness_probe.failure_threshold", "3", "4"),
        Widens("spec.reliability.verification_window", "\"60s\"", "\"59s\""),
        Widens("spec.reliability.strict_rollback", "true", "false"),
        Waits("spec.deployment.strategy", "\"RollingUpdate\"", "\"Recreate\""),
        Waits("spec.deployment.max_surge", "1", "2"),
        Waits("spec.deployment.max_unavailable", "0", "1"),
        Waits("spec.deployment.min_ready_seconds", "10", "11"),
        Waits("spec.deployment.revision_history_limit", "5", "6"),
        .. Shared("spec.governance."),
        Widens("spec.cost.monthly_budget", "\"100 USD\"", "\"101 USD\""),
        Widens("spec.cost.cost_per_replica", "\"20 USD\"", "\"19 USD\""),
        Tunes("spec.cost.optimization_priority", "\"balanced\"", "\"cost\""),
        Waits("spec.target.namespace", "\"default\"", "\"production\""),
        Waits("spec.target.deployment", "\"todo-frontend\"", "\"todo-other\""),
        Waits("spec.target.container", "\"app\"", "\"sidecar\""),
        Waits("spec.target.helm.release", "\"todo\"", "\"other\""),
        Waits("spec.target.helm.chart", "\"blueprints/charts/todo-chatbot\"", "\"blueprints/charts/other\""),
        .. new[]
        {
            "replicas", "cpu_request", "cpu_limit", "memory_request", "memory_limit", "ephemeral_storage", "image",
        }.Select(value => Waits($"spec.target.helm.values.{value}", "\"frontend.a\"", "\"frontend.b\"")),
        Waits("spec.observability.prometheus.url", "\"http://prometheus:9090\"", "\"http://other:9090\""),
        .. new[] { "latency_p50", "latency_p95", "latency_p99", "throughput", "error_rate", "availability" }
            .Select(query => Waits($"spec.observability.prometheus.queries.{query}", "\"a\"", "\"b\"")),
    ];

    public static IReadOnlyList<FieldDirection> Policy { get; } =
    [
        Fixed("apiVersion"),
        Fixed("kind"),
        Tunes("metadata.name", "\"todo-chatbot\"", "\"shop\""),
        Tunes("metadata.version", "\"1.0.0\"", "\"2.0.0\""),
        Tunes("metadata.description", "\"a\"", "\"b\""),
        Tunes("metadata.owner", "\"a\"", "\"b\""),
        .. Shared("spec."),
        Widens("spec.limits.operations_per_hour", "30", "31"),
        Widens("spec.limits.services_at_once", "2", "3"),
        Widens("spec.limits.breaker_threshold", "3", "4"),
        Widens("spec.limits.max_replicas", "10", "11"),
        Widens("spec.limits.max_cpu", "\"2\"", "\"2001m\""),
        Widens("spec.limits.max_memory", "\"4Gi\"", "\"4097Mi\""),
        Widens("spec.groups.*", """[{"person": "person:ann"}]""",
            """[{"person": "person:ann"}, {"person": "person:dan"}]""") with { Example = ".others" },
        Widens("spec.delegations", "[]", """[{"from": "person:ann", "to": "person:bob", "until": "2026-12-24"}]"""),
        Widens("spec.review_interval", "\"90d\"", "\"91d\""),
    ];

    private static FieldDirection[] Shared(string section) =>
    [
        Widens($"{section}agent_authority.allowed_operations", "[]", "[\"restart_failed_pods\"]"),
        Widens($"{section}agent_authority.requires_approval", "[\"change_image\"]", "[]"),
        Widens($"{section}agent_authority.forbidden_operations", "[\"delete_resources\"]", "[\"delete_service\"]"),
        Widens($"{section}approval_workflow.approvers", "[\"devops-team\"]", "[\"devops-team\", \"ops\"]"),
        Widens($"{section}approval_workflow.timeout", "\"1h\"", "\"2h\""),
        Widens($"{section}approval_workflow.auto_reject_on_timeout", "true", "false"),
        Waits($"{section}approval_workflow.notification_channels", "[\"slack://ops\"]", "[]"),
        Widens($"{section}approval_workflow.two_person", "true", "false"),
        Widens($"{section}audit.log_all_decisions", "true", "false"),
        Widens($"{section}audit.log_all_operations", "true", "false"),
        Widens($"{section}audit.retention_period", "\"90d\"", "\"89d\""),
        Fixed($"{section}audit.log_format"),
        Waits($"{section}audit.log_destination", "\"logs/agent-decisions/\"", "\"logs/elsewhere/\""),
        Widens($"{section}freeze_windows", $"[{Window}]", "[]"),
    ];

    private static FieldDirection Fixed(string path) => new(path, FieldWay.Fixed, "\"x\"", "\"other\"");

    private static FieldDirection Tunes(string path, string first, string second) =>
        new(path, FieldWay.Tunes, first, second);

    private static FieldDirection Widens(string path, string less, string more) =>
        new(path, FieldWay.Widens, less, more);

    private static FieldDirection Waits(string path, string first, string second) =>
        new(path, FieldWay.Waits, first, second);
}
