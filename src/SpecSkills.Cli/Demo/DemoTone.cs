namespace SpecSkills.Cli.Demo;

/// <summary>How an event is coloured.</summary>
internal enum DemoTone
{
    /// <summary>Shown for context.</summary>
    Plain,

    /// <summary>Allowed, executed, verified.</summary>
    Good,

    /// <summary>Waits for a person.</summary>
    Waiting,

    /// <summary>Blocked, failed, undone.</summary>
    Bad,

    /// <summary>Done from outside: a person, users, a fault.</summary>
    Outside,
}
