namespace SpecSkills.Hosting;

/// <summary>How much is logged, from least to most.</summary>
public enum HostLogLevel
{
    /// <summary>Failures only.</summary>
    Error,

    /// <summary>And warnings: work continues, but something is wrong.</summary>
    Warning,

    /// <summary>And what is being done.</summary>
    Info,

    /// <summary>And details for finding a fault.</summary>
    Debug,
}
