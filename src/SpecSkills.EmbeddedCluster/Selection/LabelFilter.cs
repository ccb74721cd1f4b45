namespace SpecSkills.EmbeddedCluster.Selection;

/// <summary>A label selector as read from an object or a query; all requirements must hold.</summary>
internal sealed class LabelFilter(IReadOnlyList<LabelRequirement> requirements)
{
    public static readonly LabelFilter Everything = new([]);

    public IReadOnlyList<LabelRequirement> Requirements { get; } = requirements;

    public bool IsEverything => Requirements.Count == 0;

    /// <summary>From matchLabels and matchExpressions.</summary>
    public static LabelFilter Of(Obj? selector)
    {
        var requirements = new List<LabelRequirement>();
        foreach (var (key, value) in selector?.Object("matchLabels") ?? Obj.Empty)
            requirements.Add(new(key, LabelOperator.In, [((Str)value).Text]));
        foreach (var expression in selector?.Objects("matchExpressions") ?? [])
            requirements.Add(new(expression.Text("key") ?? "", expression.Text("operator") switch
            {
                "In" => LabelOperator.In,
                "NotIn" => LabelOperator.NotIn,
                "DoesNotExist" => LabelOperator.Absent,
                _ => LabelOperator.Present,
            }, [.. expression.Array("values")?.Texts ?? []]));
        return new LabelFilter(requirements);
    }

    public bool Matches(Obj labels)
    {
        foreach (var requirement in Requirements)
            if (!requirement.Matches(labels))
                return false;
        return true;
    }

    /// <summary>The selector as a query writes it, e.g. <c>app=web,tier in (a,b)</c>.</summary>
    public override string ToString() => string.Join(",", Requirements);
}
