namespace SpecSkills.ShellGuard;

/// <summary>
/// A script, reduced to what runs. Branches and loops are flattened: every command that may run is checked.
/// </summary>
internal abstract record ShellNode
{
    private ShellNode()
    {
    }

    /// <summary>One after the other.</summary>
    internal sealed record Sequence(IReadOnlyList<ShellNode> Items) : ShellNode;

    /// <summary>Each stage reads what the one before wrote.</summary>
    internal sealed record Pipeline(IReadOnlyList<ShellNode> Stages) : ShellNode;

    /// <summary>A subshell or a group in braces, with its own redirections.</summary>
    internal sealed record Grouped(ShellNode Body, IReadOnlyList<Redirection> Redirections) : ShellNode;

    /// <summary><c>name() { ... }</c>.</summary>
    internal sealed record Function(string Name, ShellNode Body) : ShellNode;

    /// <summary>A command with its words; a loop's variable is an assignment of several values.</summary>
    internal sealed record Simple(
        IReadOnlyList<Assignment> Assignments, IReadOnlyList<ShellWord> Words,
        IReadOnlyList<Redirection> Redirections) : ShellNode;

    /// <summary><c>X=1</c> has one value, <c>X=(a b)</c> is a list, <c>for X in a b</c> may be either.</summary>
    internal sealed record Assignment(string Name, IReadOnlyList<ShellWord> Values, AssignmentKind Kind);

    /// <summary>How an assignment's words are meant.</summary>
    internal enum AssignmentKind
    {
        /// <summary>One word.</summary>
        Value,

        /// <summary>Added to what is there.</summary>
        Appended,

        /// <summary>An array.</summary>
        List,

        /// <summary>Any one of them.</summary>
        OneOf,
    }

    /// <summary><c>&gt; file</c>, <c>&lt;&lt; EOF</c>.</summary>
    /// <param name="Operator">As written, without a number before it.</param>
    /// <param name="Target">The file, or the text of a here-document.</param>
    internal sealed record Redirection(string Operator, ShellWord Target)
    {
        /// <summary>It can change the file it names.</summary>
        public bool Writes => Operator is ">" or ">>" or ">|" or "&>" or "&>>" or "<>" or ">&";

        /// <summary>Its target is the input itself.</summary>
        public bool IsText => Operator is "<<" or "<<-" or "<<<";
    }
}
