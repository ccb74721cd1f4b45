using System.Net.Http.Headers;
using System.Security.Cryptography.X509Certificates;

namespace SpecSkills.Kubernetes.Client;

/// <summary>
/// Gives each attempt the credential of its moment: the official client reads one before it calls its handlers, and so
/// could not renew a refused one.
/// </summary>
internal sealed class CredentialHandler(CredentialSource credentials) : DelegatingHandler
{
    private volatile X509Certificate2? certificate;

    /// <summary>The certificate to present at the moment of connecting, if an exec program handed one out.</summary>
    public X509Certificate2? Certificate => certificate;

    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request, CancellationToken cancellationToken)
    {
        switch (await credentials.ReadAsync(cancellationToken))
        {
            case CredentialReading.Failed none:
                return request.Fail(new ApiError(ApiErrorKind.NoCredential, 0, null, none.Message));
            case CredentialReading.Had had:
                certificate = had.Certificate;
                request.Headers.Authorization = had.Token is null
                    ? null
                    : new AuthenticationHeaderValue("Bearer", had.Token.Reveal());
                break;
        }

        request.Headers.Accept.Clear();
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        return await base.SendAsync(request, cancellationToken);
    }
}
