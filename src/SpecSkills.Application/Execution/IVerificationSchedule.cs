namespace SpecSkills.Application.Execution;

/// <summary>Sees to it that an executed operation is verified by the process that executed it.</summary>
public interface IVerificationSchedule
{
    /// <summary>Takes an execution in charge. Returns at once.</summary>
    void Begin(string permitId);
}
