namespace SpecSkills.Core.Verification;

/// <summary>What one look at the world did to a verification.</summary>
public abstract record VerificationStep
{
    private VerificationStep()
    {
    }

    /// <summary>Not over: look again at <paramref name="NextSampleAt"/>.</summary>
    public sealed record Waiting(VerificationState State, DateTimeOffset NextSampleAt) : VerificationStep;

    /// <summary>Over. <paramref name="NeedsRollback"/>: what was before is restored under the same permit.</summary>
    public sealed record Finished(VerificationReport Report, bool NeedsRollback) : VerificationStep;
}
