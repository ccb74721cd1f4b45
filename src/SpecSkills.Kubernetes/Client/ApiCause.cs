namespace SpecSkills.Kubernetes.Client;

/// <summary>One cause of a Status, its texts already safe to show.</summary>
public sealed record ApiCause(string? Reason, string? Field, string Message);
