namespace SpecSkills.Application.Ports;

/// <summary>
/// One message to people. Values are cleaned of control characters already; a channel escapes them for its own format.
/// No record type: nothing may print the code by printing the message.
/// </summary>
public sealed class Notice
{
    /// <summary>What happened, in the record's words: <c>approval.requested</c>.</summary>
    public required string Event { get; init; }

    /// <summary>One line that stands for the whole.</summary>
    public required string Title { get; init; }

    /// <summary>Labels and values, in the order they are read.</summary>
    public required IReadOnlyList<(string Label, string Value)> Lines { get; init; }

    /// <summary>The end of the audit chain as the message is written: a kept message is a witness.</summary>
    public required AuditPlace Head { get; init; }

    /// <summary>When it was written.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The requester's unchecked words; null when there are none.</summary>
    public string? RequestersWords { get; init; }

    /// <summary>What the person types in a terminal; null when the message asks for nothing.</summary>
    public string? Command { get; init; }

    /// <summary>The code to type there; goes only to channels that leave this machine.</summary>
    public string? Code { get; init; }
}
