using System.Collections;

namespace SpecSkills.Core.Decisions;

/// <summary>
/// Field name to canonical text, in ordinal order, compared by value. Names: <c>replicas</c>, <c>revision</c>,
/// <c>template</c> (a digest), <c>pods</c> (comma-separated names), <c>strategy.type</c>, <c>strategy.max_surge</c>,
/// <c>strategy.max_unavailable</c>, <c>min_ready_seconds</c>, <c>revision_history_limit</c>, <c>exists</c>, and per
/// container <c>app.cpu.request</c>, <c>app.cpu.limit</c>, <c>app.memory.request</c>, <c>app.memory.limit</c>,
/// <c>app.ephemeral_storage.request</c>, <c>app.image</c>, <c>app.readiness_probe.period</c> and its kin.
/// </summary>
public sealed class FieldValues : IEnumerable<KeyValuePair<string, string>>, IEquatable<FieldValues>
{
    /// <summary>No fields.</summary>
    public static readonly FieldValues Empty = new([]);

    private readonly KeyValuePair<string, string>[] values;

    /// <summary>From pairs; a repeated name is a bug and throws.</summary>
    public FieldValues(IEnumerable<KeyValuePair<string, string>> pairs)
    {
        values = [.. pairs];
        Array.Sort(values, static (one, other) => string.CompareOrdinal(one.Key, other.Key));
        for (var i = 1; i < values.Length; i++)
            if (values[i].Key == values[i - 1].Key)
                throw new ArgumentException($"The field {values[i].Key} is given twice.", nameof(pairs));
    }

    /// <summary>The text of a field, or null where it is not set.</summary>
    public string? this[string name]
    {
        get
        {
            var (low, high) = (0, values.Length - 1);
            while (low <= high)
            {
                var middle = (low + high) / 2;
                var comparison = string.CompareOrdinal(values[middle].Key, name);
                if (comparison == 0) return values[middle].Value;
                if (comparison < 0) low = middle + 1;
                else high = middle - 1;
            }

            return null;
        }
    }

    /// <summary>Number of fields.</summary>
    public int Count => values.Length;

    /// <summary>Field names, in ordinal order.</summary>
    public IEnumerable<string> Names => values.Select(pair => pair.Key);

    /// <summary>One field.</summary>
    public static FieldValues Of(string name, string value) => new([new(name, value)]);

    /// <summary>The replica count alone.</summary>
    public static FieldValues OfReplicas(int replicas) =>
        Of("replicas", replicas.ToString(System.Globalization.CultureInfo.InvariantCulture));

    /// <inheritdoc/>
    public bool Equals(FieldValues? other) => other is not null && values.SequenceEqual(other.values);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as FieldValues);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (var (name, value) in values)
        {
            hash.Add(name, StringComparer.Ordinal);
            hash.Add(value, StringComparer.Ordinal);
        }

        return hash.ToHashCode();
    }

    /// <inheritdoc/>
    public IEnumerator<KeyValuePair<string, string>> GetEnumerator() =>
        values.AsEnumerable().GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
