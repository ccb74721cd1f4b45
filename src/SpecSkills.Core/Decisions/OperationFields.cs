using System.Globalization;
using SpecSkills.Core.Primitives;

namespace SpecSkills.Core.Decisions;

/// <summary>The fields an operation's parameters set, in <see cref="FieldValues"/> names.</summary>
public static class OperationFields
{
    /// <summary>What the parameters say, field by field; parts that stay as they are have no field.</summary>
    public static FieldValues Of(OperationParameters parameters) => parameters switch
    {
        OperationParameters.Scale scale => FieldValues.OfReplicas(scale.Replicas),
        OperationParameters.AdjustResources adjust => Resources(adjust),
        OperationParameters.RestartPods restart => FieldValues.Of("pods", string.Join(',', restart.Pods)),
        OperationParameters.Rollback rollback => FieldValues.Of("revision", rollback.ToRevision),
        OperationParameters.UpdateStrategy strategy => Strategy(strategy),
        OperationParameters.UpdateHealthChecks checks => HealthChecks(checks),
        OperationParameters.SetImage image => FieldValues.Of($"{image.Container}.image", image.Image),
        OperationParameters.Other other => FieldValues.Of("name", other.Name),
        _ => throw new InvalidOperationException($"Parameters of kind {parameters.Kind} are not listed here."),
    };

    /// <summary>Parameters of the same kind that set the given fields: how an operation is undone.</summary>
    public static OperationParameters ParametersFor(OperationParameters like, FieldValues fields) => like switch
    {
        OperationParameters.Scale => new OperationParameters.Scale(Number(fields, "replicas") ?? 0),
        OperationParameters.AdjustResources adjust => new OperationParameters.AdjustResources(
            adjust.Container,
            Cpu(fields[$"{adjust.Container}.cpu.request"]), Cpu(fields[$"{adjust.Container}.cpu.limit"]),
            Bytes(fields[$"{adjust.Container}.memory.request"]), Bytes(fields[$"{adjust.Container}.memory.limit"]))
        {
            EphemeralStorageRequest = Bytes(fields[$"{adjust.Container}.ephemeral_storage.request"]),
        },
        OperationParameters.UpdateStrategy => new OperationParameters.UpdateStrategy(
            fields["strategy.type"], fields["strategy.max_surge"], fields["strategy.max_unavailable"],
            Number(fields, "min_ready_seconds"), Number(fields, "revision_history_limit")),
        OperationParameters.UpdateHealthChecks checks => new OperationParameters.UpdateHealthChecks(
            checks.Container,
            Timing(fields, $"{checks.Container}.readiness_probe"),
            Timing(fields, $"{checks.Container}.liveness_probe")),
        OperationParameters.SetImage image =>
            new OperationParameters.SetImage(image.Container, fields[$"{image.Container}.image"] ?? ""),
        _ => throw new InvalidOperationException($"An operation of kind {like.Kind} cannot be undone."),
    };

    private static int? Number(FieldValues fields, string name) =>
        int.TryParse(fields[name], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static CpuQuantity? Cpu(string? text) => CpuQuantity.TryParse(text, out var value) ? value : null;

    private static ByteQuantity? Bytes(string? text) => ByteQuantity.TryParse(text, out var value) ? value : null;

    private static ProbeTiming? Timing(FieldValues fields, string prefix) =>
        Number(fields, $"{prefix}.period") is { } period
            ? new ProbeTiming(
                Number(fields, $"{prefix}.initial_delay") ?? 0, period,
                Number(fields, $"{prefix}.timeout") ?? 1, Number(fields, $"{prefix}.failure_threshold") ?? 3)
            : null;

    private static FieldValues Resources(OperationParameters.AdjustResources adjust) => Present(
        ($"{adjust.Container}.cpu.request", adjust.CpuRequest?.ToString()),
        ($"{adjust.Container}.cpu.limit", adjust.CpuLimit?.ToString()),
        ($"{adjust.Container}.memory.request", adjust.MemoryRequest?.ToString()),
        ($"{adjust.Container}.memory.limit", adjust.MemoryLimit?.ToString()),
        ($"{adjust.Container}.ephemeral_storage.request", adjust.EphemeralStorageRequest?.ToString()));

    private static FieldValues Strategy(OperationParameters.UpdateStrategy strategy) => Present(
        ("strategy.type", strategy.Strategy),
        ("strategy.max_surge", strategy.MaxSurge),
        ("strategy.max_unavailable", strategy.MaxUnavailable),
        ("min_ready_seconds", Text(strategy.MinReadySeconds)),
        ("revision_history_limit", Text(strategy.RevisionHistoryLimit)));

    private static FieldValues HealthChecks(OperationParameters.UpdateHealthChecks checks) => Present(
    [
        .. Probe($"{checks.Container}.readiness_probe", checks.Readiness),
        .. Probe($"{checks.Container}.liveness_probe", checks.Liveness),
    ]);

    private static IEnumerable<(string Name, string? Value)> Probe(string prefix, ProbeTiming? timing) =>
    [
        ($"{prefix}.initial_delay", Text(timing?.InitialDelaySeconds)),
        ($"{prefix}.period", Text(timing?.PeriodSeconds)),
        ($"{prefix}.timeout", Text(timing?.TimeoutSeconds)),
        ($"{prefix}.failure_threshold", Text(timing?.FailureThreshold)),
    ];

    private static string? Text(int? number) => number?.ToString(CultureInfo.InvariantCulture);

    /// <summary>The fields that have a value.</summary>
    internal static FieldValues Present(params ReadOnlySpan<(string Name, string? Value)> fields)
    {
        var present = new List<KeyValuePair<string, string>>(fields.Length);
        foreach (var (name, value) in fields)
            if (value is not null)
                present.Add(new(name, value));
        return new FieldValues(present);
    }
}
