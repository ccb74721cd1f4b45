namespace SpecSkills.Core.Blueprints.Documents;

/// <summary>
/// A YAML or JSON document as a neutral tree: what was written and where, before any meaning is read into it. Lines and
/// columns are 1-based.
/// </summary>
public abstract record DocumentNode
{
    private DocumentNode(int line, int column)
    {
        Line = line;
        Column = column;
    }

    /// <summary>Line of the first character.</summary>
    public int Line { get; }

    /// <summary>Column of the first character.</summary>
    public int Column { get; }

    /// <summary>What to call this kind of node in a message: "a list".</summary>
    public abstract string Noun { get; }

    /// <summary>
    /// Keys and values in the order of the file. Keys are unique: the document reader refuses duplicates.
    /// </summary>
    public sealed record Mapping(IReadOnlyList<DocumentEntry> Entries, int Line, int Column)
        : DocumentNode(Line, Column)
    {
        /// <inheritdoc/>
        public override string Noun => "a section with keys";

        /// <summary>The entry of that key, or null.</summary>
        public DocumentEntry? Find(string key)
        {
            // Sections have a handful of keys: a scan is faster than a dictionary built for every section.
            foreach (var entry in Entries)
                if (entry.Key.Text == key)
                    return entry;
            return null;
        }
    }

    /// <summary>Items in the order of the file.</summary>
    public sealed record Sequence(IReadOnlyList<DocumentNode> Items, int Line, int Column)
        : DocumentNode(Line, Column)
    {
        /// <inheritdoc/>
        public override string Noun => "a list";
    }

    /// <summary>
    /// A single value. Quoted and block texts are always text; what an unquoted one is, follows JSON alone, because the
    /// spellings that YAML versions read differently were refused.
    /// </summary>
    public sealed record Scalar(string Text, bool IsPlain, int Line, int Column) : DocumentNode(Line, Column)
    {
        /// <summary>Null, boolean, number or text.</summary>
        public ScalarKind Kind => IsPlain ? PlainScalar.KindOf(Text) : ScalarKind.Text;

        /// <inheritdoc/>
        public override string Noun => Kind switch
        {
            ScalarKind.Null => "nothing",
            ScalarKind.Boolean => $"the boolean {Text}",
            ScalarKind.Whole or ScalarKind.Number => $"the number {Shown}",
            _ => $"the text \"{Shown}\"",
        };

        // A message repeats what was found, not a whole file of it.
        private string Shown => Text.Length <= ShownLength ? Text : $"{Text.AsSpan(0, ShownLength)}...";

        private const int ShownLength = 80;
    }
}

/// <summary>One key of a mapping with its value.</summary>
public sealed record DocumentEntry(DocumentNode.Scalar Key, DocumentNode Value);
