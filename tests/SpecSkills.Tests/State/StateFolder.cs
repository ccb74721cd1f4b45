using SpecSkills.Storage.State;
using SpecSkills.Tests.Fakes;

namespace SpecSkills.Tests.State;

/// <summary>A folder of its own for one test, with as many openings of its state file as there are processes.</summary>
internal sealed class StateFolder : IDisposable
{
    private readonly string folder = ScratchDisk.NewFolder();
    private readonly List<WorkspaceState> opened = [];

    public string File => Path.Combine(folder, ".specskills", WorkspaceState.FileName);

    public string Root => folder;

    public WorkspaceState Open(StateOptions? options = null)
    {
        var state = new WorkspaceState(File, options);
        opened.Add(state);
        return state;
    }

    public void Dispose()
    {
        foreach (var state in opened) state.Dispose();
        Directory.Delete(folder, recursive: true);
    }
}
