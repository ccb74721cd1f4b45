using System.Diagnostics;
using System.Runtime.Versioning;

namespace SpecSkills.EndToEnd.Harness;

/// <summary>
/// A repository with the launcher and hardly anything else, whose dotnet is a script that tells what it was asked.
/// </summary>
[UnsupportedOSPlatform("windows")] // The launcher is a shell script.
internal sealed class LauncherFolder : IDisposable
{
    public LauncherFolder()
    {
        File.Copy(Path.Combine(BuiltProgram.Repository, "specskills"), Path.Combine(Root, "specskills"));
        Directory.CreateDirectory(Path.Combine(Root, "src"));
        Directory.CreateDirectory(Path.Combine(Root, "build"));
        File.WriteAllText(Path.Combine(Root, "src", "one.cs"), "");
        File.WriteAllText(Path.Combine(Root, "global.json"), "{}");
        File.WriteAllText(Path.Combine(Root, "Directory.Build.props"), "");
        Script("""
            case "$1" in
              --version) echo 10.0.100 ;;
              publish)
                echo "noise of a build"; native=
                for word; do
                  [ "$last" != --output ] || { folder=$word; mkdir -p "$folder"; }
                  [ "$word" != -p:PublishAot=true ] || native=yes
                  last=$word
                done
                if [ "$native" ]; then . "$0.native"; exit; fi
                echo built >>"$0.builds"; touch "$folder/specskills.dll"
                [ ! -e "$0.broken" ] || { echo "one.cs(1,1): error CS1002: ; expected"; exit 1; } ;;
              *) shift; echo "answer: $*"; cat ;;
            esac
            """);
    }

    public string Root { get; } = Directory.CreateTempSubdirectory("specskills-launcher-").FullName;

    /// <summary>How often it was built.</summary>
    public int Builds => File.Exists(Path.Combine(Root, "tools", "dotnet.builds"))
        ? File.ReadAllLines(Path.Combine(Root, "tools", "dotnet.builds")).Length : 0;

    public Task<ProgramResult> LaunchAsync(params string[] arguments) => ProgramRun.ToEndAsync(Start(arguments), null);

    public Process Start(params string[] arguments) => Start(arguments, ("SPECSKILLS_NATIVE", "never"));

    /// <summary>With other variables; native code is made unless they say otherwise.</summary>
    public Process Start(IReadOnlyList<string> arguments, params (string Name, string? Value)[] environment) =>
        ProgramRun.Start(Path.Combine(Root, "specskills"), arguments, Root,
            [("DOTNET_ROOT", Path.Combine(Root, "tools")), .. environment]);

    /// <summary>Another script in dotnet's place.</summary>
    public void Script(string body) => Tool("dotnet", body);

    /// <summary>A program of this folder's tools.</summary>
    public void Tool(string name, string body)
    {
        var file = Path.Combine(Directory.CreateDirectory(Path.Combine(Root, "tools")).FullName, name);
        File.WriteAllText(file, $"#!/bin/sh\n{body}\n");
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    public void Dispose() => Directory.Delete(Root, recursive: true);
}
