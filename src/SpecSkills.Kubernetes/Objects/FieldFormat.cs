namespace SpecSkills.Kubernetes.Objects;

/// <summary>How a field's canonical text stands in the Deployment's JSON.</summary>
internal enum FieldFormat
{
    /// <summary>A JSON integer.</summary>
    Number,

    /// <summary>A JSON string.</summary>
    Text,

    /// <summary>A JSON integer, or a string with a percent sign.</summary>
    NumberOrPercent,

    /// <summary>A quantity of processor time.</summary>
    Cpu,

    /// <summary>A quantity of bytes.</summary>
    Bytes,
}
