namespace SpecSkills.Tests.Fakes;

/// <summary>
/// The life of one simulated process. It counts what the process does to the outside and ends it at a chosen effect,
/// before or after; a dead process does nothing any more, its <c>finally</c> blocks included.
/// </summary>
public sealed class ProcessLife
{
    /// <summary>Which effect kills, counted from 1; 0 for none.</summary>
    public int DieAt { get; init; }

    /// <summary>True: the effect happens and the process dies of it; false: it dies before.</summary>
    public bool AfterEffect { get; init; }

    /// <summary>Effects so far, by name.</summary>
    public List<string> Effects { get; } = [];

    public bool IsDead { get; private set; }

    public T Do<T>(string effect, Func<T> act)
    {
        Before(effect);
        var result = act();
        After(effect);
        return result;
    }

    public async Task<T> DoAsync<T>(string effect, Func<Task<T>> act)
    {
        Before(effect);
        var result = await act();
        After(effect);
        return result;
    }

    /// <summary>For what is no effect: a dead process does not even read.</summary>
    public void Check()
    {
        if (IsDead) throw new CrashException("earlier");
    }

    /// <summary>The process ends in the middle of an effect; for that effect to throw.</summary>
    public CrashException End(string where)
    {
        IsDead = true;
        return new CrashException(where);
    }

    private void Before(string effect)
    {
        Check();
        Effects.Add(effect);
        if (Effects.Count == DieAt && !AfterEffect) throw End($"before {effect}");
    }

    private void After(string effect)
    {
        if (Effects.Count == DieAt && AfterEffect) throw End($"after {effect}");
    }
}
