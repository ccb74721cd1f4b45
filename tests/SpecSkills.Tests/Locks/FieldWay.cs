namespace SpecSkills.Tests.Locks;

/// <summary>What a change of a field does to what the agent may do.</summary>
internal enum FieldWay
{
    /// <summary>Nothing; in force at once either way.</summary>
    Tunes,

    /// <summary>More in one direction, which waits, and less in the other, which holds at once.</summary>
    Widens,

    /// <summary>Not known: waits either way.</summary>
    Waits,

    /// <summary>There is one value; another is no document.</summary>
    Fixed,
}
