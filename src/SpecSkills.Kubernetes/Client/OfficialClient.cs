using System.Net.Http.Headers;
using System.Text.Json;
using k8s;
using k8s.Autorest;
using SpecSkills.Core.Execution;
using SpecSkills.Kubernetes.Configuration;

namespace SpecSkills.Kubernetes.Client;

/// <summary>
/// The official client, wired with what it lacks: see docs/adr/0032. Any of its operations can be called; all of them
/// fail with <see cref="ApiFailureException"/>.
/// </summary>
internal sealed class OfficialClient : k8s.Kubernetes
{
    private readonly AnswerHandler answers;

    private OfficialClient(
        KubernetesClientConfiguration configuration, RepeatingHandler repeating, CredentialHandler credentials,
        AnswerHandler answers)
        : base(configuration, repeating, credentials, answers) => this.answers = answers;

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

    /// <inheritdoc cref="AnswerHandler.Sent"/>
    public SentRequest Sent(HttpRequestMessage request, int status) => answers.Sent(request, status);

    /// <summary>
    /// Hands out raw JSON as it was read when the answer was checked, which the official client has no way to do; reads
    /// anything else into its model. One that does not fit is malformed.
    /// </summary>
    protected override async Task<HttpOperationResponse<T>> CreateResultAsync<T>(
        HttpRequestMessage httpRequest, HttpResponseMessage httpResponse, bool? watch,
        CancellationToken cancellationToken)
    {
        if (typeof(T) == typeof(JsonElement) && httpRequest.Options.TryGetValue(AnswerHandler.Raw, out var raw))
            return new HttpOperationResponse<T>
            {
                Request = httpRequest,
                Response = httpResponse,
                Body = (T)(object)raw,
            };
        var sent = Sent(httpRequest, (int)httpResponse.StatusCode);
        try
        {
            return await base.CreateResultAsync<T>(httpRequest, httpResponse, watch, cancellationToken);
        }
        catch (Exception e) when (e is JsonException or FormatException or ArgumentException or OverflowException
            or InvalidOperationException)
        {
            throw new ApiFailureException(
                AnswerHandler.Malformed(sent.Status, "a field of it holds another type than it should"), sent);
        }
    }

    /// <summary>JSON has no charset: it is UTF-8.</summary>
    protected override MediaTypeHeaderValue GetHeader(object body)
    {
        var type = base.GetHeader(body);
        type.CharSet = null;
        return type;
    }
}
