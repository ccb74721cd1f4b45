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
            TimeSpan wait;
            try
            {
                return await base.SendAsync(request, cancellationToken);
            }
            catch (ApiFailureException e)
            {
                var renewed = isRead && attempt == 0 && e.Error.Kind == ApiErrorKind.Unauthorized
                    && credentials.Forget();
                if (!renewed && (attempt >= repetitions || !e.Error.IsTransient)) throw;
                wait = renewed ? TimeSpan.Zero : e.Error.RetryAfter ?? options.RepetitionDelay * (1 << attempt);
                if (wait > options.LongestWait) throw;
            }

            await Task.Delay(wait, options.Timers, cancellationToken);
        }
    }
}
