namespace SpecSkills.Tests.Kubernetes.Servers;

/// <summary>A clock that stands where a test put it.</summary>
internal sealed class FixedClock(DateTimeOffset now) : TimeProvider
{
    public DateTimeOffset Now { get; set; } = now;

    public override DateTimeOffset GetUtcNow() => Now;
}
