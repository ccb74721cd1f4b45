using SpecSkills.Core.Blueprints;

namespace SpecSkills.Storage.Files;

/// <summary>A file's bytes, or the finding that says why there are none: exactly one of the two.</summary>
public sealed record BoundedFileContent(byte[]? Bytes, Diagnostic? Finding);
