using SpecSkills.Core.Blueprints;

namespace SpecSkills.Core.Decisions;

/// <summary>One exact change to one service, bound to the object it was planned for.</summary>
/// <param name="Target">Cluster, namespace, name and uid it is for.</param>
/// <param name="Before">Touched fields as observed.</param>
/// <param name="After">Touched fields as they shall be.</param>
public sealed record Operation(
    string Service,
    OperationOrigin Origin,
    OperationParameters Parameters,
    OperationTarget Target,
    FieldValues Before,
    FieldValues After,
    BlueprintReference Blueprint)
{
    /// <summary>The kind, from the parameters.</summary>
    public OperationKind Kind => Parameters.Kind;

    /// <summary>
    /// Digest of the canonical operation (see <see cref="OperationDigest"/>): two operations with the same id are the
    /// same change to the same object by the same blueprint.
    /// </summary>
    public string Id => field ??= IsVersion1 ? OperationDigest.OfVersion1(this) : OperationDigest.Of(this);

    private bool IsVersion1 { get; init; }

    /// <summary>
    /// The operation under the id it was written with: its digest, or its digest of version 1, which an earlier build
    /// wrote. Null when the id is neither, so no operation ever has an id that is not a digest of its content.
    /// </summary>
    public Operation? WrittenAs(string? id)
    {
        if (id == Id) return this;
        var earlier = new Operation(this) { IsVersion1 = true };
        return id == earlier.Id ? earlier : null;
    }

    // The compiler's copy would carry the cached digest into "with" copies, which would then pass for the original.
    private Operation(Operation original)
    {
        Service = original.Service;
        Origin = original.Origin;
        Parameters = original.Parameters;
        Target = original.Target;
        Before = original.Before;
        After = original.After;
        Blueprint = original.Blueprint;
    }

    /// <summary>
    /// Equal is what has the same digest; lists inside parameters would otherwise compare by reference.
    /// </summary>
    public bool Equals(Operation? other) => other is not null && (ReferenceEquals(this, other) || Id == other.Id);

    /// <inheritdoc/>
    public override int GetHashCode() => Id.GetHashCode(StringComparison.Ordinal);
}

/// <summary>The object an operation is for. A uid tells a namesake from the original.</summary>
public sealed record OperationTarget(string Cluster, string Namespace, string Name, string Uid);
