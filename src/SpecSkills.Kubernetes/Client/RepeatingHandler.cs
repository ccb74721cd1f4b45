namespace SpecSkills.Kubernetes.Client;

/// <summary>
/// Repeats reads a little where asking again may help, waiting as long as the server asks to; writes never.
/// </summary>
internal sealed class RepeatingHandler(CredentialSource credentials, ApiClientOptions options) : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var isRead = request.Method == HttpMethod.Get;
        var repetitions = isRead && !ApiResource.IsOptional(request.RequestUri!) ? options.Repetitions : 0;
        for (var attempt = 0; ; attempt++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var response = await base.SendAsync(request, cancellationToken);
            if (request.Failed is not { } error) return response;
            var renewed = isRead && attempt == 0 && error.Kind == ApiErrorKind.Unauthorized && credentials.Forget();
            if (!renewed && (attempt >= repetitions || !error.IsTransient)) return response;
            var wait = renewed ? TimeSpan.Zero : error.RetryAfter ?? options.RepetitionDelay * (1 << attempt);
            if (wait > options.LongestWait) return response;
            response.Dispose();
            request.Forget();
            await Task.Delay(wait, options.Timers, cancellationToken);
        }
    }
}
