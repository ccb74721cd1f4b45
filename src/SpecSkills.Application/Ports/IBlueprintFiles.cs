using SpecSkills.Core.Blueprints;
using SpecSkills.Core.Governance;

namespace SpecSkills.Application.Ports;

/// <summary>
/// Blueprint and policy files as they stand in the working tree, accepted or not. Commands that check or edit files go
/// by them; no permit is ever issued from them.
/// </summary>
public interface IBlueprintFiles
{
    /// <summary>Every file read by itself.</summary>
    WorkingFiles ReadFiles();

    /// <summary>The files held against each other, as they would be were all of them accepted.</summary>
    RepositorySnapshot Read();
}

/// <summary>The working tree's files as of one moment.</summary>
public sealed record WorkingFiles(IReadOnlyList<ServiceFile> Services, PolicyReading Policy);

/// <summary>One service's file as it stands.</summary>
/// <param name="Folder">Its folder below <c>blueprints/</c>.</param>
/// <param name="File">Path relative to the repository.</param>
/// <param name="Reading">What reading it gave, findings about it alone.</param>
public sealed record ServiceFile(string Folder, string File, BlueprintReading Reading);
