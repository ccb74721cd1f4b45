namespace SpecSkills.Tests.Fakes;

/// <summary>The process ends here: nothing of ours may catch this and go on.</summary>
public sealed class CrashException(string where) : Exception($"killed {where}");
