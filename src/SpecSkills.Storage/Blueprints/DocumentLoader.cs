using SpecSkills.Application.Ports;
using SpecSkills.Core.Blueprints.Documents;
using SpecSkills.Core.Governance;
using SpecSkills.Storage.Files;
using SpecSkills.Storage.Yaml;

namespace SpecSkills.Storage.Blueprints;

/// <summary>Reads files that are named on a command line; the kind is what the document says it is.</summary>
public sealed class DocumentLoader(Func<Stream> standardInput) : IDocumentLoader
{
    /// <summary>The word for standard input.</summary>
    public const string StandardInput = "-";

    /// <summary>With the process's own standard input.</summary>
    public DocumentLoader()
        : this(Console.OpenStandardInput)
    {
    }

    /// <inheritdoc/>
    public LoadedDocument Load(string file)
    {
        var content = file == StandardInput ? ReadInput() : BoundedFile.Read(file, YamlDocument.SizeLimit);
        if (content.Bytes is null) return new LoadedDocument(file, null, null, null, [content.Finding!]);
        var text = YamlDocument.TryDecode(content.Bytes);
        if (KindOf(content.Bytes) == GovernancePolicyReader.Kind)
        {
            var policy = BlueprintLoader.LoadPolicy(content.Bytes);
            return new LoadedDocument(file, text, null, policy, policy.Diagnostics);
        }

        var blueprint = BlueprintLoader.Load(content.Bytes);
        return new LoadedDocument(file, text, blueprint, null, blueprint.Diagnostics);
    }

    private BoundedFileContent ReadInput()
    {
        using var input = standardInput();
        return BoundedFile.Read(input, YamlDocument.SizeLimit);
    }

    private static string? KindOf(byte[] bytes) =>
        (YamlDocument.Read(bytes).Root as DocumentNode.Mapping)?.Find("kind")?.Value is DocumentNode.Scalar kind
            ? kind.Text : null;
}
