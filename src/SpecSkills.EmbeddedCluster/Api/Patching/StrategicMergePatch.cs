using SpecSkills.EmbeddedCluster.Schema;

namespace SpecSkills.EmbeddedCluster.Api.Patching;

/// <summary>
/// Kubernetes' own patch: like a merge patch, but lists that name a merge key are merged item by item. Directives:
/// <c>$patch</c> (delete, replace, merge), <c>$retainKeys</c>, <c>$deleteFromPrimitiveList/x</c>,
/// <c>$setElementOrder/x</c>.
/// </summary>
internal static class StrategicMergePatch
{
    private const string Directive = "$patch";
    private const string RetainKeys = "$retainKeys";
    private const string DeleteFromList = "$deleteFromPrimitiveList/";
    private const string ElementOrder = "$setElementOrder/";

    /// <summary>The patched object, or an error in <paramref name="error"/>.</summary>
    public static Obj Apply(SchemaType? type, Obj target, Obj patch, ref string? error)
    {
        switch (patch.Text(Directive))
        {
            case "replace":
                return patch.With(Directive, null);
            case "delete":
                return Obj.Empty;
            case not (null or "merge"):
                error ??= $"invalid value for $patch: {patch.Text(Directive)}";
                return target;
        }
        var result = Retained(target, patch);
        foreach (var (key, value) in patch)
        {
            if (key is Directive or RetainKeys || key.StartsWith(ElementOrder, StringComparison.Ordinal))
                continue;
            if (key.StartsWith(DeleteFromList, StringComparison.Ordinal))
            {
                var list = key[DeleteFromList.Length..];
                if (result.Array(list) is { } items && value is Arr gone)
                    result = result.With(list, Arr.Of(items.Where(item => !gone.Contains(item))));
                continue;
            }
            result = value is Null
                ? result.With(key, null)
                : result.With(key, ApplyField(type?.Field(key), result[key], value, patch, key, ref error));
        }
        return Sorted(result);
    }

    private static Value ApplyField(
        SchemaField? field, Value? old, Value value, Obj patch, string key, ref string? error)
    {
        switch (value)
        {
            case Obj obj:
                var type = field?.Element.Shape == SchemaShape.Struct ? field.Element.Struct : null;
                return Apply(type, old as Obj ?? Obj.Empty, obj, ref error);
            case Arr array when field is { MergeKey.Length: > 0 }:
                return MergeObjects(field, old as Arr ?? Arr.Empty, array, patch.Array(ElementOrder + key), ref error);
            case Arr array when field is { MergeKey.Length: 0 }:
                var merged = (old as Arr ?? Arr.Empty).ToList();
                merged.AddRange(array.Where(item => !merged.Contains(item)));
                return Arr.Of(merged);
            default:
                return value;
        }
    }

    private static Arr MergeObjects(SchemaField field, Arr old, Arr patch, Arr? order, ref string? error)
    {
        var key = field.MergeKey!;
        var type = field.Element.Item!.Struct;
        if (patch.Objects.Any(item => item.Text(Directive) == "replace"))
            return Arr.Of(patch.Objects.Where(item => item.Text(Directive) != "replace" || item.Count > 1));
        var items = old.ToList();
        foreach (var change in patch)
        {
            if (change is not Obj item || item[key] is not { } id)
            {
                error ??= $"map: {ValueWriter.ToText(change)} does not contain declared merge key: {key}";
                return old;
            }
            var at = items.FindIndex(existing => existing is Obj candidate && Equals(candidate[key], id));
            if (item.Text(Directive) == "delete")
                items.RemoveAll(existing => existing is Obj candidate && Equals(candidate[key], id));
            else if (at >= 0)
                items[at] = Apply(type, (Obj)items[at], item, ref error);
            else
                items.Add(Apply(type, Obj.Empty, item, ref error));
        }
        return order is null ? Arr.Of(items) : Arr.Of(InOrder(items, order, key));
    }

    // The named items take the places the patch gives them; items it does not name keep their order and follow.
    private static IEnumerable<Value> InOrder(List<Value> items, Arr order, string key)
    {
        var wanted = order.Objects.Select(item => item[key]).ToList();
        return items
            .Select((item, at) => (item, rank: wanted.FindIndex(id => Equals(id, (item as Obj)?[key])), at))
            .OrderBy(entry => entry.rank < 0 ? int.MaxValue : entry.rank)
            .ThenBy(entry => entry.at)
            .Select(entry => entry.item);
    }

    private static Obj Retained(Obj target, Obj patch)
    {
        if (patch.Array(RetainKeys) is not { } retain)
            return target;
        var kept = retain.Texts.ToHashSet(StringComparer.Ordinal);
        var builder = new ObjBuilder(target.Count);
        foreach (var (key, value) in target)
            if (kept.Contains(key))
                builder.Add(key, value);
        return builder.Build();
    }

    private static Obj Sorted(Obj value)
    {
        var sorted = value.OrderBy(pair => pair.Key, StringComparer.Ordinal).ToList();
        return new Obj([.. sorted.Select(pair => pair.Key)], [.. sorted.Select(pair => pair.Value)]);
    }
}
