using SpecSkills.Core.Governance.Assurance;
using SpecSkills.Hosting.Workspaces;

namespace SpecSkills.Hosting.Assurance;

/// <summary>
/// The level that every record carries: what was last found, unless the coding agent's settings no longer demand it.
/// Read again only when a file has changed.
/// </summary>
public sealed class AssuranceSource
{
    private readonly AssuranceFile file;
    private readonly ClaudeSettings settings;
    private (string Marks, AssuranceStanding Standing)? last;

    /// <summary>Of one workspace.</summary>
    public AssuranceSource(Workspace workspace)
    {
        file = new AssuranceFile(workspace);
        settings = new ClaudeSettings(workspace);
    }

    /// <summary>What is in force now.</summary>
    public AssuranceStanding Now()
    {
        var marks = string.Join(' ', settings.Files.Prepend(file.Path).Select(Mark));
        if (last is { } known && known.Marks == marks) return known.Standing;
        var reports = file.Read();
        var standing = AssuranceStanding.Of(reports, reports.Count == 0 ? null : settings.Examine([]).State);
        last = (marks, standing);
        return standing;
    }

    private static string Mark(string path)
    {
        var info = new FileInfo(path);
        return info.Exists ? $"{info.LastWriteTimeUtc.Ticks}/{info.Length}" : "-";
    }
}
