using System.Text.Json.Nodes;
using SpecSkills.Core.Primitives;

namespace SpecSkills.Core.Decisions;

/// <summary>
/// The identity of an operation: SHA-256 over canonical JSON of everything that makes it this change and no other. The
/// generation is not part of it, since an annotation moves that; the uid and the before-values are.
/// </summary>
public static class OperationDigest
{
    /// <summary>
    /// Version of the hashed document. It is part of that document, so a later one cannot give the same digest. Version
    /// 1 hashed C# names and no version.
    /// </summary>
    public const int Version = 2;

    /// <summary>The digest, <c>sha256:...</c>.</summary>
    public static string Of(Operation operation)
    {
        var document = Document(operation, WireWord.Of(operation.Kind), WireWord.Of(operation.Origin));
        document["digest_version"] = Version;
        return CanonicalJson.Digest(document);
    }

    /// <summary>
    /// The digest of version 1. The state of an earlier build names operations by it, and a record is found by it.
    /// </summary>
    internal static string OfVersion1(Operation operation) => CanonicalJson.Digest(Document(
        operation, Version1Name(WireWord.Of(operation.Kind)), Version1Name(WireWord.Of(operation.Origin))));

    private static JsonObject Document(Operation operation, string kind, string origin) => new()
    {
        ["kind"] = kind,
        ["service"] = operation.Service,
        ["origin"] = origin,
        ["parameters"] = OperationJson.Fields(OperationFields.Of(operation.Parameters)),
        ["target"] = OperationJson.Target(operation.Target),
        ["before"] = OperationJson.Fields(operation.Before),
        ["after"] = OperationJson.Fields(operation.After),
        ["blueprint"] = OperationJson.Blueprint(operation.Blueprint),
    };

    // "scale_up" was hashed as "ScaleUp". It is made from the word, so that a rename in C# does not change it.
    private static string Version1Name(string word) => string.Concat(
        word.Split('_').Select(part => char.ToUpperInvariant(part[0]) + part[1..]));
}
