using System.Text;
using System.Text.Json.Nodes;
using SpecSkills.Application.Documents;
using SpecSkills.Core.Blueprints;
using SpecSkills.Hosting;
using SpecSkills.Hosting.Reports;

namespace SpecSkills.Skills.Kit;

/// <summary>
/// One request per line in, one answer per line out, in order. A line that cannot be answered says why.
/// </summary>
public static class Batch
{
    private const int LineLimit = 8 << 20;

    /// <summary>Answers every line of a file (<c>-</c> for stdin); the exit code is that of a job done.</summary>
    public static int Run(
        string file, TextWriter answers, Func<string, JsonObject> answer, CancellationToken cancellation)
    {
        using var stream = Open(file);
        using var reader = new StreamReader(stream, new UTF8Encoding(false));
        return Run(reader, answers, answer, cancellation);
    }

    /// <summary>Answers every line of a reader.</summary>
    public static int Run(
        TextReader requests, TextWriter answers, Func<string, JsonObject> answer, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(answer);
        foreach (var line in BoundedLines.Of(requests, LineLimit))
        {
            cancellation.ThrowIfCancellationRequested();
            JsonAnswer.WriteLine(answers, line is null ? TooLong() : answer(line));
        }

        return ExitCode.Done;
    }

    private static JsonObject TooLong() => DiagnosticWriter.Error([new Diagnostic(
        DocumentCodes.TooLarge, DiagnosticSeverity.Error, $"The line is over {LineLimit} characters.", 0, 0, "$",
        "Write one request per line, each below this limit.")]);

    private static Stream Open(string file)
    {
        if (file == "-") return StandardInput.Open();
        try
        {
            return new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        }
        catch (Exception wrong) when (wrong is IOException or UnauthorizedAccessException or NotSupportedException
            or ArgumentException)
        {
            throw new ProblemException(new Problem("The batch cannot be read.", ExitCode.InvalidInput)
            {
                Place = file,
                Found = wrong is FileNotFoundException or DirectoryNotFoundException ? "no such file" : wrong.Message,
                Next = "name a file of one JSON request per line, or - for stdin",
            });
        }
    }
}
