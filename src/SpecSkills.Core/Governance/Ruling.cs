namespace SpecSkills.Core.Governance;

/// <summary>What a verdict comes to before it is put into words.</summary>
/// <param name="Status">The answer.</param>
/// <param name="Judgement">What the lists say; null for an unknown operation.</param>
/// <param name="Block">What blocks it regardless of the lists; null where nothing does.</param>
/// <param name="SizeMatters">A smaller change of the same kind could get another answer.</param>
internal readonly record struct Ruling(VerdictStatus Status, Judgement? Judgement, Block? Block, bool SizeMatters)
{
    /// <summary>No such operation.</summary>
    public static readonly Ruling Unknown = new(VerdictStatus.Blocked, null, null, SizeMatters: false);
}
