using SpecSkills.Application.Ports;

namespace SpecSkills.Application.Verification;

/// <summary>Where one step has brought an execution.</summary>
public abstract record AdvanceResult
{
    private AdvanceResult()
    {
    }

    /// <summary>Closed, by this step or before.</summary>
    public sealed record Closed(OperationEntry Entry) : AdvanceResult;

    /// <summary>Not yet: step again at <paramref name="Until"/>.</summary>
    /// <param name="Why">What it waits for.</param>
    public sealed record Waiting(OperationEntry Entry, DateTimeOffset Until, string Why) : AdvanceResult;

    /// <summary>No execution under that id.</summary>
    public sealed record Unknown : AdvanceResult;
}
