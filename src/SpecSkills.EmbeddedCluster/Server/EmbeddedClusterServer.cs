using System.Globalization;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace SpecSkills.EmbeddedCluster.Server;

/// <summary>
/// Serves a <see cref="ClusterMachine"/> over HTTP on loopback. Time comes from the provider: requests advance the
/// machine to its present, and a timer does when something is due between requests.
/// </summary>
public sealed class EmbeddedClusterServer : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly MachineHost host;
    private readonly EmbeddedClusterServerOptions options;

    private EmbeddedClusterServer(WebApplication app, MachineHost host, EmbeddedClusterServerOptions options)
    {
        this.app = app;
        this.host = host;
        this.options = options;
        var addresses = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>();
        BaseAddress = new Uri(addresses!.Addresses.Single());
    }

    /// <summary>Where the API is, e.g. <c>http://127.0.0.1:40123</c>.</summary>
    public Uri BaseAddress { get; }

    /// <summary>A kubeconfig for this cluster.</summary>
    public string Kubeconfig => KubeconfigText.Write(
        host.ClusterName, BaseAddress.GetLeftPart(UriPartial.Authority), options.BearerToken);

    /// <summary>Starts serving.</summary>
    public static async Task<EmbeddedClusterServer> StartAsync(
        ClusterMachine machine, TimeProvider time, EmbeddedClusterServerOptions? options = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(machine);
        ArgumentNullException.ThrowIfNull(time);
        options ??= new EmbeddedClusterServerOptions();
        var host = new MachineHost(machine, time);
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = HttpExchange.MaximumBodyBytes + 1;
            kestrel.Listen(IPAddress.Loopback, options.Port);
        });
        builder.Services.AddSingleton<IHostLifetime, NoLifetime>();
        var app = builder.Build();
        app.Run(context => new HttpExchange(host, options).RunAsync(context));
        await app.StartAsync(cancellationToken);
        host.Start();
        return new EmbeddedClusterServer(app, host, options);
    }

    /// <summary>Runs an action on the machine while no request runs; this is how to script it from outside.</summary>
    public T WithMachine<T>(Func<ClusterMachine, T> action) => host.With(action);

    /// <summary>
    /// Runs everything due at the provider's present time. Needed with a provider whose timers do not fire.
    /// </summary>
    public void Advance() => host.Advance();

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        host.Dispose();
        using var hurry = new CancellationTokenSource(TimeSpan.Zero);
        await app.StopAsync(hurry.Token);
        await app.DisposeAsync();
    }
}
