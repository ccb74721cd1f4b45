using System.Globalization;
using SpecSkills.Core.Blueprints;
using SpecSkills.Core.Blueprints.Documents;
using SpecSkills.Core.Blueprints.Reading;
using SpecSkills.Core.Primitives;

namespace SpecSkills.Core.Governance.Locks;

/// <summary>Reads the lock strictly: one unknown key or doubtful value, and it is no lock.</summary>
public static class PolicyLockReader
{
    private const string TimeFormat = "yyyy-MM-dd'T'HH:mm:ss'Z'";

    /// <summary>As many as a repository may have blueprints, and the policy.</summary>
    private const int FileLimit = 2001;

    private static readonly ScalarFormat<string> FilePath = new(
        "a blueprint or the policy", "blueprints/frontend/blueprint.yaml", (string text, out string value) =>
        {
            value = text;
            return text == PolicyLock.PolicyFile
                || (text.Split('/') is ["blueprints", var folder, "blueprint.yaml"] && KubernetesName.IsValid(folder));
        });

    private static readonly ScalarFormat<string> Digest = new(
        "sha256: and 64 hexadecimal digits", "sha256:9f86d081...", (string text, out string value) =>
        {
            value = text;
            return text.Length == "sha256:".Length + 64 && text.StartsWith("sha256:", StringComparison.Ordinal)
                && text["sha256:".Length..].All(char.IsAsciiHexDigitLower);
        });

    private static readonly ScalarFormat<DateTimeOffset> Moment = new(
        "a time in UTC", "\"2026-11-22T10:00:00Z\"", (string text, out DateTimeOffset value) =>
            DateTimeOffset.TryParseExact(text, TimeFormat, CultureInfo.InvariantCulture,
                DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out value));

    private static readonly ScalarFormat<string> Person = new(
        "a person's principal", "person:local", (string text, out string value) =>
        {
            value = text;
            return text.StartsWith("person:", StringComparison.Ordinal)
                && KubernetesName.IsValid(text["person:".Length..]);
        });

    /// <summary>A time as the lock holds it, to the second.</summary>
    public static string Time(DateTimeOffset at) =>
        at.UtcDateTime.ToString(TimeFormat, CultureInfo.InvariantCulture);

    /// <summary>Reads a tree; <paramref name="digest"/> is the digest of the raw bytes it came from.</summary>
    public static PolicyLockReading Read(DocumentNode root, string digest)
    {
        var sink = new DiagnosticSink();
        if (DocumentHeader.Open(root, PolicyLock.Kind, sink) is not { } document)
            return new PolicyLockReading(null, digest, sink.Findings);
        if (!document.Has("files"))
            document.Fail(DiagnosticCodes.MissingKey, root, "files", "the lock has no \"files\"", "Accept anew.");
        var files = new List<LockedFile>();
        foreach (var entry in document.Sections("files", FileLimit))
        {
            files.Add(new LockedFile(
                entry.Required("file", FilePath), entry.Required("version", Formats.Version),
                entry.Required("digest", Digest), entry.Required("accepted_at", Moment),
                entry.Required("accepted_by", Person)));
            entry.Finish();
        }

        if (files.GroupBy(entry => entry.File).FirstOrDefault(same => same.Count() > 1) is { } twice)
            document.Fail(DiagnosticCodes.RepeatedEntry, root, "files", $"{twice.Key} is accepted twice",
                "Bring the lock back from version control, or accept anew: specskills policy accept.");
        document.Finish();
        return sink.Findings.Count > 0
            ? new PolicyLockReading(null, digest, BlueprintReader.InOrder(sink.Findings))
            : new PolicyLockReading(new PolicyLock(files), digest, []);
    }
}
