namespace SpecSkills.Core.Audit;

/// <summary>The first record that is not what the chain says it should be.</summary>
/// <param name="Sequence">Number of the record that is bad or missing.</param>
/// <param name="Segment">File it is in, or should be.</param>
/// <param name="Line">1-based line in that file; 0 when the end of the file is meant.</param>
public sealed record AuditFault(AuditFaultKind Kind, long Sequence, string Segment, int Line, string Explanation)
{
    /// <summary>File and line, for a person.</summary>
    public string Place => Line > 0 ? $"{Segment} line {Line}" : $"after the last line of {Segment}";
}

/// <summary>What is wrong with a record.</summary>
public enum AuditFaultKind
{
    /// <summary>Its bytes are not those that the next record or a witness confirms.</summary>
    Altered,

    /// <summary>It is gone.</summary>
    Missing,

    /// <summary>It is there twice.</summary>
    Repeated,

    /// <summary>It is in the place of another.</summary>
    OutOfOrder,

    /// <summary>The line is not a record.</summary>
    Unreadable,

    /// <summary>The end is gone: a witness has seen more.</summary>
    Truncated,
}
