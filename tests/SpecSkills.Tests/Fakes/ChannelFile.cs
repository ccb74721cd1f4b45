using SpecSkills.Hosting.Notifications;

namespace SpecSkills.Tests.Fakes;

/// <summary>A person's book of channels in a folder of a test's own.</summary>
internal sealed class ChannelFile : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public ChannelFile(string json, UnixFileMode mode = UnixFileMode.UserRead | UnixFileMode.UserWrite)
    {
        File.WriteAllText(Path, json);
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(Path, mode);
    }

    public string Path => folder.Combine("channels.json");

    public ChannelBook Book => new(Path);

    public static ChannelFile Slack(string address) =>
        new($$"""{"slack": {"ops": "{{address}}"} }""");

    public void Dispose() => folder.Dispose();
}
