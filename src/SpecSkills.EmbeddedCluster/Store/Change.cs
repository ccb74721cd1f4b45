namespace SpecSkills.EmbeddedCluster.Store;

/// <summary>
/// One committed change: the version before, the version after. A deletion's last version carries its revision.
/// </summary>
/// <param name="Before">Null when the object was created.</param>
/// <param name="Deleted">True when <paramref name="After"/> is the last version of a deleted object.</param>
internal sealed record Change(StoredObject? Before, StoredObject After, bool Deleted);
