using System.Net.Http.Headers;
using System.Text.Json;
using k8s;
using k8s.Autorest;
using SpecSkills.Kubernetes.Configuration;

namespace SpecSkills.Kubernetes.Client;

/// <summary>
/// The official client, wired with what it lacks: see docs/adr/0032. Any of its operations can be called; all of them
/// leave what came of them on their request.
/// </summary>
internal sealed class OfficialClient : k8s.Kubernetes
{
    private readonly JsonSerializerOptions models;

    private OfficialClient(KubernetesClientConfiguration configuration, params DelegatingHandler[] handlers)
        : base(configuration, handlers) => models = configuration.JsonSerializerOptions;

    public static OfficialClient Make(
        ClusterConnection connection, CredentialSource credentials, ApiClientOptions options)
    {
        var credential = new CredentialHandler(credentials);
        var configuration = new KubernetesClientConfiguration
        {
            Host = connection.Server.ToString(),
            TlsServerName = connection.Trust.ServerName,
            UserAgent = options.UserAgent,
            // Each attempt has a limit of its own, on the timers of the options.
            HttpClientTimeout = Timeout.InfiniteTimeSpan,
            DisableHttp2 = true,
            // Trust is set here and not by SslCaCerts: with those the official client checks no server name.
            FirstMessageHandlerSetup = handler =>
                Transport.Configure(handler, connection, options, () => credential.Certificate),
        };
        return new OfficialClient(
            configuration, new RepeatingHandler(credentials, options), credential,
            new AnswerHandler(connection, options));
    }

    /// <summary>
    /// Hands out raw JSON as it was read when the answer was checked, which the official client has no way to do; reads
    /// anything else into its model. One that does not fit is malformed.
    /// </summary>
    protected override Task<HttpOperationResponse<T>> CreateResultAsync<T>(
        HttpRequestMessage httpRequest, HttpResponseMessage httpResponse, bool? watch,
        CancellationToken cancellationToken)
    {
        var result = new HttpOperationResponse<T> { Request = httpRequest, Response = httpResponse };
        if (httpRequest.Failed is not null) return Task.FromResult(result);
        if (typeof(T) == typeof(JsonElement))
        {
            result.Body = (T)(object)httpRequest.Answered;
            return Task.FromResult(result);
        }

        try
        {
            result.Body = KubernetesJson.Deserialize<T>(httpRequest.Answered, models);
        }
        catch (Exception e) when (e is JsonException or FormatException or ArgumentException or OverflowException
            or InvalidOperationException)
        {
            httpRequest.Fail(AnswerHandler.Malformed(
                (int)httpResponse.StatusCode, "a field of it holds another type than it should")).Dispose();
        }

        return Task.FromResult(result);
    }

    /// <summary>JSON has no charset: it is UTF-8.</summary>
    protected override MediaTypeHeaderValue GetHeader(object body)
    {
        var type = base.GetHeader(body);
        type.CharSet = null;
        return type;
    }
}
