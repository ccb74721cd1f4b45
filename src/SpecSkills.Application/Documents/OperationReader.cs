using System.Text.Json;
using SpecSkills.Application.Documents.Reading;
using SpecSkills.Core.Decisions;

namespace SpecSkills.Application.Documents;

/// <summary>
/// Reads an operation as a caller hands it in: <c>{kind, service, parameters}</c>, or the whole document with what it
/// was planned from. What is given beyond the three is read to be compared, never to be believed.
/// </summary>
public static class OperationReader
{
    /// <summary>From text.</summary>
    public static DocumentReading<OperationRequest> Read(string text) => JsonText.Read(text, Read);

    /// <summary>From a part of a larger document; <paramref name="path"/> stands before every place named.</summary>
    public static DocumentReading<OperationRequest> Read(JsonElement element, string path = "$") =>
        JsonText.Read(element, path, Read);

    /// <summary>Parameters of a known kind, as an MCP tool gets them beside the kind.</summary>
    public static DocumentReading<OperationParameters> ReadParameters(
        OperationKind kind, JsonElement element, string path = "$.parameters") =>
        JsonText.Read(element, path, map => ParametersReader.Read(kind, map));

    internal static OperationRequest? Read(JsonMap map)
    {
        var id = map.Text("operation_id");
        var kind = map.Required("kind", map.Word<OperationKind>("kind"), null);
        var service = map.RequiredName("service");
        var origin = map.Word<OperationOrigin>("origin");
        var target = map.Part("target", Target);
        var before = map.Part("before", FieldValuesJson.Read);
        var after = map.Part("after", FieldValuesJson.Read);
        // Without a kind nothing can be said about the parameters, but they are no unknown key.
        if (kind is null) map.Value("parameters");
        var parameters = kind is { } known
            ? map.Required("parameters", map.Part("parameters", part => ParametersReader.Read(known, part)), null)
            : null;
        return parameters is null
            ? null
            : new OperationRequest(service, parameters)
            {
                OperationId = id,
                Origin = origin,
                Target = target,
                Before = before,
                After = after,
            };
    }

    private static OperationTarget Target(JsonMap map) => new(
        map.Text("cluster") ?? "", map.Text("namespace") ?? "", map.Text("name") ?? "", map.Text("uid") ?? "");
}
