using System.Globalization;

namespace SpecSkills.Core.Blueprints.Documents;

/// <summary>Paths as findings and rules write them: <c>spec.scaling.metrics[0].weight</c>.</summary>
public static class DocumentPath
{
    /// <summary>The path of a key under another path.</summary>
    public static string Child(string path, string key) => path.Length == 0 ? key : $"{path}.{key}";

    /// <summary>The path of a list item.</summary>
    public static string Item(string path, int index) =>
        string.Create(CultureInfo.InvariantCulture, $"{path}[{index}]");

    /// <summary>
    /// Where a path's value stands. A path that leads past what the file has ends at the last key that is there: a
    /// defaulted field is reported at its section.
    /// </summary>
    public static (int Line, int Column) Locate(DocumentNode? root, string path)
    {
        if (root is null) return (0, 0);
        var node = root;
        var place = (root.Line, root.Column);
        foreach (var step in path.Split('.', '['))
        {
            switch (node)
            {
                case DocumentNode.Mapping mapping when mapping.Find(step) is { } entry:
                    node = entry.Value;
                    // A section is pointed at by its key: its first line belongs to another section.
                    place = node is DocumentNode.Scalar ? (node.Line, node.Column) : (entry.Key.Line, entry.Key.Column);
                    break;
                case DocumentNode.Sequence list when TryIndex(step, list.Items.Count, out var index):
                    node = list.Items[index];
                    place = (node.Line, node.Column);
                    break;
                default:
                    return place;
            }
        }

        return place;
    }

    /// <summary>True when one path is the other or leads into it.</summary>
    public static bool AreNested(string left, string right)
    {
        var (outer, inner) = left.Length <= right.Length ? (left, right) : (right, left);
        return inner.StartsWith(outer, StringComparison.Ordinal)
            && (outer.Length == 0 || inner.Length == outer.Length || inner[outer.Length] is '.' or '[');
    }

    private static bool TryIndex(string step, int count, out int index) =>
        int.TryParse(step.TrimEnd(']'), NumberStyles.None, CultureInfo.InvariantCulture, out index) && index < count;
}
