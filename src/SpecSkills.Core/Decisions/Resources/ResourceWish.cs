namespace SpecSkills.Core.Decisions.Resources;

/// <summary>What optimising one resource came to, in millicores or bytes.</summary>
/// <param name="Request">The request wanted.</param>
/// <param name="Limit">The limit that goes with it; null when the container has none.</param>
/// <param name="Why">The sentence with usage, target and step.</param>
internal sealed record ResourceWish(long Request, long? Limit, bool Reduces, string Why);
