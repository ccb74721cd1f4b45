namespace SpecSkills.Core.Blueprints.Changes;

/// <summary>The part of the version a change must raise, least first.</summary>
public enum VersionBump
{
    /// <summary>Nothing changed.</summary>
    None,

    /// <summary>Description, owner, labels, cost.</summary>
    Patch,

    /// <summary>Resources, performance, scaling, reliability, deployment, observability.</summary>
    Minor,

    /// <summary>Governance, target, name, format.</summary>
    Major,
}
