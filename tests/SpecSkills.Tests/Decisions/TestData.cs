using System.Runtime.CompilerServices;

namespace SpecSkills.Tests.Decisions;

/// <summary>Where golden data lies: found from this file's own place, so that any working directory will do.</summary>
internal static class TestData
{
    public static string Folder { get; } = Path.GetFullPath(Path.Combine(SourceFolder(), "..", "..", "Data"));

    private static string SourceFolder([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;
}
