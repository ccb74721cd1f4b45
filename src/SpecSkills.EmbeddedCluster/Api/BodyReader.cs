using SpecSkills.EmbeddedCluster.Requests;
using SpecSkills.EmbeddedCluster.Resources;
using SpecSkills.EmbeddedCluster.Schema;
using Encoding = System.Text.Encoding;

namespace SpecSkills.EmbeddedCluster.Api;

/// <summary>Reads the object a POST or PUT brings.</summary>
internal sealed class BodyReader(SchemaCatalog schema, ResourceCatalog catalog)
{
    private const int QuotedBytes = 512;

    /// <summary>The object as its type, with defaults not yet filled in; or a refusal.</summary>
    public Obj? ReadObject(
        ApiRequest request, SchemaType type, string group, string version, string kind, string fieldValidation,
        List<string> warnings, out ApiResponse? refusal)
    {
        refusal = null;
        if (ContentTypeOf(request) is not (MediaTypes.Json or "*/*"))
        {
            refusal = Statuses.UnsupportedMediaType();
            return null;
        }
        var parsed = ValueReader.Read(request.Body.Span);
        if (parsed.Value is not Obj body)
        {
            var text = Encoding.UTF8.GetString(request.Body.Span[..Math.Min(QuotedBytes, request.Body.Length)]);
            refusal = Statuses.BadRequest(
                $"the object provided is unrecognized (must be of type {kind}): couldn't get version/kind; json parse "
                + $"error: {parsed.Error ?? "json: cannot unmarshal value into Go value of type struct"} ({text})");
            return null;
        }
        refusal = CheckKind(body, group, version, kind);
        return refusal is null
            ? Decode(type, body, parsed.DuplicateFields, group.Length == 0 ? version : $"{group}/{version}", kind,
                fieldValidation, warnings, out refusal)
            : null;
    }

    /// <summary>The media type of a body without its parameters; JSON when none was named.</summary>
    public static string ContentTypeOf(ApiRequest request) =>
        (request.ContentType ?? MediaTypes.Json).Split(';')[0].Trim().ToLowerInvariant();

    private Obj? Decode(
        SchemaType type, Obj body, IReadOnlyList<string> duplicates, string apiVersion, string kind,
        string fieldValidation, List<string> warnings, out ApiResponse? refusal)
    {
        refusal = null;
        var version = apiVersion[(apiVersion.IndexOf('/', StringComparison.Ordinal) + 1)..];
        var decoded = Decoder.Decode(schema, type, body);
        if (decoded.Error is { } error)
        {
            refusal = Statuses.BadRequest($"{kind} in version \"{version}\" cannot be handled as a {kind}: {error}");
            return null;
        }
        var findings = FieldFindings(decoded.UnknownFields, duplicates);
        if (findings.Count > 0 && fieldValidation == "Strict")
        {
            refusal = Statuses.BadRequest($"{kind} in version \"{version}\" cannot be handled as a {kind}: strict "
                + $"decoding error: {string.Join(", ", findings)}");
            return null;
        }
        if (fieldValidation == "Warn")
            warnings.AddRange(findings);
        // A body may leave out what its path says already.
        return type.Set(type.Set(decoded.Object!, "kind", kind), "apiVersion", apiVersion);
    }

    /// <summary>Unknown and duplicate fields as sentences, for warnings and strict errors.</summary>
    public static List<string> FieldFindings(IEnumerable<string> unknown, IEnumerable<string> duplicates) =>
    [
        .. duplicates.Select(field => $"duplicate field \"{field}\""),
        .. unknown.Select(field => $"unknown field \"{field}\""),
    ];

    private ApiResponse? CheckKind(Obj body, string group, string version, string kind)
    {
        var given = body.Text("kind");
        var apiVersion = body.Text("apiVersion");
        var expected = group.Length == 0 ? version : $"{group}/{version}";
        if (given is not null && given != kind)
        {
            var known = KnownKind(given, apiVersion);
            var internalGroup = group.Length == 0 ? "core" : group.Split('.')[0];
            return Statuses.BadRequest(known
                ? $"{given} in version \"{version}\" cannot be handled as a {kind}: converting (v1.{given}) to "
                    + $"({internalGroup}.{kind}): unknown conversion"
                : $"no kind \"{given}\" is registered for version \"{apiVersion}\" in scheme "
                    + "\"pkg/api/legacyscheme/scheme.go:30\"");
        }
        if (apiVersion is not null && apiVersion != expected)
            return Statuses.BadRequest(
                $"the API version in the data ({apiVersion}) does not match the expected API version ({expected})");
        return null;
    }

    // Kinds a real server knows although this cluster does not serve them.
    private bool KnownKind(string kind, string? apiVersion) =>
        catalog.All.Any(known => known.Kind == kind && known.ApiVersion == apiVersion)
        || (apiVersion == "apps/v1" && kind is "StatefulSet" or "DaemonSet" or "ControllerRevision");
}
