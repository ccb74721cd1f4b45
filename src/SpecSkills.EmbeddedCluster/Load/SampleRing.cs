namespace SpecSkills.EmbeddedCluster.Load;

/// <summary>The newest samples in order of time, up to a bound; the oldest are dropped.</summary>
internal sealed class SampleRing<T>(int capacity)
{
    private const int FirstAllocation = 64;

    private T[] items = new T[Math.Min(capacity, FirstAllocation)];
    private int first;

    public int Count { get; private set; }

    public T this[int index] => items[(first + index) % items.Length];

    public void Add(T item)
    {
        if (Count == items.Length && items.Length < capacity)
            Grow();
        if (Count == items.Length)
        {
            items[first] = item;
            first = (first + 1) % items.Length;
            return;
        }
        items[(first + Count) % items.Length] = item;
        Count++;
    }

    /// <summary>Index of the first item whose key is at least this; <see cref="Count"/> when there is none.</summary>
    public int FirstAtLeast(long key, Func<T, long> keyOf)
    {
        var (low, high) = (0, Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (keyOf(this[middle]) < key)
                low = middle + 1;
            else
                high = middle;
        }
        return low;
    }

    private void Grow()
    {
        var larger = new T[Math.Min(capacity, items.Length * 2)];
        for (var index = 0; index < Count; index++)
            larger[index] = this[index];
        (items, first) = (larger, 0);
    }
}
