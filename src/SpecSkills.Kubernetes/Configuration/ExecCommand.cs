namespace SpecSkills.Kubernetes.Configuration;

/// <summary>
/// The program of an <c>exec</c> user: command and arguments exactly as the file has them, never through a shell.
/// </summary>
/// <param name="ApiVersion">Version of ExecCredential spoken, v1 or v1beta1.</param>
/// <param name="Environment">Variables added to the cleaned environment; their values may be secret.</param>
/// <param name="Cluster">The cluster as told to the program, when the file asks for that.</param>
/// <param name="InstallHint">Shown when the program is not there.</param>
public sealed record ExecCommand(
    string ApiVersion,
    string Command,
    IReadOnlyList<string> Arguments,
    IReadOnlyDictionary<string, SecretText> Environment,
    ExecCluster? Cluster,
    string? InstallHint);

/// <summary>What <c>provideClusterInfo</c> tells an exec program: public facts of the cluster only.</summary>
public sealed record ExecCluster(
    Uri Server, string? ServerName, bool Insecure, string? AuthorityData, Uri? Proxy);
