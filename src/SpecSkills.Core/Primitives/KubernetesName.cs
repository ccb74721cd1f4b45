using System.Text.RegularExpressions;

namespace SpecSkills.Core.Primitives;

/// <summary>
/// Names that may reach a cluster or a command line. Anything else is refused before it travels further.
/// </summary>
public static partial class KubernetesName
{
    /// <summary>What is allowed, for error texts.</summary>
    public const string Allowed = "lower-case letters, digits, '-' and '.', at most 253 characters, " +
        "beginning and ending with a letter or digit";

    /// <summary>True for a DNS subdomain name of Kubernetes.</summary>
    public static bool IsValid(string? name) => name is not null && Pattern().IsMatch(name);

    [GeneratedRegex(@"\A[a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?\z", RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();
}
