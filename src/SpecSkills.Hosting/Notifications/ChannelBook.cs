using System.Net;
using System.Text.Json;

namespace SpecSkills.Hosting.Notifications;

/// <summary>
/// The addresses behind channel names, from a file of the person's own outside every repository:
/// <code>{"slack": {"devops-alerts": "https://hooks.slack.com/services/..."}}</code>
/// An address is a secret, so only the owner may be able to read the file.
/// </summary>
public sealed class ChannelBook(string path)
{
    /// <summary>A handful of addresses.</summary>
    private const int SizeLimit = 64 * 1024;

    private const UnixFileMode Others =
        UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute
        | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    /// <summary>Where it is.</summary>
    public string Path => path;

    /// <summary>The person's own: <c>~/.config/specskills/channels.json</c>; null without a home folder.</summary>
    public static ChannelBook? OfPerson() => PersonsHome.Find() is { } home
        ? new ChannelBook(System.IO.Path.Combine(home, ".config", "specskills", "channels.json"))
        : null;

    /// <summary>
    /// The address of a Slack channel, or why there is none. Only a missing file or name means that it is not set
    /// up; a file that cannot be used is a fault, and what depends on it fails closed.
    /// </summary>
    public (Uri? Address, string? Fault) Slack(string name)
    {
        string text;
        try
        {
            if (!File.Exists(path)) return (null, null);
            if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & Others) != 0)
                return (null, $"{path} can be used by others than its owner: chmod 600 it");
            if (new FileInfo(path).Length > SizeLimit) return (null, $"{path} is larger than {SizeLimit / 1024} KiB");
            text = File.ReadAllText(path);
        }
        catch (Exception denied) when (denied is IOException or UnauthorizedAccessException)
        {
            return (null, $"{path} cannot be read");
        }

        try
        {
            using var document = JsonDocument.Parse(text);
            if (document.RootElement.ValueKind != JsonValueKind.Object
                || !document.RootElement.TryGetProperty("slack", out var slack)) return (null, null);
            if (slack.ValueKind != JsonValueKind.Object) return (null, $"'slack' in {path} is not a map");
            if (!slack.TryGetProperty(name, out var entry)) return (null, null);
            return entry.ValueKind == JsonValueKind.String
                && Uri.TryCreate(entry.GetString(), UriKind.Absolute, out var address) && IsSafe(address)
                ? (address, null)
                : (null, $"the address of {name} in {path} is no https address");
        }
        catch (JsonException)
        {
            return (null, $"{path} is not JSON");
        }
    }

    /// <summary>
    /// Encrypted, or to this very machine by number: a name could be made to mean another one.
    /// </summary>
    public static bool IsSafe(Uri address)
    {
        ArgumentNullException.ThrowIfNull(address);
        return address.UserInfo.Length == 0 && (address.Scheme == Uri.UriSchemeHttps
            || (address.Scheme == Uri.UriSchemeHttp && IPAddress.TryParse(address.Host.Trim('[', ']'), out var number)
                && IPAddress.IsLoopback(number)));
    }
}
