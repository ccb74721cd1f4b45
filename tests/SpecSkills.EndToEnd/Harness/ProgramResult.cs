namespace SpecSkills.EndToEnd.Harness;

/// <summary>What a program left when it ended.</summary>
internal sealed record ProgramResult(int ExitCode, string Answers, string Notes)
{
    public override string ToString() => $"exit {ExitCode}\nstdout: {Answers}\nstderr: {Notes}";
}
