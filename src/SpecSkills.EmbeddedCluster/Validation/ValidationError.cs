namespace SpecSkills.EmbeddedCluster.Validation;

/// <summary>One cause of a 422: why, where, in which words.</summary>
internal sealed record ValidationError(string Reason, string Field, string Message);
