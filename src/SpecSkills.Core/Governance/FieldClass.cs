namespace SpecSkills.Core.Governance;

/// <summary>What a field of an operation is part of.</summary>
internal enum FieldClass
{
    Unclassified,
    Replicas,
    Resource,
    Strategy,
    HealthCheck,
    Image,
    Revision,
    Template,
    Pods,
    Existence,
    Name,
}
