using SpecSkills.Core.Decisions;

namespace SpecSkills.Application.Evaluations;

/// <summary>
/// An operation that a caller hands in to be judged. One of an unknown kind gets a verdict too.
/// </summary>
public abstract record OperationInput
{
    private OperationInput()
    {
    }

    /// <summary>An operation of a known kind.</summary>
    public sealed record Known(OperationRequest Request) : OperationInput;

    /// <summary>A word that is no kind, and the digest of the document it stood in.</summary>
    public sealed record Nameless(string Kind, string Digest) : OperationInput;
}
