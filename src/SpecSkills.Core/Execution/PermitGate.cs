using SpecSkills.Core.Decisions;
using SpecSkills.Core.Governance;
using SpecSkills.Core.Primitives;

namespace SpecSkills.Core.Execution;

/// <summary>
/// The policy enforcement point: compares a consumed permit with the world as it is at the moment of use. What it
/// admits is the only thing a cluster writer accepts.
/// </summary>
public static class PermitGate
{
    /// <summary>Admits an operation when permit, verdict as of now and the object as of now still agree.</summary>
    /// <param name="permit">The permit, already consumed in the state database (or untouched, for a dry run).</param>
    /// <param name="operation">What shall be executed.</param>
    /// <param name="verdictNow">Verdict of the policy in force now on the same operation.</param>
    /// <param name="policyDigestNow">Digest of the policy in force now.</param>
    /// <param name="blueprintDigestNow">Digest of the service's blueprint in force now.</param>
    /// <param name="facts">The object as just read.</param>
    /// <param name="now">The moment of use.</param>
    /// <param name="dryRun">Check everything, change nothing.</param>
    public static Admission Admit(
        Permit permit, Operation operation, Verdict verdictNow, string policyDigestNow, string blueprintDigestNow,
        FreshFacts facts, DateTimeOffset now, bool dryRun)
    {
        if (permit.Operation.Id != operation.Id || permit.Verdict.OperationId != operation.Id)
            return Refused(RuleNames.StaleObservation, "The permit is bound to another operation.");
        if (verdictNow.OperationId != operation.Id)
            return Refused(RuleNames.StaleObservation, "The present verdict is about another operation.");
        if (operation.Parameters is OperationParameters.Other)
            return new Admission.Refused(RuleNames.UnknownOperation,
                $"{WireWord.Of(operation.Kind)} is governed here and never executed, even with approval.",
                Conflict: false);
        if (now >= permit.ExpiresAt || now < permit.IssuedAt - EngineConstants.ClockTolerance)
            return Refused(RuleNames.StaleObservation,
                $"The permit was valid from {permit.IssuedAt:O} to {permit.ExpiresAt:O}.");
        if (policyDigestNow != permit.PolicyDigest)
            return Refused(RuleNames.StaleObservation, "The governance policy has changed since the permit was given.");
        if (blueprintDigestNow != operation.Blueprint.Digest)
            return Refused(RuleNames.StaleObservation, "The blueprint has changed since the permit was given.");
        if (verdictNow.Status == VerdictStatus.Blocked)
            return new Admission.Refused(verdictNow.Rule, verdictNow.Explanation, Conflict: false);
        if (verdictNow.Status == VerdictStatus.RequiresApproval && permit.ApprovalId is null)
            return new Admission.Refused(verdictNow.Rule, verdictNow.Explanation, Conflict: false);
        return (Admission?)SameObject(operation, facts)
            ?? new Admission.Admitted(
                new AdmittedPlan(operation, permit.Id, facts.ResourceVersion, dryRun, compensation: false));
    }

    /// <summary>
    /// Admits the one compensating rollback of an executed operation, past expiry, freeze and limits: it restores
    /// exactly the before-values, and only while the fields still hold what the operation set.
    /// </summary>
    /// <param name="permit">The permit of the operation to undo.</param>
    /// <param name="compensation">Made by <see cref="Compensation.Of"/>.</param>
    /// <param name="facts">The object as just read.</param>
    public static Admission AdmitCompensation(Permit permit, Operation compensation, FreshFacts facts)
    {
        if (!Compensation.IsPossible(permit.Operation))
            return new Admission.Refused(RuleNames.UnknownOperation,
                "What the operation changed cannot be put back exactly; a person decides what to do.", Conflict: false);
        if (Compensation.Of(permit.Operation).Id != compensation.Id)
            return Refused(RuleNames.StaleObservation, "This is not the rollback of the permitted operation.");
        return (Admission?)SameObject(compensation, facts)
            ?? new Admission.Admitted(
                new AdmittedPlan(compensation, permit.Id, facts.ResourceVersion, dryRun: false, compensation: true));
    }

    private static Admission.Refused? SameObject(Operation operation, FreshFacts facts)
    {
        if (facts.Target != operation.Target)
            return Refused(RuleNames.StaleObservation,
                "The object is not the one the plan was made for (cluster, name or uid).");
        if (!facts.Current.Equals(operation.Before))
            return Refused(RuleNames.StaleObservation, "The object's fields have changed since the plan was made.");
        return string.IsNullOrEmpty(facts.ResourceVersion)
            ? Refused(RuleNames.StaleObservation,
                "The object was read without a version: a write could not be tied to what was read.")
            : null;
    }

    private static Admission.Refused Refused(string rule, string explanation) => new(rule, explanation, Conflict: true);
}
