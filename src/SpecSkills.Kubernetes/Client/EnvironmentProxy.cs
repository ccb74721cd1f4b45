using System.Net;

namespace SpecSkills.Kubernetes.Client;

/// <summary>The environment's proxy (HTTPS_PROXY, NO_PROXY), but never for this machine: as kubectl does it.</summary>
internal sealed class EnvironmentProxy : IWebProxy
{
    public ICredentials? Credentials { get; set; }

    public Uri? GetProxy(Uri destination) => HttpClient.DefaultProxy.GetProxy(destination);

    public bool IsBypassed(Uri host) => host.IsLoopback || HttpClient.DefaultProxy.IsBypassed(host);
}
