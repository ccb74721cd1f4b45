namespace SpecSkills.Tests;

/// <summary>Finds files of the repository the tests run in.</summary>
internal static class RepositoryFiles
{
    public static string Root { get; } = FindRoot();

    public static string PathOf(params string[] parts) => Path.Combine([Root, .. parts]);

    public static string Text(params string[] parts) => File.ReadAllText(PathOf(parts));

    /// <summary>Source files below a folder, generated and built ones left out.</summary>
    public static IEnumerable<string> Sources(params string[] parts) =>
        Directory.EnumerateFiles(PathOf(parts), "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Split(Path.DirectorySeparatorChar).Contains("obj"));

    private static string FindRoot()
    {
        for (var folder = AppContext.BaseDirectory; folder is not null; folder = Path.GetDirectoryName(folder))
            if (File.Exists(Path.Combine(folder, "SpecSkills.sln")))
                return folder;
        throw new InvalidOperationException("The tests do not run inside the repository.");
    }
}
