namespace SpecSkills.Tests.House;

/// <summary>The checkout the tests were built from, found from where they run.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    public static string PathOf(params string[] parts) => Path.Combine([Root, .. parts]);

    /// <summary>Source files below a folder, generated and built ones left out.</summary>
    public static IEnumerable<string> SourceFiles(params string[] parts) =>
        Directory.EnumerateFiles(PathOf(parts), "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}",
                StringComparison.Ordinal));

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "SpecSkills.sln")))
                return folder.FullName;
        throw new InvalidOperationException("The tests run outside a checkout: no SpecSkills.sln above them.");
    }
}
