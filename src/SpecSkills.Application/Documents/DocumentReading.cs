using SpecSkills.Core.Blueprints;

namespace SpecSkills.Application.Documents;

/// <summary>What reading a document gave: a value, or every finding about why there is none.</summary>
public sealed record DocumentReading<T>(T? Value, IReadOnlyList<Diagnostic> Diagnostics)
    where T : class
{
    /// <summary>True when there is a value to go on with.</summary>
    public bool IsValid => Value is not null && Diagnostics.Count == 0;
}
