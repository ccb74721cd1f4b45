namespace SpecSkills.Core.Decisions;

/// <summary>
/// An operation as a caller hands it in. Only service and parameters are needed; the rest is there to be compared with
/// what planning finds, and an origin is never believed.
/// </summary>
public sealed record OperationRequest(string Service, OperationParameters Parameters)
{
    /// <summary>The object it was planned for, if the document says.</summary>
    public OperationTarget? Target { get; init; }

    /// <summary>Values it was planned from, if the document says.</summary>
    public FieldValues? Before { get; init; }

    /// <summary>Values it leads to, if the document says.</summary>
    public FieldValues? After { get; init; }

    /// <summary>The rule that made it, if the document says.</summary>
    public OperationOrigin? Origin { get; init; }

    /// <summary>The digest it was given, if the document says.</summary>
    public string? OperationId { get; init; }
}
