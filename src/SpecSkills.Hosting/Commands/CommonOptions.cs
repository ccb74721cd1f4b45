using System.CommandLine;
using System.Globalization;
using System.Numerics;
using SpecSkills.Hosting.Clusters;
using SpecSkills.Hosting.Workspaces;

namespace SpecSkills.Hosting.Commands;

/// <summary>
/// Options that mean the same in every program. Each call makes a new one, since an option belongs to a command.
/// </summary>
public static class CommonOptions
{
    /// <summary><c>--json</c>.</summary>
    public static Option<bool> Json() => new("--json") { Description = "Answer with one JSON document on stdout." };

    /// <summary><c>--workspace</c>.</summary>
    public static Option<string?> Workspace() => new("--workspace", "-w")
    {
        Description = "Folder that contains blueprints/. Default: SPECSKILLS_WORKSPACE, else the nearest one upwards.",
        HelpName = "folder",
    };

    /// <summary><c>--cluster</c>.</summary>
    public static Option<string?> Cluster() => new("--cluster")
    {
        Description = "embedded, kube, or kube:<context>. Default: SPECSKILLS_CLUSTER, else embedded.",
        HelpName = "cluster",
    };

    /// <summary><c>--kubeconfig</c>.</summary>
    public static Option<string?> Kubeconfig() => new("--kubeconfig")
    {
        Description = "Kubeconfig file, as in kubectl; implies --cluster kube.",
        HelpName = "file",
    };

    /// <summary>An option that takes a number within bounds, and says which when it gets something else.</summary>
    public static Option<T?> Number<T>(string name, T least, T most) where T : struct, IBinaryInteger<T> => new(name)
    {
        CustomParser = result =>
        {
            if (T.TryParse(result.Tokens[0].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                && number >= least && number <= most) return number;
            result.AddError($"{name} is a number from {least} to {most}.");
            return null;
        },
    };

    /// <summary>Makes a word that begins with a dash an unknown option instead of the argument's value.</summary>
    public static void RefuseOptions(this Argument argument)
    {
        ArgumentNullException.ThrowIfNull(argument);
        argument.Validators.Add(result =>
        {
            foreach (var token in result.Tokens)
                if (token.Value.StartsWith('-'))
                    result.AddError($"There is no option {token.Value}.");
        });
    }

    /// <summary>The workspace a parse names.</summary>
    public static Workspaces.Workspace WorkspaceOf(ParseResult parsed, Option<string?> option)
    {
        ArgumentNullException.ThrowIfNull(parsed);
        return WorkspaceLocator.Find(parsed.GetValue(option), Environment.CurrentDirectory);
    }

    /// <summary>The cluster a parse names.</summary>
    public static ClusterChoice ClusterOf(ParseResult parsed, Option<string?> cluster, Option<string?> kubeconfig)
    {
        ArgumentNullException.ThrowIfNull(parsed);
        return ClusterChoice.Parse(parsed.GetValue(cluster), parsed.GetValue(kubeconfig));
    }

    /// <summary>Refuses options that a pure evaluation would take and not look at.</summary>
    /// <param name="options">Options about a cluster or a workspace.</param>
    public static void RefuseCluster(ParseResult parsed, params ReadOnlySpan<Option<string?>> options)
    {
        ArgumentNullException.ThrowIfNull(parsed);
        foreach (var option in options)
            if (parsed.GetValue(option) is { } value)
                throw new ProblemException(new Problem($"{option.Name} has no effect here: no cluster is used.")
                {
                    Found = $"{option.Name} {value} together with documents given as input",
                    Next = $"leave out {option.Name}, or leave out the documents to use the cluster",
                });
    }
}
