using SpecSkills.Application.Ports;
using SpecSkills.Hosting.Workspaces;
using SpecSkills.Storage.Blueprints;
using SpecSkills.Storage.State;

namespace SpecSkills.Hosting.Wiring;

/// <summary>A workspace as a program uses it: blueprints, record, clock. Nothing is opened before it is asked for.</summary>
public sealed class OpenWorkspace : IDisposable
{
    private WorkspaceState? state;

    /// <summary>Opens it; fails only where a part that is asked for cannot be had.</summary>
    public OpenWorkspace(Workspace workspace, ProgramContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        Workspace = workspace;
        Time = SimulatedTime.ClockOf(workspace, context.Time);
    }

    /// <summary>Where it is.</summary>
    public Workspace Workspace { get; }

    /// <summary>The clock everything in it goes by.</summary>
    public TimeProvider Time { get; }

    /// <summary>Blueprints and policy.</summary>
    public IBlueprintRepository Blueprints => field ??= new BlueprintRepository(Workspace.Root);

    /// <summary>The record, where the policy in force says it is.</summary>
    public WorkspaceRecord Record =>
        field ??= new WorkspaceRecord(Workspace, Blueprints.Read().Policy?.Audit?.LogDestination);

    /// <summary>Decisions, permits, approvals, executions and memory, shared with every process of the workspace.</summary>
    public WorkspaceState State
    {
        get
        {
            if (state is not null) return state;
            Workspace.PrepareState();
            return state = new WorkspaceState(Workspace.Database);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => state?.Dispose();
}
