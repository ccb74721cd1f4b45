namespace SpecSkills.Tests.Kubernetes;

/// <summary>The Deployment that contract tests work on, in a namespace a test may use up.</summary>
internal static class TestWorkloads
{
    public const string Name = "specskills-contract";

    private const string Template = """
        {"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"NAME","labels":{"app":"NAME"}},
         "spec":{"replicas":2,"revisionHistoryLimit":5,"selector":{"matchLabels":{"app":"NAME"}},
          "strategy":{"type":"RollingUpdate","rollingUpdate":{"maxSurge":1,"maxUnavailable":0}},
          "template":{"metadata":{"labels":{"app":"NAME"}},"spec":{"terminationGracePeriodSeconds":1,
           "containers":[{"name":"app","image":"IMAGE","resources":{"requests":{"cpu":"50m","memory":"32Mi"},
            "limits":{"cpu":"200m","memory":"64Mi"}}}]}}}}
        """;

    public static string Deployment(string image) => Template
        .Replace("NAME", Name, StringComparison.Ordinal).Replace("IMAGE", image, StringComparison.Ordinal);
}
