using SpecSkills.Core.Execution;
using SpecSkills.Kubernetes.Client;

namespace SpecSkills.Kubernetes.Writing;

/// <summary>What an error means for the change that was sent.</summary>
internal static class WriteOutcome
{
    public static ReceiptStatus Of(ApiError error) => error.Kind switch
    {
        ApiErrorKind.Conflict => ReceiptStatus.Conflict,
        // Another manager's fields, a budget, a server shedding load: refused before anything happened, and not
        // a failure.
        ApiErrorKind.FieldConflict or ApiErrorKind.DisruptionBudget or ApiErrorKind.TooManyRequests =>
            ReceiptStatus.Refused,
        // A refusal that cannot be read is still a refusal; only of a success or a gateway's word is the outcome open.
        ApiErrorKind.Malformed when error.StatusCode is >= 300 and < 500 => ReceiptStatus.Failure,
        _ => error.OutcomeUnknown ? ReceiptStatus.Unknown : ReceiptStatus.Failure,
    };
}
