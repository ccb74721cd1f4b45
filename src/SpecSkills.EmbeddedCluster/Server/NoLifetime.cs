using Microsoft.Extensions.Hosting;

namespace SpecSkills.EmbeddedCluster.Server;

/// <summary>
/// Leaves signals alone: the default would take Ctrl+C and SIGTERM away from the program that hosts this server.
/// </summary>
internal sealed class NoLifetime : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
