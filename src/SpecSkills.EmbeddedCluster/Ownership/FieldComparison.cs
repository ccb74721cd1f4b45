using SpecSkills.EmbeddedCluster.Schema;

namespace SpecSkills.EmbeddedCluster.Ownership;

/// <summary>Which fields differ between two versions of an object, as server-side apply counts fields.</summary>
internal static class FieldComparison
{
    private static readonly SchemaElement Whole = new(SchemaShape.Any, "any");

    /// <summary>Adds to the trees what was added or modified, and what was removed.</summary>
    public static void Compare(SchemaType type, Obj old, Obj current, FieldTree changed, FieldTree removed) =>
        CompareStruct(type, old, current, changed, removed);

    private static void CompareElement(
        SchemaElement element, SchemaField? field, Value? old, Value? current, FieldTree changed, FieldTree removed)
    {
        if (ReferenceEquals(old, current))
            return;
        if (IsLeaf(element, field) || (IsEmptyOrAbsent(old) && IsEmptyOrAbsent(current)))
        {
            if (current is null)
                removed.Member = true;
            else if (old is null || !old.Equals(current))
                changed.Member = true;
            return;
        }
        if (old is null)
            changed.Member = true;
        else if (current is null)
            removed.Member = true;
        switch (element.Shape)
        {
            case SchemaShape.Struct:
                CompareStruct(element.Struct!, old as Obj, current as Obj, changed, removed);
                break;
            case SchemaShape.Map:
                CompareMap(element.Item!, old as Obj, current as Obj, changed, removed);
                break;
            default:
                CompareList(element.Item!, field!, old as Arr, current as Arr, changed, removed);
                break;
        }
    }

    private static bool IsLeaf(SchemaElement element, SchemaField? field) => element.Shape switch
    {
        SchemaShape.Struct => element.Struct!.Atomic || field is { Atomic: true },
        SchemaShape.Map => field is { Atomic: true },
        SchemaShape.List => field is null or { Set: false, Keys.Count: 0 },
        _ => true,
    };

    private static bool IsEmptyOrAbsent(Value? value) =>
        value is null or Null or Obj { Count: 0 } or Arr { Count: 0 };

    private static void CompareStruct(SchemaType type, Obj? old, Obj? current, FieldTree changed, FieldTree removed)
    {
        foreach (var field in type.Fields)
        {
            var (before, after) = (old?[field.Name], current?[field.Name]);
            if (ReferenceEquals(before, after))
                continue;
            var element = "f:" + field.Name;
            CompareElement(field.Element, field, before, after, changed.Child(element), removed.Child(element));
        }
    }

    private static void CompareMap(SchemaElement item, Obj? old, Obj? current, FieldTree changed, FieldTree removed)
    {
        foreach (var (key, before) in old ?? Obj.Empty)
            CompareElement(item, null, before, current?[key], changed.Child("f:" + key), removed.Child("f:" + key));
        foreach (var (key, after) in current ?? Obj.Empty)
            if (old?[key] is null)
                CompareElement(item, null, null, after, changed.Child("f:" + key), removed.Child("f:" + key));
    }

    private static void CompareList(
        SchemaElement item, SchemaField field, Arr? old, Arr? current, FieldTree changed, FieldTree removed)
    {
        var before = ByElement(field, old);
        var after = ByElement(field, current);
        foreach (var element in before.Keys.Union(after.Keys))
        {
            var (left, right) = (before.GetValueOrDefault(element), after.GetValueOrDefault(element));
            // An item that occurs twice is owned as a whole, because the two cannot be told apart.
            if (left is Arr || right is Arr)
                CompareElement(Whole, null, left, right, changed.Child(element), removed.Child(element));
            else
                CompareElement(item, null, left, right, changed.Child(element), removed.Child(element));
        }
    }

    private static SortedDictionary<string, Value> ByElement(SchemaField field, Arr? list)
    {
        var items = new SortedDictionary<string, Value>(StringComparer.Ordinal);
        foreach (var value in list ?? Arr.Empty)
        {
            var element = ElementOf(field, value);
            items[element] = items.TryGetValue(element, out var twin) ? new Arr([twin, value]) : value;
        }
        return items;
    }

    private static string ElementOf(SchemaField field, Value value)
    {
        if (field.Set)
            return "v:" + ValueWriter.ToText(value);
        var key = new ObjBuilder(field.Keys.Count);
        foreach (var name in field.Keys)
            key.Add(name, (value as Obj)?[name]);
        return "k:" + ValueWriter.ToText(key.Build());
    }
}
