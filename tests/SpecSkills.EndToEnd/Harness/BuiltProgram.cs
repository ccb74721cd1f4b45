namespace SpecSkills.EndToEnd.Harness;

/// <summary>
/// Programs of the build that these tests belong to: <c>artifacts/bin/&lt;project&gt;/&lt;configuration&gt;</c>.
/// </summary>
internal static class BuiltProgram
{
    public static readonly string Cli = Find("SpecSkills.Cli", "specskills.dll");
    public static readonly string BlueprintParser = Find("BlueprintParser", "blueprint-parser.dll");
    public static readonly string DecisionEngine = Find("DecisionEngine", "decision-engine.dll");
    public static readonly string GovernanceEnforcer = Find("GovernanceEnforcer", "governance-enforcer.dll");
    public static readonly string ExecutionEngine = Find("ExecutionEngine", "execution-engine.dll");
    public static readonly string VerificationEngine = Find("VerificationEngine", "verification-engine.dll");

    /// <summary>The repository, found upwards from the test assembly.</summary>
    public static string Repository { get; } = FindRepository();

    private static string Find(string project, string file)
    {
        var own = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
        return Path.Combine(own.Parent!.Parent!.FullName, project, own.Name, file);
    }

    private static string FindRepository()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "SpecSkills.sln")))
                return folder.FullName;
        throw new InvalidOperationException("The tests do not stand inside the repository.");
    }
}
