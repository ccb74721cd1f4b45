namespace SpecSkills.Core.Blueprints.Documents;

/// <summary>
/// Changes single values of a YAML text where they stand, so that comments, order and everything else stay a person's
/// own. Edits are refused rather than guessed: null means the value cannot be changed in place.
/// </summary>
public static class ScalarEdit
{
    /// <summary>
    /// The text with another value at a path, plainly written. <paramref name="root"/> was read from
    /// <paramref name="text"/>.
    /// </summary>
    public static string? Replace(string text, DocumentNode root, string path, string value)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (Find(root, path) is not DocumentNode.Scalar scalar) return null;
        var start = Offset(text, scalar.Line) + scalar.Column - 1;
        if (End(text, scalar, start) is not { } end) return null;
        return string.Concat(text.AsSpan(0, start), value, text.AsSpan(end));
    }

    /// <summary>What stands at a path of keys; null when nothing does.</summary>
    public static DocumentNode? Find(DocumentNode? root, string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        foreach (var step in path.Split('.'))
            root = (root as DocumentNode.Mapping)?.Find(step)?.Value;
        return root;
    }

    // Where the line begins; the reader counts lines by \n, \r\n and \r alike.
    private static int Offset(string text, int line)
    {
        var at = 0;
        for (var number = 1; number < line && at < text.Length; at++)
            if (text[at] == '\n' || (text[at] == '\r' && (at + 1 == text.Length || text[at + 1] != '\n')))
                number++;
        return at;
    }

    private static int? End(string text, DocumentNode.Scalar scalar, int start)
    {
        if (start >= text.Length) return null;
        if (scalar.IsPlain)
        {
            // A plain text over several lines is folded: what was read is not what is written there.
            var end = start + scalar.Text.Length;
            return end <= text.Length && text[start..end] == scalar.Text ? end : null;
        }

        var quote = text[start];
        if (quote is not ('"' or '\'') || text.Length < start + scalar.Text.Length + 2) return null;
        var close = start + 1 + scalar.Text.Length;
        return text[(start + 1)..close] == scalar.Text && text[close] == quote ? close + 1 : null;
    }
}
