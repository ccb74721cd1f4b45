using System.Net.Sockets;

namespace SpecSkills.Kubernetes.Client;

/// <summary>What the network's exceptions mean: above all, whether anything was sent.</summary>
internal static class TransportErrors
{
    public static ApiError Read(Exception exception, Uri server)
    {
        var where = server.Authority;
        return (exception as HttpRequestException)?.HttpRequestError switch
        {
            HttpRequestError.NameResolutionError => Error(
                ApiErrorKind.Unreachable, $"The name of {where} is not known. Check the server in the kubeconfig."),
            HttpRequestError.ConnectionError => Error(
                ApiErrorKind.Unreachable, $"No connection to {where} ({Why(exception)}). Is the cluster running?"),
            HttpRequestError.ProxyTunnelError => Error(
                ApiErrorKind.Unreachable, $"The proxy made no connection to {where}. Check proxy-url and HTTPS_PROXY."),
            HttpRequestError.SecureConnectionError => Error(
                ApiErrorKind.Untrusted, $"The certificate of {where} was not accepted ({Innermost(exception)}). " +
                "Check certificate-authority and tls-server-name in the kubeconfig."),
            HttpRequestError.InvalidResponse or HttpRequestError.ConfigurationLimitExceeded
                or HttpRequestError.HttpProtocolError => Error(
                ApiErrorKind.Malformed, $"What {where} answered is not HTTP as a Kubernetes API speaks it."),
            _ when exception is InvalidDataException => Error(
                ApiErrorKind.Malformed, $"The compressed answer of {where} cannot be read."),
            _ => Error(ApiErrorKind.ConnectionLost, $"The connection to {where} ended before a whole answer."),
        };
    }

    private static string Why(Exception exception) =>
        exception.InnerException is SocketException socket ? $"{socket.SocketErrorCode}" : "no answer";

    private static string Innermost(Exception exception)
    {
        while (exception.InnerException is { } inner) exception = inner;
        return SafeText.Of(exception.Message, 160);
    }

    private static ApiError Error(ApiErrorKind kind, string message) => new(kind, 0, null, message);
}
