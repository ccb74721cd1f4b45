namespace SpecSkills.EmbeddedCluster.Metrics.PromQl;

/// <summary>A function of the subset: its name and the types of its arguments.</summary>
internal sealed record PromFunction(string Name, params IReadOnlyList<PromType> Arguments)
{
    private static readonly PromFunction[] All =
    [
        new("rate", PromType.Matrix),
        new("increase", PromType.Matrix),
        new("avg_over_time", PromType.Matrix),
        new("max_over_time", PromType.Matrix),
        new("min_over_time", PromType.Matrix),
        new("sum_over_time", PromType.Matrix),
        new("count_over_time", PromType.Matrix),
        new("last_over_time", PromType.Matrix),
        new("quantile_over_time", PromType.Scalar, PromType.Matrix),
        new("histogram_quantile", PromType.Scalar, PromType.Vector),
        new("clamp_min", PromType.Vector, PromType.Scalar),
        new("clamp_max", PromType.Vector, PromType.Scalar),
        new("vector", PromType.Scalar),
    ];

    public static PromFunction? Find(string name) => Array.Find(All, function => function.Name == name);
}
