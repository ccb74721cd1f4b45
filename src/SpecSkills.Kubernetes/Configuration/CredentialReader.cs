namespace SpecSkills.Kubernetes.Configuration;

/// <summary>Reads how a user proves itself by header, and says what to use instead of the ways that are gone.</summary>
internal static class CredentialReader
{
    private const string VersionPrefix = "client.authentication.k8s.io/";

    public static ClusterCredential Read(KubeconfigNode user, KubeconfigNode cluster, Uri? server, Uri? proxy)
    {
        if (user.Has("auth-provider"))
            user.Report("auth-provider", "a legacy auth provider", "token, tokenFile, client certificate or exec",
                "Kubernetes removed auth providers in 1.26; use the provider's exec program (gke-gcloud-auth-plugin, " +
                "kubelogin) instead");
        if (user.Has("username") || user.Has("password"))
            user.Report(user.Has("username") ? "username" : "password", "a user name and password",
                "token, tokenFile, client certificate or exec",
                "Kubernetes removed basic authentication in 1.19; use a service account's token");
        if (user.Has("as") || user.Has("as-groups") || user.Has("as-uid") || user.Has("as-user-extra"))
            user.Report(user.Has("as") ? "as" : "as-groups", "impersonation", "acting as oneself",
                "the audit record must name who acted; use that user's own credential");
        var exec = user.Map("exec");
        var file = user.Text("tokenFile");
        var token = user.Text("token");
        if (exec is not null && (file is not null || token is not null))
            user.Report("exec", "exec beside a token", "one of the two", "remove the other");
        if (exec is not null) return Exec(exec, cluster, server, proxy);
        // As in client-go, the file wins over the token where both stand: it is the one that is renewed.
        if (file is not null) return new ClusterCredential.TokenFile(EmbeddedFile.Beside(user.File, file));
        if (token is null) return ClusterCredential.Anonymous.Instance;
        if (!SecretFile.IsToken(token))
            user.Report("token", "text with blanks or other characters no header may carry (not shown)",
                "a token of visible ASCII characters", "fetch the token anew");
        return new ClusterCredential.Token(new SecretText(token));
    }

    private static ClusterCredential.Exec Exec(KubeconfigNode exec, KubeconfigNode cluster, Uri? server, Uri? proxy)
    {
        var version = exec.Text("apiVersion");
        if (version is not (VersionPrefix + "v1" or VersionPrefix + "v1beta1"))
            exec.Report("apiVersion", version is null ? "nothing" : $"'{SafeText.Of(version, 60)}'",
                $"{VersionPrefix}v1 or v1beta1", "update the exec program and its entry");
        var mode = exec.Text("interactiveMode");
        if (mode is not (null or "Never" or "IfAvailable"))
            exec.Report("interactiveMode", $"'{SafeText.Of(mode, 60)}'", "Never or IfAvailable",
                "an automated agent has no person to ask; use a credential that needs none");
        var command = exec.Text("command");
        if (command is null)
            exec.Report("command", "nothing", "the program that hands out credentials", "name it");
        return new ClusterCredential.Exec(new ExecCommand(
            version ?? "", Located(exec.File, command ?? ""), exec.Texts("args"), Variables(exec),
            exec.Flag("provideClusterInfo") && server is not null ? Told(cluster, server, proxy) : null,
            exec.Text("installHint")));
    }

    /// <summary>A bare name is looked for on the PATH; a relative path is relative to the kubeconfig.</summary>
    private static string Located(string file, string command) =>
        command.Contains('/', StringComparison.Ordinal) || command.Contains(Path.DirectorySeparatorChar)
            ? EmbeddedFile.Beside(file, command)
            : command;

    private static Dictionary<string, SecretText> Variables(KubeconfigNode exec)
    {
        var variables = new Dictionary<string, SecretText>(StringComparer.Ordinal);
        foreach (var item in exec.Maps("env"))
            if (item.Text("name") is { } name && !name.Contains('=', StringComparison.Ordinal))
                variables[name] = new SecretText(item.Text("value") ?? "");
            else
                item.Report("name", "no usable name", "a variable's name and its value", "correct the entry");
        return variables;
    }

    private static ExecCluster Told(KubeconfigNode cluster, Uri server, Uri? proxy)
    {
        var authority = cluster.Text("certificate-authority-data");
        if (authority is null && EmbeddedFile.Text(cluster, "certificate-authority") is { } pem)
            authority = Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(pem));
        return new ExecCluster(
            server, cluster.Text("tls-server-name"), cluster.Flag("insecure-skip-tls-verify"), authority, proxy);
    }
}
