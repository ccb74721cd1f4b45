using System.Globalization;
using System.Security.Cryptography;
using System.Text;

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

    /// <summary>
    /// Writes the lock as if a person had accepted every file as it is now: what a workspace that was never used before
    /// goes by. After that only <c>specskills policy accept</c> does.
    /// </summary>
    public void Accept()
    {
        var folder = Path.Combine(Root, "blueprints", "governance");
        var text = new StringBuilder("apiVersion: infra.spec-driven.io/v1\nkind: PolicyLock\nfiles:\n");
        var files = Directory.EnumerateFiles(Path.Combine(Root, "blueprints"), "blueprint.yaml",
            SearchOption.AllDirectories).Append(Path.Combine(folder, "policies.yaml"));
        foreach (var file in files.Order(StringComparer.Ordinal))
        {
            var bytes = File.ReadAllBytes(file);
            var digest = Convert.ToHexStringLower(SHA256.HashData(bytes));
            var version = File.ReadLines(file).First(line => line.StartsWith("  version: ", StringComparison.Ordinal));
            Directory.CreateDirectory(Path.Combine(folder, "accepted"));
            File.WriteAllBytes(Path.Combine(folder, "accepted", digest + ".yaml"), bytes);
            text.Append(CultureInfo.InvariantCulture, $"  - file: {Path.GetRelativePath(Root, file)}\n  {version}\n")
                .Append(CultureInfo.InvariantCulture, $"    digest: sha256:{digest}\n")
                .Append("    accepted_at: \"2026-11-22T12:00:00Z\"\n    accepted_by: person:local\n");
        }

        File.WriteAllText(Path.Combine(folder, "policy.lock"), text.ToString());
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
