using System.Text;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;
using YamlDotNet.RepresentationModel;

namespace SpecSkills.Kubernetes.Configuration;

/// <summary>
/// Reads one kubeconfig file's YAML or JSON into its root mapping, bounded before anything recursive sees it.
/// </summary>
internal static class KubeconfigDocument
{
    /// <summary>A kubeconfig is eight levels deep; extensions add a few.</summary>
    private const int DepthLimit = 32;

    /// <summary>Events of a file with a thousand clusters; expanded aliases cannot multiply them.</summary>
    private const int EventLimit = 200_000;

    private static readonly UTF8Encoding Utf8 = new(false, throwOnInvalidBytes: true);

    /// <summary>The root; null after reporting a problem, and null without one for an empty file.</summary>
    public static KubeconfigNode? Read(string file, byte[] bytes, ICollection<string> problems)
    {
        try
        {
            var text = Utf8.GetString(bytes).TrimStart('\uFEFF');
            if (Excess(text) is { } excess)
            {
                problems.Add($"{file}: {excess}; a kubeconfig has neither; name the right file.");
                return null;
            }

            var stream = new YamlStream();
            stream.Load(new StringReader(text));
            if (stream.Documents.Count == 0) return null;
            if (stream.Documents.Count == 1 && stream.Documents[0].RootNode is YamlMappingNode root)
                return new KubeconfigNode(file, "", root, problems);
            problems.Add($"{file}:1: found {stream.Documents.Count} document(s), the first " +
                "no mapping; allowed is one mapping with clusters, users and contexts; name the right file.");
        }
        catch (DecoderFallbackException)
        {
            problems.Add($"{file}: the file is not UTF-8 text; save it as UTF-8, or name the right file.");
        }
        catch (YamlException e)
        {
            // The parser's own text may quote the line, and the line may hold a token.
            problems.Add($"{file}:{e.Start.Line}:{e.Start.Column}: this is not YAML, or a key stands twice; correct " +
                "the line or write the file anew with 'kubectl config'.");
        }

        catch (InvalidOperationException)
        {
            // YamlDotNet's scanner answers some unclosed brackets so, and says no place.
            problems.Add($"{file}: this is not YAML; look for a bracket or quote that is not closed, or write the file "
                + "anew with 'kubectl config'.");
        }

        return null;
    }

    private static string? Excess(string text)
    {
        var parser = new Parser(new StringReader(text));
        var depth = 0;
        for (var events = 0; parser.MoveNext(); events++)
        {
            depth += parser.Current?.NestingIncrease ?? 0;
            if (depth > DepthLimit) return $"the file is nested deeper than {DepthLimit}";
            if (events > EventLimit || parser.Current is AnchorAlias)
                return "the file has aliases or far too many values";
        }

        return null;
    }
}
