namespace SpecSkills.EmbeddedCluster.Values;

/// <summary>What came of reading JSON text: a value with the duplicate keys met, or an error.</summary>
/// <param name="Error">Worded as Go's decoder words it, since the API quotes it.</param>
/// <param name="DuplicateFields">Paths like <c>spec.template.spec.containers[0].name</c>, in order of
/// appearance.</param>
internal sealed record ParsedValue(Value? Value, string? Error, IReadOnlyList<string> DuplicateFields);
