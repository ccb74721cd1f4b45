using System.Text.Json;
using k8s;
using k8s.Autorest;
using k8s.Models;
using SpecSkills.Core.Execution;
using SpecSkills.Kubernetes.Configuration;

namespace SpecSkills.Kubernetes.Client;

/// <summary>
/// One API server, asked through the official client. Every call is bounded in time and size; reads are repeated a
/// little, writes never. Failures are values; the only exception is the caller's own cancellation of a read, or of a
/// write not yet begun.
/// </summary>
public sealed class ApiClient : IDisposable
{
    /// <summary>kubectl's own page size is 500; pods are large, and a page must stay under the answer limit.</summary>
    private const int PageSize = 250;

    /// <summary>Lists of this program are one service's: 10,000 objects are a mistake or a lie.</summary>
    private const int PageLimit = 40;

    private readonly CredentialSource credentials;
    private readonly OfficialClient official;

    /// <summary>A client of the connection's server.</summary>
    public ApiClient(ClusterConnection connection, ApiClientOptions? options = null)
    {
        Connection = connection;
        var bounds = options ?? new ApiClientOptions();
        credentials = CredentialSource.For(connection.Credential, bounds.Timers);
        official = OfficialClient.Make(connection, credentials, bounds);
    }

    /// <summary>What it is connected to.</summary>
    public ClusterConnection Connection { get; }

    /// <summary>Reads one object as it is, with every field it has.</summary>
    public Task<ApiAnswer<JsonElement>> GetAsync(
        ApiResource resource, string ns, string name, CancellationToken cancellation, string? uid = null) =>
        AskAsync((client, cancel) => client.CustomObjects.GetNamespacedCustomObjectWithHttpMessagesAsync<JsonElement>(
                resource.Group, resource.Version, ApiResource.Checked(ns), resource.Plural, ApiResource.Checked(name),
                cancellationToken: cancel),
            new ExpectedObject(resource.Kind, name, ns, uid), cancellation);

    /// <summary>Reads one namespace.</summary>
    public Task<ApiAnswer<JsonElement>> GetNamespaceAsync(string name, CancellationToken cancellation) => AskAsync(
        (client, cancel) => client.CustomObjects.GetClusterCustomObjectWithHttpMessagesAsync<JsonElement>(
            "", "v1", "namespaces", ApiResource.Checked(name), cancellationToken: cancel),
        new ExpectedObject("Namespace", name), cancellation);

    /// <summary>Reads a whole list, page by page, of objects as they are.</summary>
    public async Task<ApiListing> ListAsync(
        ApiResource resource, string ns, string? labelSelector, CancellationToken cancellation)
    {
        // A continue token that has expired means starting over, once: the list moved on while it was read.
        var listing = await ListOnceAsync(resource, ns, labelSelector, cancellation);
        return listing is ApiListing.Failed { Error.Kind: ApiErrorKind.Expired }
            ? await ListOnceAsync(resource, ns, labelSelector, cancellation)
            : listing;
    }

    /// <summary>Asks whether the caller itself may do something: a question that changes nothing.</summary>
    public async Task<ApiAnswer<bool>> MayAsync(
        string verb, string group, string resource, string ns, CancellationToken cancellation)
    {
        var question = new V1SelfSubjectAccessReview
        {
            ApiVersion = "authorization.k8s.io/v1",
            Kind = "SelfSubjectAccessReview",
            Spec = new V1SelfSubjectAccessReviewSpec
            {
                ResourceAttributes = new V1ResourceAttributes
                {
                    NamespaceProperty = ns,
                    Verb = verb,
                    Group = group,
                    Resource = resource,
                },
            },
        };
        return await AskAsync((client, cancel) =>
                client.AuthorizationV1.CreateSelfSubjectAccessReviewWithHttpMessagesAsync(
                    question, cancellationToken: cancel), null, cancellation) switch
        {
            ApiAnswer<V1SelfSubjectAccessReview>.Answered review =>
                new ApiAnswer<bool>.Answered(review.Body.Status?.Allowed == true, review.Sent),
            ApiAnswer<V1SelfSubjectAccessReview>.Failed failed => new ApiAnswer<bool>.Failed(failed.Error, failed.Sent),
            _ => throw new InvalidOperationException("An answer that is not listed here."),
        };
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        official.Dispose();
        (credentials as IDisposable)?.Dispose();
    }

    /// <summary>Calls an operation of the official client that changes nothing.</summary>
    internal async Task<ApiAnswer<T>> AskAsync<T>(
        Func<IKubernetes, CancellationToken, Task<HttpOperationResponse<T>>> operation, ExpectedObject? expected,
        CancellationToken cancellation)
    {
        try
        {
            using var response = await operation(official, cancellation);
            var request = response.Request;
            var error = request.Failed;
            var sent = Sent(request, error?.StatusCode ?? (int)response.Response.StatusCode);
            if (error is null && expected?.Lie(request.Answered) is { } lie)
                error = AnswerHandler.Malformed(sent.Status, lie);
            return error is null
                ? new ApiAnswer<T>.Answered(response.Body, sent)
                : new ApiAnswer<T>.Failed(error, error.NothingSent ? null : sent);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            throw new OperationCanceledException(cancellation);
        }
    }

    /// <summary>
    /// Calls an operation that changes something, at most once. Once begun, the caller's token does not
    /// end it: only its own limit does.
    /// </summary>
    internal async Task<ApiAnswer<T>> WriteAsync<T>(
        Func<IKubernetes, CancellationToken, Task<HttpOperationResponse<T>>> operation, ExpectedObject? expected,
        CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        // Having a credential may mean running a program with a limit of its own; nothing is sent before it ends.
        return await credentials.ReadAsync(cancellation) is CredentialReading.Failed none
            ? new ApiAnswer<T>.Failed(new ApiError(ApiErrorKind.NoCredential, 0, null, none.Message), null)
            : await AskAsync(operation, expected, CancellationToken.None);
    }

    /// <summary>A request as the record has it: the path from the API's root on.</summary>
    private SentRequest Sent(HttpRequestMessage request, int status) => new(
        request.Method.Method,
        request.RequestUri!.PathAndQuery[Connection.Server.AbsolutePath.TrimEnd('/').Length..], status);

    private async Task<ApiListing> ListOnceAsync(
        ApiResource resource, string ns, string? labelSelector, CancellationToken cancellation)
    {
        var items = new List<JsonElement>();
        string? token = null;
        var path = "";
        for (var page = 0; page < PageLimit; page++)
            switch (await AskAsync(Page, new ExpectedObject(resource.Kind + "List"), cancellation))
            {
                case ApiAnswer<JsonElement>.Answered answered:
                    items.AddRange(answered.Body.ItemsAt("items"));
                    token = answered.Body.TextAt("metadata", "continue");
                    path = answered.Sent.Path.Split('?')[0];
                    if (string.IsNullOrEmpty(token)) return new ApiListing.Complete(items);
                    break;
                case ApiAnswer<JsonElement>.Failed failed:
                    return new ApiListing.Failed(failed.Error);
            }

        return new ApiListing.Failed(new ApiError(
            ApiErrorKind.Malformed, 200, null, $"The list {path} has more than {PageLimit} pages of {PageSize}."));

        Task<HttpOperationResponse<JsonElement>> Page(IKubernetes client, CancellationToken cancel) =>
            client.CustomObjects.ListNamespacedCustomObjectWithHttpMessagesAsync<JsonElement>(
                resource.Group, resource.Version, ApiResource.Checked(ns), resource.Plural, continueParameter: token,
                labelSelector: labelSelector, limit: PageSize, cancellationToken: cancel);
    }
}
