namespace SpecSkills.Storage.Blueprints;

/// <summary>Who last changed a line of a file, as git says.</summary>
/// <param name="Name">The author's name; null for a change that is not committed yet.</param>
/// <param name="At">When it was written.</param>
/// <param name="Commit">Abbreviated; null for a change that is not committed yet.</param>
public sealed record LineAuthor(string? Name, DateTimeOffset At, string? Commit);
