namespace SpecSkills.Core.Governance;

/// <summary>
/// States of an approval request: pending -> approved | rejected | expired | cancelled | superseded; approved ->
/// consumed or expired. Nothing is ever approved by time.
/// </summary>
public enum ApprovalState
{
    /// <summary>Waiting for a person, also when overdue.</summary>
    Pending,

    /// <summary>A person approved; its permit lives ten minutes.</summary>
    Approved,

    /// <summary>A person rejected it.</summary>
    Rejected,

    /// <summary>Not decided in time, or approved and not executed in time.</summary>
    Expired,

    /// <summary>Withdrawn by its requester, or ended by five wrong codes.</summary>
    Cancelled,

    /// <summary>The plan no longer fits the object, policy or blueprint.</summary>
    Superseded,

    /// <summary>Approved and executed.</summary>
    Consumed,
}
