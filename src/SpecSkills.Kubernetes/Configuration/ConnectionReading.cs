namespace SpecSkills.Kubernetes.Configuration;

/// <summary>What reading a kubeconfig, or the cluster we run in, came to.</summary>
public abstract record ConnectionReading
{
    private ConnectionReading()
    {
    }

    /// <summary>A connection that can be tried.</summary>
    public sealed record Found(ClusterConnection Connection) : ConnectionReading;

    /// <summary>
    /// None. Each problem names the file and line, what was found, what is allowed and what to do; never a secret.
    /// </summary>
    public sealed record Failed(IReadOnlyList<string> Problems) : ConnectionReading;
}
