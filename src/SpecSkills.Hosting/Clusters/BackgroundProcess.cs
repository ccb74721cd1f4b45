using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;

namespace SpecSkills.Hosting.Clusters;

/// <summary>Starts a process that outlives us and shares none of our streams, and asks one to end.</summary>
public static class BackgroundProcess
{
    private const int Terminate = 15;

    /// <summary>Starts it; its words go to <paramref name="log"/>, added at its end.</summary>
    /// <remarks>
    /// A shell redirects all three streams before the program starts and ends at once, so that no reader of our
    /// streams to their end waits for the background process.
    /// </remarks>
    public static void Start(string program, IReadOnlyList<string> arguments, string log)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        var shell = new ProcessStartInfo("/bin/sh") { UseShellExecute = false };
        shell.ArgumentList.Add("-c");
        shell.ArgumentList.Add("log=$1; shift; \"$@\" </dev/null >>\"$log\" 2>&1 &");
        shell.ArgumentList.Add("sh");
        shell.ArgumentList.Add(log);
        shell.ArgumentList.Add(program);
        foreach (var argument in arguments) shell.ArgumentList.Add(argument);
        try
        {
            using var started = Process.Start(shell);
            started?.WaitForExit();
        }
        catch (Win32Exception missing)
        {
            throw new ProblemException(new Problem("A background process cannot be started.")
            {
                Place = shell.FileName,
                Found = missing.Message,
                Next = "start it yourself: specskills cluster up --foreground",
            });
        }
    }

    /// <summary>
    /// Leaves the terminal's session: Ctrl-C and the closing of the terminal that happened to start us are not for us.
    /// </summary>
    public static void LeaveSession()
    {
        if (!OperatingSystem.IsWindows()) _ = SetSession();
    }

    /// <summary>Asks a process to end in order; false when there is none.</summary>
    public static bool AskToEnd(int processId) => Kill(processId, Terminate) == 0;

    [DllImport("libc", EntryPoint = "setsid")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SetSession();

    [DllImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Kill(int processId, int signal);
}
