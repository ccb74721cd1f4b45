namespace SpecSkills.Core.Blueprints.Changes;

/// <summary>Which part of the version a field belongs to.</summary>
internal static class FieldBumps
{
    private static readonly (string Prefix, VersionBump Bump)[] Table =
    [
        ("metadata.description", VersionBump.Patch),
        ("metadata.owner", VersionBump.Patch),
        ("metadata.created", VersionBump.Patch),
        ("metadata.labels", VersionBump.Patch),
        ("spec.cost", VersionBump.Patch),
        ("spec.resources", VersionBump.Minor),
        ("spec.performance", VersionBump.Minor),
        ("spec.scaling", VersionBump.Minor),
        ("spec.reliability", VersionBump.Minor),
        ("spec.deployment", VersionBump.Minor),
        ("spec.observability", VersionBump.Minor),
    ];

    /// <summary>The bump; a field the table does not name is a new contract, and so is governance and target.</summary>
    public static VersionBump Of(string path)
    {
        foreach (var (prefix, bump) in Table)
            if (path.StartsWith(prefix, StringComparison.Ordinal)
                && (path.Length == prefix.Length || path[prefix.Length] == '.'))
                return bump;
        return VersionBump.Major;
    }
}
