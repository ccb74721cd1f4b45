using SpecSkills.Core.Audit;
using SpecSkills.Storage.Audit;

namespace SpecSkills.Tests.Fakes;

/// <summary>
/// A real disk that fails at a chosen change: before it, after it, or half-way through - as a kill, or as an error the
/// program gets to see.
/// </summary>
public sealed class FailingDisk(IAuditDisk inner) : IAuditDisk
{
    private int changes;

    public enum Moment { Before, Halfway, After }

    /// <summary>Which change fails, counted from 1; 0 means none.</summary>
    public int FailAt { get; set; }

    public Moment When { get; set; }

    /// <summary>How much of an append that fails half-way comes to the disk, from nothing to all of it.</summary>
    public double Share { get; set; } = 0.5;

    /// <summary>What happens then.</summary>
    public Func<Exception> Failure { get; set; } = () => new CrashException("while writing");

    /// <summary>Changes made so far.</summary>
    public int Changes => changes;

    public IDisposable Lock() => inner.Lock();

    public IReadOnlyList<string> Segments() => inner.Segments();

    public IReadOnlyList<string> SetAsideOf(string segment) => inner.SetAsideOf(segment);

    public long Length(string name) => inner.Length(name);

    public byte[] Read(string name, long offset, int count) => inner.Read(name, offset, count);

    public void Append(string name, long at, ReadOnlySpan<byte> bytes)
    {
        var fails = ++changes == FailAt;
        if (fails && When == Moment.Before) throw Failure();
        inner.Append(name, at, fails && When == Moment.Halfway ? bytes[..(int)(bytes.Length * Share)] : bytes);
        if (fails) throw Failure();
    }

    public void Truncate(string name, long length)
    {
        var fails = ++changes == FailAt;
        if (fails && When != Moment.After) throw Failure();
        inner.Truncate(name, length);
        if (fails) throw Failure();
    }

    public void Delete(string name)
    {
        var fails = ++changes == FailAt;
        if (fails && When != Moment.After) throw Failure();
        inner.Delete(name);
        if (fails) throw Failure();
    }

    public void Remember(AuditHead head)
    {
        var fails = ++changes == FailAt;
        if (fails && When != Moment.After) throw Failure();
        inner.Remember(head);
        if (fails) throw Failure();
    }

    public AuditHead? Remembered() => inner.Remembered();
}
