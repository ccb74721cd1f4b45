namespace SpecSkills.EmbeddedCluster.Metrics;

/// <summary>The labels of a series, ordered by name; two are equal when all names and values are.</summary>
public sealed class SeriesLabels : IEquatable<SeriesLabels>
{
    /// <summary>The label that carries a metric's name.</summary>
    public const string NameLabel = "__name__";

    /// <summary>No labels at all, as of an aggregate over everything.</summary>
    public static readonly SeriesLabels Empty = new([]);

    // A handful at most, of thousands of series: an array is searched faster than any dictionary.
    private readonly KeyValuePair<string, string>[] pairs;
    private readonly int hash;

    private SeriesLabels(KeyValuePair<string, string>[] pairs)
    {
        this.pairs = pairs;
        var code = new HashCode();
        foreach (var (name, value) in pairs)
        {
            code.Add(name, StringComparer.Ordinal);
            code.Add(value, StringComparer.Ordinal);
        }
        hash = code.ToHashCode();
    }

    /// <summary>Name to value, by name; a label with an empty value is left out.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Pairs => pairs;

    /// <summary>A label's value, empty when the series has no such label.</summary>
    public string this[string name]
    {
        get
        {
            foreach (var pair in pairs)
                if (pair.Key == name)
                    return pair.Value;
            return "";
        }
    }

    /// <summary>Labels of a metric, each name once.</summary>
    public static SeriesLabels Of(string metric, params IEnumerable<KeyValuePair<string, string>> labels)
    {
        KeyValuePair<string, string>[] pairs =
            [.. labels.Append(new(NameLabel, metric)).Where(pair => pair.Value.Length > 0)];
        Array.Sort(pairs, (left, right) => string.CompareOrdinal(left.Key, right.Key));
        return new SeriesLabels(pairs);
    }

    /// <summary>Without the metric's name, as after any function or arithmetic.</summary>
    public SeriesLabels WithoutName() => Without([NameLabel]);

    /// <summary>Without these labels.</summary>
    public SeriesLabels Without(IReadOnlyList<string> names) => Keep(pair => !names.Contains(pair.Key));

    /// <summary>Only these labels.</summary>
    public SeriesLabels Only(IReadOnlyList<string> names) => Keep(pair => names.Contains(pair.Key));

    /// <inheritdoc />
    public bool Equals(SeriesLabels? other) =>
        ReferenceEquals(this, other)
        || (other is not null && hash == other.hash && pairs.AsSpan().SequenceEqual(other.pairs));

    /// <inheritdoc />
    public override bool Equals(object? obj) => Equals(obj as SeriesLabels);

    /// <inheritdoc />
    public override int GetHashCode() => hash;

    private SeriesLabels Keep(Predicate<KeyValuePair<string, string>> keeps)
    {
        var kept = Array.FindAll(pairs, keeps);
        return kept.Length == pairs.Length ? this : kept.Length == 0 ? Empty : new SeriesLabels(kept);
    }
}
