namespace SpecSkills.Core.Execution;

/// <summary>The gate's answer.</summary>
public abstract record Admission
{
    private Admission()
    {
    }

    /// <summary>Go, with exactly this plan.</summary>
    public sealed record Admitted(AdmittedPlan Plan) : Admission;

    /// <summary>
    /// No. <paramref name="Rule"/> is a verdict rule word; <paramref name="Conflict"/> means a new decision may help.
    /// </summary>
    public sealed record Refused(string Rule, string Explanation, bool Conflict) : Admission;
}
