using System.Reflection;

namespace SpecSkills.Benchmarks;

/// <summary>The shipped files as inputs: what is measured is what ships.</summary>
internal static class Inputs
{
    public static string Root { get; } = FindRoot();

    public static byte[] FrontendBlueprint { get; } =
        File.ReadAllBytes(Path.Combine(Root, "blueprints", "frontend", "blueprint.yaml"));

    public static byte[] Policy { get; } =
        File.ReadAllBytes(Path.Combine(Root, "blueprints", "governance", "policies.yaml"));

    private static string FindRoot()
    {
        var start = Path.GetDirectoryName(Assembly.GetExecutingAssembly().Location);
        for (var folder = new DirectoryInfo(start!); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "SpecSkills.sln")))
                return folder.FullName;
        throw new InvalidOperationException("The benchmarks run outside a checkout: no SpecSkills.sln above them.");
    }
}
