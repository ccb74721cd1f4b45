namespace SpecSkills.Kubernetes.Configuration;

/// <summary>Which files make up the kubeconfig, by kubectl's rules.</summary>
/// <param name="Files">In order; the first to name something wins.</param>
/// <param name="Required">An explicitly named file must be there; a missing one of a list is passed over.</param>
/// <param name="Home">Directory behind <c>~</c>, for commands and files of users.</param>
public sealed record KubeconfigSource(IReadOnlyList<string> Files, bool Required, string? Home = null)
{
    /// <summary><c>--kubeconfig</c>, else <c>KUBECONFIG</c> (several files), else <c>~/.kube/config</c>.</summary>
    /// <param name="explicitFile">Value of <c>--kubeconfig</c>.</param>
    /// <param name="environment">Looks up an environment variable.</param>
    public static KubeconfigSource From(string? explicitFile, Func<string, string?> environment)
    {
        var home = environment("HOME") ?? environment("USERPROFILE");
        if (!string.IsNullOrEmpty(explicitFile)) return new KubeconfigSource([explicitFile], true, home);
        var listed = (environment("KUBECONFIG") ?? "")
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries).Distinct().ToList();
        return listed.Count > 0
            ? new KubeconfigSource(listed, false, home)
            : new KubeconfigSource(home is null ? [] : [Path.Combine(home, ".kube", "config")], false, home);
    }
}
