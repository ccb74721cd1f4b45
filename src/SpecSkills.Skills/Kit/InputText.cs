using System.Text;
using SpecSkills.Core.Blueprints;
using SpecSkills.Hosting;
using SpecSkills.Storage.Files;

namespace SpecSkills.Skills.Kit;

/// <summary>Documents a command is given by name, <c>-</c> for stdin: bounded, UTF-8.</summary>
public static class InputText
{
    /// <summary>An observation of ten thousand pods fits.</summary>
    private const int SizeLimit = 8 << 20;

    private static readonly UTF8Encoding Strict =
        new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The bytes; a file that cannot be read ends the command as invalid input.</summary>
    public static byte[] Bytes(string file)
    {
        BoundedFileContent content;
        if (file == "-")
        {
            using var input = StandardInput.Open();
            content = BoundedFile.Read(input, SizeLimit);
        }
        else
        {
            content = BoundedFile.Read(file, SizeLimit);
        }

        return content.Bytes ?? throw Unreadable(file, content.Finding!);
    }

    /// <summary>The text; a byte order mark is not part of it.</summary>
    public static string Text(string file)
    {
        var bytes = Bytes(file);
        try
        {
            var text = Strict.GetString(bytes);
            return text.StartsWith('\uFEFF') ? text[1..] : text;
        }
        catch (DecoderFallbackException)
        {
            throw Invalid(file, "The document is not UTF-8.", "save it as UTF-8");
        }
    }

    private static ProblemException Unreadable(string file, Diagnostic finding) =>
        Invalid(file, $"The document cannot be read: {finding.Message}.", finding.Help);

    private static ProblemException Invalid(string file, string message, string next) =>
        new(new Problem(message, ExitCode.InvalidInput) { Place = file == "-" ? "stdin" : file, Next = next });
}
