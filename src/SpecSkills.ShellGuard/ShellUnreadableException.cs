namespace SpecSkills.ShellGuard;

/// <summary>A command line that is no shell script we can follow. Caught by <see cref="ShellGuard"/> alone.</summary>
internal sealed class ShellUnreadableException(string why) : Exception(why);
