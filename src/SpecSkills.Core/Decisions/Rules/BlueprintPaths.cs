namespace SpecSkills.Core.Decisions.Rules;

/// <summary>The blueprint paths that rationales and references cite, each spelled once.</summary>
internal static class BlueprintPaths
{
    public const string MinReplicas = "spec.scaling.min_replicas";
    public const string MaxReplicas = "spec.scaling.max_replicas";
    public const string ScaleUpThreshold = "spec.scaling.scale_up_threshold";
    public const string ScaleDownThreshold = "spec.scaling.scale_down_threshold";
    public const string ScaleUpIncrement = "spec.scaling.scale_up_increment";
    public const string CooldownPeriod = "spec.scaling.cooldown_period";
    public const string ScaleDownStabilization = "spec.scaling.scale_down_stabilization";
    public const string Metrics = "spec.scaling.metrics";
    public const string LatencyP95 = "spec.performance.latency_p95";
    public const string MaxRestartCount = "spec.reliability.max_restart_count";
    public const string RestartBackoff = "spec.reliability.restart_backoff";
    public const string RollbackOnFailure = "spec.reliability.rollback_on_failure";
    public const string ReadinessProbe = "spec.reliability.readiness_probe";
    public const string LivenessProbe = "spec.reliability.liveness_probe";
    public const string CpuRequest = "spec.resources.cpu.request";
    public const string CpuLimit = "spec.resources.cpu.limit";
    public const string CpuTargetUtilization = "spec.resources.cpu.target_utilization";
    public const string CpuOptimizationThreshold = "spec.resources.cpu.optimization_threshold";
    public const string MemoryRequest = "spec.resources.memory.request";
    public const string MemoryLimit = "spec.resources.memory.limit";
    public const string MemoryTargetUtilization = "spec.resources.memory.target_utilization";
    public const string MemoryOptimizationThreshold = "spec.resources.memory.optimization_threshold";
    public const string EphemeralStorage = "spec.resources.disk.ephemeral_storage";
    public const string OptimizationPriority = "spec.cost.optimization_priority";
    public const string DeploymentSection = "spec.deployment";
}
