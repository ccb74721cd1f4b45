using System.Globalization;

namespace SpecSkills.EmbeddedCluster.Api.Patching;

/// <summary>
/// RFC 6902, as lenient as the library of the real server: replacing a key that an existing object does not have adds
/// it.
/// </summary>
internal static class JsonPatch
{
    /// <summary>The patched value, or null when an operation does not hold or does not resolve.</summary>
    public static Value? Apply(Value target, IEnumerable<Obj> operations)
    {
        Value? value = target;
        foreach (var operation in operations)
        {
            value = ApplyOne(value, operation);
            if (value is null)
                return null;
        }
        return value;
    }

    private static Value? ApplyOne(Value value, Obj operation)
    {
        if (Pointer(operation.Text("path")) is not { } path)
            return null;
        switch (operation.Text("op"))
        {
            case "test":
                return Equals(Find(value, path) ?? Null.Instance, operation["value"] ?? Null.Instance) ? value : null;
            case "add" when operation["value"] is { } added:
                return Change(value, path, added, insert: true);
            case "replace" when operation["value"] is { } replacement:
                return Change(value, path, replacement, insert: false);
            case "remove":
                return Find(value, path) is null ? null : Change(value, path, null, insert: false);
            case "copy" when Pointer(operation.Text("from")) is { } from && Find(value, from) is { } copied:
                return Change(value, path, copied, insert: true);
            case "move" when Pointer(operation.Text("from")) is { } from && Find(value, from) is { } moved:
                return Change(value, from, null, insert: false) is { } without
                    ? Change(without, path, moved, insert: true)
                    : null;
            default:
                return null;
        }
    }

    private static string[]? Pointer(string? text)
    {
        if (text is null)
            return null;
        if (text.Length == 0)
            return [];
        return text[0] != '/' ? null : [.. text[1..].Split('/').Select(part =>
            part.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal))];
    }

    private static Value? Find(Value value, ReadOnlySpan<string> path)
    {
        if (path.IsEmpty)
            return value;
        return value switch
        {
            Obj obj when obj[path[0]] is { } child => Find(child, path[1..]),
            Arr array when Index(path[0], array.Count - 1) is { } at => Find(array[at], path[1..]),
            _ => null,
        };
    }

    private static Value? Change(Value value, ReadOnlySpan<string> path, Value? present, bool insert)
    {
        if (path.IsEmpty)
            return present;
        if (path.Length > 1)
        {
            var child = Find(value, path[..1]);
            var changed = child is null ? null : Change(child, path[1..], present, insert);
            return changed is null ? null : Put(value, path[0], changed);
        }
        return value switch
        {
            Obj obj => obj.With(path[0], present),
            Arr array => ChangeItem(array, path[0], present, insert),
            _ => null,
        };
    }

    private static Value Put(Value value, string key, Value child) =>
        value is Obj obj ? obj.With(key, child) : ChangeItem((Arr)value, key, child, insert: false)!;

    private static Arr? ChangeItem(Arr array, string key, Value? present, bool insert)
    {
        var items = array.ToList();
        if (key == "-" && insert)
            items.Add(present!);
        else if (Index(key, insert ? array.Count : array.Count - 1) is not { } at)
            return null;
        else if (present is null)
            items.RemoveAt(at);
        else if (insert)
            items.Insert(at, present);
        else
            items[at] = present;
        return new Arr([.. items]);
    }

    private static int? Index(string text, int last) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index <= last ? index
            : null;
}
