namespace SpecSkills.Kubernetes.Client;

/// <summary>What running an exec program came to.</summary>
internal abstract record ExecOutput
{
    private ExecOutput()
    {
    }

    /// <summary>It ended well and printed this.</summary>
    public sealed record Ended(byte[] Output) : ExecOutput
    {
        /// <summary>What it printed is a credential.</summary>
        public override string ToString() => "(hidden)";
    }

    /// <summary>It did not.</summary>
    public sealed record Failed(string Message) : ExecOutput;
}
