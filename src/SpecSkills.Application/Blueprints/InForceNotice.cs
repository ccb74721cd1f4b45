using SpecSkills.Core.Blueprints;

namespace SpecSkills.Application.Blueprints;

/// <summary>Said once when what is in force is not what stands in the file, and once when it is again.</summary>
/// <param name="File">The file, relative to the repository.</param>
/// <param name="Version">What stays or is in force; null when nothing is.</param>
/// <param name="Message">One sentence for people.</param>
/// <param name="Errors">Why the file is not in force; empty when it is.</param>
public sealed record InForceNotice(string File, string? Version, string Message, IReadOnlyList<Diagnostic> Errors);
