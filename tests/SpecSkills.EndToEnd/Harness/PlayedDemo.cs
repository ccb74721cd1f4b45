namespace SpecSkills.EndToEnd.Harness;

/// <summary>A demo played once for all tests that look at what it leaves.</summary>
[CollectionDefinition(nameof(PlayedDemo))]
public sealed class PlayedDemo : IAsyncLifetime, ICollectionFixture<PlayedDemo>
{
    internal TestWorkspace Workspace { get; } = new();

    internal ProgramResult Result { get; private set; } = null!;

    internal string Folder => Path.Combine(Workspace.Root, ".specskills", "demo");

    public async ValueTask InitializeAsync() => Result = await PlayAsync(Workspace);

    public ValueTask DisposeAsync()
    {
        Workspace.Dispose();
        return ValueTask.CompletedTask;
    }

    internal static Task<ProgramResult> PlayAsync(TestWorkspace workspace) =>
        ProgramRun.OfAsync(BuiltProgram.Cli, workspace, "demo", "--json", "--seed", "7");

    /// <summary>The same demo's remains in a workspace of one's own, to be changed.</summary>
    internal TestWorkspace Copy()
    {
        var copy = new TestWorkspace();
        TestWorkspace.Copy(Folder, Path.Combine(copy.Root, ".specskills", "demo"));
        return copy;
    }

    /// <summary>A command in the demo's own workspace.</summary>
    internal Task<ProgramResult> RunAsync(params string[] arguments) =>
        ProgramRun.OfAsync(BuiltProgram.Cli, Workspace, [.. arguments, "--workspace", Folder]);
}
