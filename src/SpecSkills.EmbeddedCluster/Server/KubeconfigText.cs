namespace SpecSkills.EmbeddedCluster.Server;

/// <summary>The kubeconfig with which kubectl finds this cluster.</summary>
internal static class KubeconfigText
{
    public static string Write(string cluster, string server, string? token) => $$"""
        apiVersion: v1
        kind: Config
        clusters:
        - name: {{cluster}}
          cluster:
            server: {{server}}
        contexts:
        - name: {{cluster}}
          context:
            cluster: {{cluster}}
            namespace: default
            user: {{cluster}}
        current-context: {{cluster}}
        users:
        - name: {{cluster}}
          user: {{(token is null ? "{}" : $"{{token: \"{token}\"}}")}}

        """;
}
