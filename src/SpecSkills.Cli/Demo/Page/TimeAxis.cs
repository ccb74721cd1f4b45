namespace SpecSkills.Cli.Demo.Page;

/// <summary>The position of an instant in a picture.</summary>
internal sealed record TimeAxis(DateTimeOffset Start, TimeSpan Length, double Left, double Right)
{
    public double X(DateTimeOffset at) => Left + (Math.Clamp((at - Start) / Length, 0, 1) * (Right - Left));
}
