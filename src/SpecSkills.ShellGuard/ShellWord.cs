namespace SpecSkills.ShellGuard;

/// <summary>One word of a command line as its parts, before anything is expanded.</summary>
internal sealed record ShellWord(IReadOnlyList<ShellWord.Part> Parts)
{
    public static readonly ShellWord Empty = new([]);

    /// <summary>The text when nothing of it was quoted or would be expanded; else null.</summary>
    public string? Bare => Parts is [Literal { Quoted: false } only] ? only.Text : null;

    /// <summary>A piece of a word. <see cref="Quoted"/>: not split and not a pattern.</summary>
    internal abstract record Part(bool Quoted);

    /// <summary>Text as it stands.</summary>
    internal sealed record Literal(string Text, bool Quoted) : Part(Quoted);

    /// <summary><c>${NAME}</c> and its relatives.</summary>
    /// <param name="Name"><c>X</c>, <c>1</c>, <c>@</c>; with an index <c>X[@]</c>.</param>
    /// <param name="Indirect"><c>${!X}</c>.</param>
    /// <param name="Operator">What follows the name: <c>:-</c>, <c>:</c>, <c>#</c>, <c>^^</c>; empty for none.</param>
    /// <param name="Argument">What follows the operator.</param>
    internal sealed record Parameter(string Name, bool Indirect, string Operator, ShellWord Argument, bool Quoted)
        : Part(Quoted);

    /// <summary><c>$(...)</c> and backticks.</summary>
    internal sealed record Substitution(ShellNode Script, bool Quoted) : Part(Quoted);

    /// <summary><c>&lt;(...)</c> and <c>&gt;(...)</c>.</summary>
    internal sealed record Process(ShellNode Script) : Part(true);

    /// <summary>Something whose value is not worked out: arithmetic.</summary>
    internal sealed record Unknown() : Part(true);
}
