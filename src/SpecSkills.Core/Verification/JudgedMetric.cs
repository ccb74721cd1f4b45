namespace SpecSkills.Core.Verification;

/// <summary>What a target is measured by.</summary>
public enum JudgedMetric
{
    /// <summary>Usage / request, percent.</summary>
    Cpu,

    /// <summary>Usage / request, percent.</summary>
    Memory,

    /// <summary>Milliseconds.</summary>
    LatencyP50,

    /// <summary>Milliseconds.</summary>
    LatencyP95,

    /// <summary>Milliseconds.</summary>
    LatencyP99,

    /// <summary>Percent of requests.</summary>
    ErrorRate,

    /// <summary>Percent, of time or of wanted replicas.</summary>
    Availability,

    /// <summary>Requests per second; the one target that is a minimum of demand.</summary>
    Throughput,
}
