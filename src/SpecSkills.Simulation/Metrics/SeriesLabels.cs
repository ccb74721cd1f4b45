using System.Collections.Immutable;

namespace SpecSkills.Simulation.Metrics;

/// <summary>The labels of a series, ordered by name; two are equal when all names and values are.</summary>
public sealed class SeriesLabels : IEquatable<SeriesLabels>
{
    /// <summary>The label that carries a metric's name.</summary>
    public const string NameLabel = "__name__";

    /// <summary>No labels at all, as of an aggregate over everything.</summary>
    public static readonly SeriesLabels Empty = new([]);

    private readonly string text;

    private SeriesLabels(ImmutableSortedDictionary<string, string> pairs)
    {
        Pairs = pairs;
        text = string.Join('\u0001', pairs.Select(pair => $"{pair.Key}\u0002{pair.Value}"));
    }

    private SeriesLabels(IEnumerable<KeyValuePair<string, string>> pairs)
        : this(pairs.Where(pair => pair.Value.Length > 0).ToImmutableSortedDictionary(StringComparer.Ordinal))
    {
    }

    /// <summary>Name to value; a label without a value is one that is not there.</summary>
    public ImmutableSortedDictionary<string, string> Pairs { get; }

    /// <summary>A label's value, empty when it is not there.</summary>
    public string this[string name] => Pairs.GetValueOrDefault(name, "");

    /// <summary>Labels of a metric.</summary>
    public static SeriesLabels Of(string metric, params IEnumerable<KeyValuePair<string, string>> labels) =>
        new([KeyValuePair.Create(NameLabel, metric), .. labels]);

    /// <summary>Without the metric's name, as after any function or arithmetic.</summary>
    public SeriesLabels WithoutName() => Without([NameLabel]);

    /// <summary>Without these labels.</summary>
    public SeriesLabels Without(IEnumerable<string> names) => new(Pairs.RemoveRange(names));

    /// <summary>Only these labels.</summary>
    public SeriesLabels Only(IReadOnlyCollection<string> names) => new(Pairs.Where(pair => names.Contains(pair.Key)));

    /// <inheritdoc />
    public bool Equals(SeriesLabels? other) => other is not null && text == other.text;

    /// <inheritdoc />
    public override bool Equals(object? obj) => Equals(obj as SeriesLabels);

    /// <inheritdoc />
    public override int GetHashCode() => string.GetHashCode(text, StringComparison.Ordinal);
}
