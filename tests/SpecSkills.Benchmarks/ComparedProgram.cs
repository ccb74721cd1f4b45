using System.Diagnostics;

namespace SpecSkills.Benchmarks;

/// <summary>
/// Runs a script of <c>compare/</c> on the same input in the same run and prints what it measured beside our figure.
/// The packages it needs come from npm; where they or Node are missing it says how to get them and nothing is compared.
/// </summary>
internal static class ComparedProgram
{
    /// <param name="script">Its name in <c>compare/</c>.</param>
    /// <param name="input">What it reads: a file or a folder.</param>
    public static void Run(string script, string input)
    {
        var tools = Path.Combine(Inputs.Root, "artifacts", "test-tools");
        var path = Path.Combine(Inputs.Root, "tests", "SpecSkills.Benchmarks", "compare", script);
        try
        {
            var start = new ProcessStartInfo("node")
            {
                WorkingDirectory = Inputs.Root,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            };
            foreach (var argument in new[] { path, tools, input }) start.ArgumentList.Add(argument);
            using var process = Process.Start(start)!;
            var notes = process.StandardError.ReadToEndAsync();
            foreach (var line in process.StandardOutput.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries))
                Console.WriteLine($"// {line}");
            process.WaitForExit();
            if (process.ExitCode != 0)
                Console.WriteLine($"// {script} was not compared; its first lines say how: {notes.Result.Trim()}");
        }
        catch (System.ComponentModel.Win32Exception missing)
        {
            Console.WriteLine($"// {script} was not compared: {missing.Message}");
        }
    }
}
