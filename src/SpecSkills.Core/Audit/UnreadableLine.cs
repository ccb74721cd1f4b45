using System.Text.Unicode;

namespace SpecSkills.Core.Audit;

/// <summary>Why a line is not a record, for the person who has to find its writer.</summary>
internal static class UnreadableLine
{
    /// <summary>One sentence.</summary>
    public static string Why(ReadOnlySpan<byte> line) => "The line is no record: " + (
        line.IsEmpty ? "it is empty."
        : line.Length >= AuditChain.MaximumLineBytes
            ? $"it is longer than the {AuditChain.MaximumLineBytes} bytes a record has at most."
        : line.StartsWith("\uFEFF"u8) ? "it begins with a byte order mark, which an editor may have put there."
        : !Utf8.IsValid(line) ? "it is not UTF-8."
        : "it is no JSON object with one number 'seq' and one text 'prev'.");
}
