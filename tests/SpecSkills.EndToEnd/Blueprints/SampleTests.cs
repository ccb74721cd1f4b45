using SpecSkills.EndToEnd.Harness;

namespace SpecSkills.EndToEnd.Blueprints;

/// <summary>Every line that a sample asks its reader to type works, in the order of its page.</summary>
public sealed class SampleTests
{
    private const string Service = "payments";

    [Fact]
    public async Task Ten_lines_bring_a_service_under_a_blueprint()
    {
        var kubectl = TestTools.OnPath("kubectl");
        TestTools.OnPath("script");
        using var workspace = new TestWorkspace();
        TestWorkspace.Copy(Path.Combine(BuiltProgram.Repository, "samples"), Path.Combine(workspace.Root, "samples"));
        var lines = Lines(await File.ReadAllTextAsync(
            Path.Combine(workspace.Root, "samples", Service, "README.md"), TestContext.Current.CancellationToken));
        Assert.Equal(10, lines.Count);

        var answers = new Dictionary<string, string>();
        foreach (var line in lines)
        {
            var result = await TypeAsync(workspace, kubectl, line);
            Assert.True(result.ExitCode == 0, $"{line}\n{result}");
            answers[line] = result.Answers;
        }

        Assert.Contains("Accepted payments", answers["./specskills policy accept"], StringComparison.Ordinal);
        Assert.StartsWith("payments hold", answers["./specskills decide payments"], StringComparison.Ordinal);
        Assert.Contains("payments  blueprint 1.0.0", answers["./specskills status"], StringComparison.Ordinal);
    }

    private static List<string> Lines(string page)
    {
        const string Begin = "```sh\n";
        var start = page.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length;
        var end = page.IndexOf("```", start, StringComparison.Ordinal);
        return [.. page[start..end].Split('\n', StringSplitOptions.RemoveEmptyEntries)];
    }

    private static Task<ProgramResult> TypeAsync(TestWorkspace workspace, string kubectl, string line)
    {
        var words = line.Split(' ');
        if (words[0] == "kubectl")
            return ProgramRun.ToEndAsync(ProgramRun.Start(kubectl, words[1..], workspace.Root), null);
        Assert.Equal("./specskills", words[0]);
        // Accepting takes a terminal, and the name typed there.
        return line.EndsWith(" policy accept", StringComparison.Ordinal)
            ? ProgramRun.ToEndAsync(
                ProgramRun.Start(
                    "script", ["-qec", $"{BuiltProgram.ShellWords} policy accept", "/dev/null"], workspace.Root,
                    ("TERM", "dumb")),
                Service + "\n")
            : ProgramRun.OfAsync(BuiltProgram.Cli, workspace, words[1..]);
    }
}
