using System.Diagnostics;

namespace SpecSkills.EndToEnd.Harness;

/// <summary>
/// A file system of one mebibyte in memory, mounted on a folder. Mounting takes root; where that is not to be had the
/// running test is skipped, except in CI.
/// </summary>
internal sealed class SmallDisk : IDisposable
{
    private readonly string folder;

    private SmallDisk(string folder) => this.folder = folder;

    /// <summary>Mounts it; the folder is made if there is none.</summary>
    public static SmallDisk MountedAt(string folder)
    {
        Directory.CreateDirectory(folder);
        var (exit, notes) = Run("mount", "-t", "tmpfs", "-o", "size=1m,mode=1777", "specskills-test", folder);
        if (exit != 0) TestTools.Missing($"A small file system cannot be mounted: {notes.Trim()}");
        return new SmallDisk(folder);
    }

    /// <summary>From now on no process can write, not even root.</summary>
    public void Protect()
    {
        var (exit, notes) = Run("mount", "-o", "remount,ro", folder);
        if (exit != 0) throw new InvalidOperationException(notes);
    }

    /// <summary>Takes every page there is.</summary>
    public void Fill()
    {
        using var filler = new FileStream(Filler, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        var page = new byte[512];
        try
        {
            while (true) filler.Write(page);
        }
        catch (IOException)
        {
            // Full: what was wanted.
        }
    }

    /// <summary>Gives the space back.</summary>
    public void Free() => File.Delete(Filler);

    /// <summary>Unmounts it; also where a program still holds a file, so that nothing is left behind.</summary>
    public void Dispose() => Run("umount", "--lazy", folder);

    private string Filler => Path.Combine(folder, "filler");

    private static (int Exit, string Notes) Run(string program, params string[] arguments)
    {
        // Who is not root may still be allowed to become it without being asked for a password.
        string[] command = Environment.IsPrivilegedProcess
            ? [program, .. arguments] : ["sudo", "-n", program, .. arguments];
        try
        {
            var start = new ProcessStartInfo(command[0]) { RedirectStandardError = true };
            foreach (var argument in command.Skip(1)) start.ArgumentList.Add(argument);
            using var process = Process.Start(start)!;
            var notes = process.StandardError.ReadToEnd();
            process.WaitForExit();
            return (process.ExitCode, notes);
        }
        catch (System.ComponentModel.Win32Exception missing)
        {
            return (-1, missing.Message);
        }
    }
}
