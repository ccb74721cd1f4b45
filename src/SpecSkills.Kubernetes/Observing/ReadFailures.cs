using SpecSkills.Application.Ports;
using SpecSkills.Kubernetes.Client;

namespace SpecSkills.Kubernetes.Observing;

/// <summary>What a failed call means for a reading, with the next step.</summary>
internal static class ReadFailures
{
    public static ClusterReading<T>.Failed Of<T>(ApiError error, string what, Uri server)
    {
        var failure = error.Kind switch
        {
            ApiErrorKind.Unauthorized or ApiErrorKind.Forbidden or ApiErrorKind.NoCredential
                or ApiErrorKind.Untrusted => ClusterFailure.Forbidden,
            ApiErrorKind.NotFound or ApiErrorKind.NoSuchApi => ClusterFailure.NotFound,
            ApiErrorKind.Malformed or ApiErrorKind.Redirected or ApiErrorKind.Invalid => ClusterFailure.Malformed,
            _ => ClusterFailure.Unreachable,
        };
        return new ClusterReading<T>.Failed(failure,
            $"Reading {what} from {server.Authority}: {error.Message.TrimEnd('.')}. {Next(error.Kind)}".TrimEnd());
    }

    private static string Next(ApiErrorKind kind) => kind switch
    {
        ApiErrorKind.Unauthorized => "The credential is not accepted: log in anew, or name another context.",
        ApiErrorKind.Forbidden => "Give the account get and list on it (kubectl auth can-i --list shows what it has).",
        ApiErrorKind.NotFound => "Check spec.target.namespace and spec.target.deployment, and the context.",
        ApiErrorKind.NoSuchApi => "Is this address a Kubernetes API server?",
        ApiErrorKind.TimedOut or ApiErrorKind.ConnectionLost or ApiErrorKind.ServerTimeout
            or ApiErrorKind.ServerError or ApiErrorKind.GatewayError or ApiErrorKind.TooManyRequests => "Try again.",
        _ => "",
    };
}
