namespace SpecSkills.EmbeddedCluster.Metrics.PromQl;

/// <summary>A parsed query. The type of each is one of Prometheus' scalar, instant vector and range vector.</summary>
internal abstract record PromExpression
{
    private PromExpression(int position) => Position = position;

    public int Position { get; }

    public abstract PromType Type { get; }

    public sealed record Number(int At, double Value) : PromExpression(At)
    {
        public override PromType Type => PromType.Scalar;
    }

    public sealed record Selector(int At, IReadOnlyList<LabelMatcher> Matchers) : PromExpression(At)
    {
        public override PromType Type => PromType.Vector;
    }

    public sealed record Range(int At, Selector Of, long LengthMilliseconds) : PromExpression(At)
    {
        public override PromType Type => PromType.Matrix;
    }

    /// <summary>An expression evaluated every step over a range, as in <c>rate(x[1m])[1h:30s]</c>.</summary>
    public sealed record Subquery(int At, PromExpression Of, long LengthMilliseconds, long StepMilliseconds)
        : PromExpression(At)
    {
        public override PromType Type => PromType.Matrix;
    }

    public sealed record Call(int At, PromFunction Function, IReadOnlyList<PromExpression> Arguments)
        : PromExpression(At)
    {
        public override PromType Type => PromType.Vector;
    }

    public sealed record Aggregate(
        int At, string Operator, PromExpression Of, IReadOnlyList<string> Labels, bool Without) : PromExpression(At)
    {
        public override PromType Type => PromType.Vector;
    }

    public sealed record Negate(int At, PromExpression Of) : PromExpression(At)
    {
        public override PromType Type => Of.Type;
    }

    public sealed record Binary(int At, string Operator, PromExpression Left, PromExpression Right)
        : PromExpression(At)
    {
        public override PromType Type =>
            Left.Type == PromType.Scalar && Right.Type == PromType.Scalar ? PromType.Scalar : PromType.Vector;
    }
}
