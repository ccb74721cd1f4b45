using SpecSkills.Hosting.Workspaces;

namespace SpecSkills.Hosting.Clusters;

/// <summary>Where the embedded cluster of a workspace keeps what it needs.</summary>
public sealed record EmbeddedClusterFiles(Workspace Workspace)
{
    /// <summary>The folder, readable by its owner alone.</summary>
    public string Folder => Workspace.Cluster;

    /// <summary>Held locked by the process that is the cluster, for as long as it lives, however it ends.</summary>
    public string Lock => Path.Combine(Folder, "lock");

    /// <summary>What the running process says of itself.</summary>
    public string Info => Path.Combine(Folder, "cluster.json");

    /// <summary>For kubectl and every other client.</summary>
    public string Kubeconfig => Path.Combine(Folder, "kubeconfig");

    /// <summary>What the process printed.</summary>
    public string Log => Path.Combine(Folder, "log");

    /// <summary>The cluster's objects, written when it stops and while it runs.</summary>
    public string Objects => Path.Combine(Folder, "objects.json");
}
