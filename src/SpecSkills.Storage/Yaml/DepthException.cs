using YamlDotNet.Core;

namespace SpecSkills.Storage.Yaml;

/// <summary>Ends the parse of a document that nests too deeply; caught with the parser's own errors.</summary>
internal sealed class DepthException(Mark at)
    : YamlException(at, at, $"the document is nested more than {YamlDocument.DepthLimit} deep");
