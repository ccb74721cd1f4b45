namespace SpecSkills.Core.Decisions.Resources;

/// <summary>
/// One resource of a container as it is used, in millicores or bytes, and what the blueprint wants of it.
/// </summary>
/// <param name="Usage">95th percentile for cpu, maximum for memory.</param>
/// <param name="TargetPercent">Wanted usage / request.</param>
/// <param name="ThresholdPercent">
/// Difference of the utilization from its target up to which nothing is proposed.
/// </param>
internal sealed record ResourceUtilization(
    long Request, long? Limit, long Usage, decimal TargetPercent, decimal ThresholdPercent)
{
    /// <summary>Usage / request, percent.</summary>
    public decimal UtilizationPercent => Usage * 100m / Request;

    /// <summary>The utilization is as near to its target as the blueprint asks for.</summary>
    public bool IsNearTarget => Math.Abs(UtilizationPercent - TargetPercent) <= ThresholdPercent;

    /// <summary>At most halved and doubled in one step, and never below the floor.</summary>
    public long Step(long wanted, Func<decimal, long> roundUp, long floor)
    {
        var most = Request > long.MaxValue / 2 ? long.MaxValue : Request * 2;
        var least = roundUp(Request / 2m);
        return Math.Max(Math.Min(Math.Max(wanted, least), most), floor);
    }

    /// <summary>The limit that keeps the limit:request ratio; the priority decides where that is not whole.</summary>
    public decimal? LimitFor(long request) => Limit is { } limit ? (decimal)limit * request / Request : null;
}
