using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization;
using k8s;
using k8s.Autorest;
using SpecSkills.Core.Execution;
using SpecSkills.Kubernetes.Configuration;

namespace SpecSkills.Kubernetes.Client;

/// <summary>
/// The official client, wired with what it lacks: see docs/adr/0032. Any of its operations can be called; all of them
/// fail with <see cref="ApiFailureException"/>.
/// </summary>
internal sealed partial class OfficialClient : k8s.Kubernetes
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
        // The official client hands out any object as a JsonElement, and knows no way to read one.
        configuration.AddJsonOptions(json => json.TypeInfoResolverChain.Add(RawJson.Default));
        return new OfficialClient(
            configuration, new RepeatingHandler(credentials, options), credential,
            new AnswerHandler(connection, options));
    }

    /// <inheritdoc cref="AnswerHandler.Sent"/>
    public SentRequest Sent(HttpRequestMessage request, int status) => answers.Sent(request, status);

    /// <summary>Reads an answer into a model; one that does not fit is malformed.</summary>
    protected override async Task<HttpOperationResponse<T>> CreateResultAsync<T>(
        HttpRequestMessage httpRequest, HttpResponseMessage httpResponse, bool? watch,
        CancellationToken cancellationToken)
    {
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

    [JsonSerializable(typeof(JsonElement))]
    private sealed partial class RawJson : JsonSerializerContext;
}
