using System.Diagnostics;

namespace SpecSkills.EndToEnd.Harness;

/// <summary>Starts programs as a person or a script would, with streams that are pipes.</summary>
internal static class ProgramRun
{
    /// <summary>
    /// Far more than anything here takes; a program that hangs fails its test instead of the whole run.
    /// </summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    /// <summary>A whole build on a machine whose every core runs tests.</summary>
    public static readonly TimeSpan BuildPatience = TimeSpan.FromMinutes(10);

    /// <summary>Runs a built program to its end.</summary>
    public static Task<ProgramResult> OfAsync(string program, TestWorkspace workspace, params string[] arguments) =>
        ToEndAsync(StartBuilt(program, arguments, workspace.Root), null);

    /// <summary>Runs a built program with something to read on stdin.</summary>
    public static Task<ProgramResult> WithInputAsync(
        string program, TestWorkspace workspace, string input, params string[] arguments) =>
        ToEndAsync(StartBuilt(program, arguments, workspace.Root), input);

    /// <summary>Starts a built program; the caller reads and ends it.</summary>
    public static Process StartBuilt(
        string program, IReadOnlyList<string> arguments, string folder,
        params (string Name, string? Value)[] environment)
    {
        var start = BuiltProgram.Start(program);
        return Start(start[0], [.. start.Skip(1), .. arguments], folder, environment);
    }

    /// <summary>Starts any program; the caller reads and ends it.</summary>
    public static Process Start(
        string file, IReadOnlyList<string> arguments, string folder, params (string Name, string? Value)[] environment)
    {
        var start = new ProcessStartInfo(file)
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        var own = start.Environment.Keys.Where(name => name.StartsWith("SPECSKILLS_", StringComparison.Ordinal));
        foreach (var name in own.ToList()) start.Environment.Remove(name);
        foreach (var (name, value) in environment) start.Environment[name] = value;
        return Process.Start(start) ?? throw new InvalidOperationException($"{file} did not start.");
    }

    /// <summary>Feeds it, reads both streams to their end and waits.</summary>
    public static async Task<ProgramResult> ToEndAsync(Process process, string? input, TimeSpan? patient = null)
    {
        using var started = process;
        using var patience = new CancellationTokenSource(patient ?? Patience);
        try
        {
            var answers = process.StandardOutput.ReadToEndAsync(patience.Token);
            var notes = process.StandardError.ReadToEndAsync(patience.Token);
            if (input is not null) await process.StandardInput.WriteAsync(input);
            process.StandardInput.Close();
            await process.WaitForExitAsync(patience.Token);
            return new ProgramResult(process.ExitCode, await answers, await notes);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"This hangs: {string.Join(' ', process.StartInfo.ArgumentList)}");
        }
    }
}
