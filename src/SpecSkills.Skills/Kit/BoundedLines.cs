using System.Text;

namespace SpecSkills.Skills.Kit;

/// <summary>The lines of a stream, none longer than a bound: a line without an end must not fill the memory.</summary>
public static class BoundedLines
{
    /// <summary>Each line without its end; null for one over the limit, the rest of which is skipped.</summary>
    public static IEnumerable<string?> Of(TextReader reader, int limit)
    {
        ArgumentNullException.ThrowIfNull(reader);
        var buffer = new char[16 * 1024];
        var line = new StringBuilder();
        var tooLong = false;
        var started = false;
        int count;
        while ((count = reader.Read(buffer, 0, buffer.Length)) > 0)
        {
            for (var start = 0; start < count;)
            {
                started = true;
                var end = Array.IndexOf(buffer, '\n', start, count - start);
                var stop = end < 0 ? count : end;
                if (line.Length + stop - start > limit) tooLong = true;
                if (tooLong) line.Clear();
                else line.Append(buffer, start, stop - start);
                start = stop + 1;
                if (end < 0) continue;
                yield return tooLong ? null : Text(line);
                line.Clear();
                tooLong = started = false;
            }
        }

        if (started) yield return tooLong ? null : Text(line);
    }

    private static string Text(StringBuilder line) =>
        line.Length > 0 && line[^1] == '\r' ? line.ToString(0, line.Length - 1) : line.ToString();
}
