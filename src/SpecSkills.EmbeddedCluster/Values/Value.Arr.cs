using System.Collections;

namespace SpecSkills.EmbeddedCluster.Values;

internal abstract partial class Value
{
    /// <summary>A JSON array.</summary>
    public sealed class Arr : Value, IReadOnlyList<Value>
    {
        /// <summary>The array without items.</summary>
        public static readonly Arr Empty = new([]);

        private readonly Value[] items;

        /// <summary>An array that takes over the items given.</summary>
        public Arr(Value[] items) => this.items = items;

        /// <summary>An array of the items given.</summary>
        public static Arr Of(IEnumerable<Value> items) => new([.. items]);

        /// <inheritdoc />
        public int Count => items.Length;

        /// <inheritdoc />
        public Value this[int index] => items[index];

        /// <summary>The items that are objects.</summary>
        public IEnumerable<Obj> Objects => items.OfType<Obj>();

        /// <summary>The items that are strings.</summary>
        public IEnumerable<string> Texts => items.OfType<Str>().Select(str => str.Text);

        /// <inheritdoc />
        public IEnumerator<Value> GetEnumerator() => ((IEnumerable<Value>)items).GetEnumerator();

        /// <inheritdoc />
        public override bool Equals(Value? other)
        {
            if (ReferenceEquals(this, other))
                return true;
            if (other is not Arr array || array.items.Length != items.Length)
                return false;
            for (var i = 0; i < items.Length; i++)
                if (!items[i].Equals(array.items[i]))
                    return false;
            return true;
        }

        /// <inheritdoc />
        public override int GetHashCode() => items.Length;

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
