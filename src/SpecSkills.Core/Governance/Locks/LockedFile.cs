using SpecSkills.Core.Primitives;

namespace SpecSkills.Core.Governance.Locks;

/// <summary>One file as a person last accepted it.</summary>
/// <param name="File">Path relative to the repository, <c>blueprints/frontend/blueprint.yaml</c>.</param>
/// <param name="Version">The version it carried.</param>
/// <param name="Digest">SHA-256 of its raw bytes, which are kept under that name.</param>
/// <param name="AcceptedAt">When.</param>
/// <param name="AcceptedBy">The person, <c>person:local</c>.</param>
public sealed record LockedFile(
    string File, SemanticVersion Version, string Digest, DateTimeOffset AcceptedAt, string AcceptedBy);
