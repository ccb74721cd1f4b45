namespace SpecSkills.EndToEnd.Harness;

/// <summary>
/// Programs of the build that these tests belong to: <c>artifacts/bin/&lt;project&gt;/&lt;configuration&gt;</c>. Where
/// <c>SPECSKILLS_TEST_PROGRAM</c> names another <c>specskills</c>, the native one, it is tested in this one's place.
/// </summary>
internal static class BuiltProgram
{
    public const string Variable = "SPECSKILLS_TEST_PROGRAM";

    public static readonly string Cli =
        Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } other ? Path.GetFullPath(other)
            : Find("SpecSkills.Cli", "specskills.dll");
    public static readonly string BlueprintParser = Find("BlueprintParser", "blueprint-parser.dll");
    public static readonly string DecisionEngine = Find("DecisionEngine", "decision-engine.dll");
    public static readonly string GovernanceEnforcer = Find("GovernanceEnforcer", "governance-enforcer.dll");
    public static readonly string ExecutionEngine = Find("ExecutionEngine", "execution-engine.dll");
    public static readonly string VerificationEngine = Find("VerificationEngine", "verification-engine.dll");

    /// <summary>The repository, found upwards from the test assembly.</summary>
    public static string Repository { get; } = FindRepository();

    /// <summary>What starts a program: itself, or dotnet where it is an assembly.</summary>
    public static IReadOnlyList<string> Start(string program) =>
        Path.GetExtension(program) == ".dll" ? ["dotnet", program] : [program];

    /// <summary>How a shell starts <see cref="Cli"/>.</summary>
    public static string ShellWords => string.Join(' ', Start(Cli).Select(word => $"'{word}'"));

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
