namespace SpecSkills.EmbeddedCluster.Selection;

/// <summary>What a requirement asks of a label.</summary>
internal enum LabelOperator
{
    In,
    NotIn,
    Present,
    Absent,
    GreaterThan,
    LessThan,
}
