namespace SpecSkills.Hosting.Clusters;

/// <summary>Which cluster a command is about.</summary>
public abstract record ClusterChoice
{
    /// <summary>The variable that applies without an option.</summary>
    public const string Variable = "SPECSKILLS_CLUSTER";

    private ClusterChoice()
    {
    }

    /// <summary>The embedded cluster of the workspace, started when none runs.</summary>
    public sealed record Embedded : ClusterChoice
    {
        /// <inheritdoc/>
        public override string ToString() => "embedded";
    }

    /// <summary>A cluster from a kubeconfig; without a context, its current one.</summary>
    public sealed record Kube(string? Context, string? Kubeconfig) : ClusterChoice
    {
        /// <inheritdoc/>
        public override string ToString() => Context is null ? "kube" : $"kube:{Context}";
    }

    /// <summary>The choice by option, else by <see cref="Variable"/>, else embedded.</summary>
    /// <param name="option">Value of <c>--cluster</c>, or null.</param>
    /// <param name="kubeconfig">Value of <c>--kubeconfig</c>, or null.</param>
    /// <exception cref="ProblemException">The text is not a choice, or the options contradict each other.</exception>
    public static ClusterChoice Parse(string? option, string? kubeconfig)
    {
        var variable = Environment.GetEnvironmentVariable(Variable);
        var (text, place) = option is not null ? (option, "--cluster")
            : variable is { Length: > 0 } ? (variable, Variable)
            : kubeconfig is null ? ("embedded", "--cluster") : ("kube", "--cluster");
        return text switch
        {
            "embedded" when kubeconfig is null => new Embedded(),
            "embedded" => throw Refused(place, "embedded together with --kubeconfig",
                "the embedded cluster's own kubeconfig is found by itself; use --cluster kube for another"),
            "kube" => new Kube(null, kubeconfig),
            _ when text.StartsWith("kube:", StringComparison.Ordinal) && text.Length > 5 =>
                new Kube(text[5..], kubeconfig),
            _ => throw Refused(place, $"'{text}'", "write for example --cluster embedded or --cluster kube:minikube"),
        };
    }

    private static ProblemException Refused(string place, string found, string next) =>
        new(new Problem("This is not a valid choice of cluster.")
        {
            Place = place,
            Found = found,
            Allowed = "embedded, kube, or kube:<context>",
            Next = next,
        });
}
