using System.Net.Http.Headers;
using System.Text.Json;
using k8s;
using k8s.Autorest;
using k8s.Models;
using SpecSkills.Kubernetes.Client;

namespace SpecSkills.Tests.Kubernetes.Servers;

/// <summary>Requests that the product never makes, through everything that its own go through.</summary>
internal static class RawRequests
{
    /// <summary>The smallest question there is.</summary>
    public static Task<ApiAnswer<VersionInfo>> VersionAsync(this ApiClient client) => client.AskAsync(
        (api, cancel) => api.Version.GetCodeWithHttpMessagesAsync(cancellationToken: cancel),
        new ExpectedObject("Version"), default);

    /// <summary>Any request: as a read where it is a GET, else as a write.</summary>
    public static Task<ApiAnswer<JsonElement>> SendAsync(
        this ApiClient client, string method, string target, byte[]? body = null, string? contentType = null,
        CancellationToken cancellation = default)
    {
        return method == "GET"
            ? client.AskAsync(CallAsync, null, cancellation)
            : client.WriteAsync(CallAsync, null, cancellation);

        async Task<HttpOperationResponse<JsonElement>> CallAsync(IKubernetes api, CancellationToken cancel)
        {
            var request = new HttpRequestMessage(
                HttpMethod.Parse(method), new Uri(client.Connection.Server, target));
            if (body is { Length: > 0 })
                request.Content = new ByteArrayContent(body)
                {
                    Headers = { ContentType = MediaTypeHeaderValue.Parse(contentType ?? "application/json") },
                };
            var response = await ((k8s.Kubernetes)api).HttpClient.SendAsync(
                request, HttpCompletionOption.ResponseHeadersRead, cancel);
            return new HttpOperationResponse<JsonElement>
            {
                Request = request,
                Response = response,
                Body = request.Answered,
            };
        }
    }
}
