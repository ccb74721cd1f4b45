namespace SpecSkills.Kubernetes.Configuration;

/// <summary>How a caller proves itself by header.</summary>
public abstract record ClusterCredential
{
    private ClusterCredential()
    {
    }

    /// <summary>Not at all, or by certificate alone.</summary>
    public sealed record Anonymous : ClusterCredential
    {
        /// <summary>The only one.</summary>
        public static readonly Anonymous Instance = new();

        private Anonymous()
        {
        }
    }

    /// <summary>A token as it stands in the file.</summary>
    public sealed record Token(SecretText Value) : ClusterCredential;

    /// <summary>A file that another program renews, read again every minute as client-go does.</summary>
    public sealed record TokenFile(string Path) : ClusterCredential;

    /// <summary>A program that hands out a credential.</summary>
    public sealed record Exec(ExecCommand Command) : ClusterCredential;
}
