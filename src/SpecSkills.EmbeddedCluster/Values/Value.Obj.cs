using System.Collections;

namespace SpecSkills.EmbeddedCluster.Values;

internal abstract partial class Value
{
    /// <summary>A JSON object; keys keep their order; equality ignores it.</summary>
    public sealed class Obj : Value, IReadOnlyCollection<KeyValuePair<string, Value>>
    {
        /// <summary>The object without keys.</summary>
        public static readonly Obj Empty = new([], []);

        // Beyond this many keys a look-up goes through a dictionary: a hostile body must not make it quadratic.
        private const int LinearSearchLimit = 24;

        private readonly string[] keys;
        private readonly Value[] values;
        private Dictionary<string, int>? index;

        /// <summary>An object that takes over the arrays given; keys must be distinct.</summary>
        internal Obj(string[] keys, Value[] values)
        {
            this.keys = keys;
            this.values = values;
        }

        /// <inheritdoc />
        public int Count => keys.Length;

        /// <summary>The keys in order.</summary>
        public IReadOnlyList<string> Keys => keys;

        /// <summary>The value of a key, or null when it is absent.</summary>
        public Value? this[string key] => IndexOf(key) is >= 0 and var i ? values[i] : null;

        /// <summary>An object of the pairs given; pairs whose value is null are left out.</summary>
        public static Obj Of(params ReadOnlySpan<(string Key, Value? Value)> pairs)
        {
            var builder = new ObjBuilder(pairs.Length);
            foreach (var (key, value) in pairs)
                builder.Add(key, value);
            return builder.Build();
        }

        /// <summary>An object of one pair.</summary>
        public static Obj One(string key, Value value) => new([key], [value]);

        /// <summary>
        /// The same object with a key set, replaced in place or added at the end; null takes the key away.
        /// </summary>
        public Obj With(string key, Value? value)
        {
            var at = IndexOf(key);
            if (value is null)
                return at < 0 ? this : WithoutAt(at);
            if (at >= 0)
            {
                if (ReferenceEquals(values[at], value))
                    return this;
                var replaced = (Value[])values.Clone();
                replaced[at] = value;
                return new Obj(keys, replaced);
            }
            return new Obj([.. keys, key], [.. values, value]);
        }

        /// <summary>The same object with a nested key set; objects on the way are made when missing.</summary>
        public Obj WithAt(ReadOnlySpan<string> path, Value? value)
        {
            if (path.Length == 1)
                return With(path[0], value);
            if (value is null && Object(path[0]) is null)
                return this;
            return With(path[0], (Object(path[0]) ?? Empty).WithAt(path[1..], value));
        }

        /// <summary>The nested value at a path of keys, or null.</summary>
        public Value? At(params ReadOnlySpan<string> path)
        {
            Value? at = this;
            foreach (var key in path)
                at = (at as Obj)?[key];
            return at;
        }

        /// <summary>The object under a key, or null.</summary>
        public Obj? Object(string key) => this[key] as Obj;

        /// <summary>The array under a key, or null.</summary>
        public Arr? Array(string key) => this[key] as Arr;

        /// <summary>The objects of the array under a key; none when it is absent.</summary>
        public IEnumerable<Obj> Objects(string key) => Array(key)?.Objects ?? [];

        /// <summary>The string under a key, or null.</summary>
        public string? Text(string key) => (this[key] as Str)?.Text;

        /// <summary>The whole number under a key, or null.</summary>
        public long? Integer(string key) => (this[key] as Num)?.Integer;

        /// <summary>True when the value under a key is true.</summary>
        public bool Flag(string key) => this[key] is Bool { Flag: true };

        /// <inheritdoc />
        public IEnumerator<KeyValuePair<string, Value>> GetEnumerator()
        {
            for (var i = 0; i < keys.Length; i++)
                yield return new KeyValuePair<string, Value>(keys[i], values[i]);
        }

        /// <inheritdoc />
        public override bool Equals(Value? other)
        {
            if (ReferenceEquals(this, other))
                return true;
            if (other is not Obj obj || obj.keys.Length != keys.Length)
                return false;
            for (var i = 0; i < keys.Length; i++)
                if (obj[keys[i]] is not { } value || !values[i].Equals(value))
                    return false;
            return true;
        }

        /// <inheritdoc />
        public override int GetHashCode() => keys.Length;

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

        private Obj WithoutAt(int at) => keys.Length == 1
            ? Empty
            : new Obj([.. keys[..at], .. keys[(at + 1)..]], [.. values[..at], .. values[(at + 1)..]]);

        private int IndexOf(string key)
        {
            if (keys.Length > LinearSearchLimit)
            {
                index ??= BuildIndex();
                return index.GetValueOrDefault(key, -1);
            }
            for (var i = 0; i < keys.Length; i++)
                if (string.Equals(keys[i], key, StringComparison.Ordinal))
                    return i;
            return -1;
        }

        private Dictionary<string, int> BuildIndex()
        {
            var built = new Dictionary<string, int>(keys.Length, StringComparer.Ordinal);
            for (var i = 0; i < keys.Length; i++)
                built[keys[i]] = i;
            return built;
        }
    }
}
