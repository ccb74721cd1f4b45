namespace SpecSkills.EmbeddedCluster.Api.Patching;

/// <summary>
/// RFC 7386: objects merge, null removes, everything else replaces. Touched objects come out with sorted keys.
/// </summary>
internal static class MergePatch
{
    public static Value Apply(Value? target, Value patch)
    {
        if (patch is not Obj changes)
            return patch;
        var result = new SortedDictionary<string, Value>(StringComparer.Ordinal);
        foreach (var (key, value) in target as Obj ?? Obj.Empty)
            result[key] = value;
        foreach (var (key, value) in changes)
        {
            if (value is Null)
                result.Remove(key);
            else
                result[key] = Apply(result.GetValueOrDefault(key), value);
        }
        return new Obj([.. result.Keys], [.. result.Values]);
    }
}
