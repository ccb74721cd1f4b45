namespace SpecSkills.EmbeddedCluster.Server;

/// <summary>How the embedded cluster is served.</summary>
public sealed record EmbeddedClusterServerOptions
{
    /// <summary>Port on 127.0.0.1; 0 takes any that is free.</summary>
    public int Port { get; init; }

    /// <summary>
    /// The bearer token every request must carry; null lets every user of this machine in. The server speaks plain
    /// HTTP, over which kubectl sends no token: leave it null where a person is to use kubectl.
    /// </summary>
    public string? BearerToken { get; init; }

    /// <summary>
    /// Called for every request once it is answered, on the request's thread, so it must be quick.
    /// </summary>
    public Action<RecordedRequest>? OnRequest { get; init; }
}
