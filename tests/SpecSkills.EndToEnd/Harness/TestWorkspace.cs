namespace SpecSkills.EndToEnd.Harness;

/// <summary>A workspace of one test: a copy of the shipped blueprints in a folder that goes away with it.</summary>
internal sealed class TestWorkspace : IDisposable
{
    public TestWorkspace()
    {
        Root = Directory.CreateTempSubdirectory("specskills-test-").FullName;
        Copy(Path.Combine(BuiltProgram.Repository, "blueprints"), Path.Combine(Root, "blueprints"));
    }

    public string Root { get; }

    /// <summary>The frontend's blueprint.</summary>
    public string Frontend => Path.Combine(Root, "blueprints", "frontend", "blueprint.yaml");

    /// <summary>Changes a blueprint's text.</summary>
    public static void Edit(string file, string from, string to)
    {
        var text = File.ReadAllText(file);
        Assert.Contains(from, text, StringComparison.Ordinal);
        File.WriteAllText(file, text.Replace(from, to, StringComparison.Ordinal));
    }

    public void Dispose()
    {
        // A test that started this workspace's cluster ends it with the workspace.
        if (File.Exists(Path.Combine(Root, ".specskills", "cluster", "cluster.json")))
            ProgramRun.OfAsync(BuiltProgram.Cli, this, "cluster", "down").GetAwaiter().GetResult();
        Directory.Delete(Root, recursive: true);
    }

    /// <summary>Copies a folder with everything in it.</summary>
    public static void Copy(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var file in Directory.EnumerateFiles(from)) File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
        foreach (var folder in Directory.EnumerateDirectories(from))
            Copy(folder, Path.Combine(to, Path.GetFileName(folder)));
    }
}
