namespace SpecSkills.Core.Blueprints;

/// <summary>Where latency, throughput, errors and availability are read. No URL: those metrics are unbound.</summary>
/// <param name="PrometheusUrl">Base URL of a Prometheus query API, or null.</param>
/// <param name="Queries">Metric name (<c>latency_p95</c>) to PromQL with <c>$namespace $deployment $window</c>.</param>
public sealed record ObservabilityPolicy(Uri? PrometheusUrl, IReadOnlyDictionary<string, string> Queries);
