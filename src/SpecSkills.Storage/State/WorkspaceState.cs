using SpecSkills.Application.Ports;

namespace SpecSkills.Storage.State;

/// <summary>Every store of a workspace over its one state file.</summary>
public sealed class WorkspaceState : IDisposable
{
    /// <summary>Name of the file inside <c>.specskills</c>.</summary>
    public const string FileName = "state.db";

    private readonly StateDatabase database;

    /// <summary>Over <paramref name="path"/>, which is made at the first use.</summary>
    /// <param name="owners">Tells of lease owners that have ended; without it every lease lasts its time.</param>
    public WorkspaceState(string path, StateOptions? options = null, ILeaseOwners? owners = null)
    {
        database = new StateDatabase(path, options);
        Decisions = new DecisionStore(database);
        Permits = new PermitStore(database);
        Approvals = new ApprovalStore(database);
        Journal = new OperationJournal(database, owners);
        Memory = new ServiceMemory(database);
        Callers = new CallerMemory(database);
    }

    /// <summary>Decisions made.</summary>
    public IDecisionStore Decisions { get; }

    /// <summary>Permits and their single use.</summary>
    public IPermitStore Permits { get; }

    /// <summary>Approval requests.</summary>
    public IApprovalStore Approvals { get; }

    /// <summary>Executions.</summary>
    public IOperationJournal Journal { get; }

    /// <summary>What is remembered of services.</summary>
    public IServiceMemory Memory { get; }

    /// <summary>What is remembered of callers.</summary>
    public ICallerMemory Callers { get; }

    /// <inheritdoc/>
    public void Dispose() => database.Dispose();
}
