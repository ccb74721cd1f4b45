using System.Text.Json;
using System.Text.Json.Serialization;
using SpecSkills.Core.Decisions;
using SpecSkills.Core.Governance;
using SpecSkills.Core.Primitives;
using SpecSkills.Tests.Decisions;

namespace SpecSkills.Tests.Governance;

/// <summary>One row of <c>tests/Data/verdict-table.json</c>.</summary>
public sealed record VerdictCase
{
    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower), new DurationConverter() },
    };

    public required string Id { get; init; }
    public required string Title { get; init; }
    public VerdictWorld World { get; init; } = VerdictWorld.Default;
    public required Dictionary<string, JsonElement> Operation { get; init; }
    public OperationOrigin Origin { get; init; } = OperationOrigin.Request;
    public bool ProposalOnly { get; init; }
    public bool AtUse { get; init; }

    /// <summary>After-fields beyond what the parameters set; before-fields that differ from what was seen.</summary>
    public Dictionary<string, string> ExtraAfter { get; init; } = [];
    public Dictionary<string, string> OtherBefore { get; init; } = [];
    public string? TargetName { get; init; }
    public string? TargetUid { get; init; }
    public required VerdictStatus Status { get; init; }
    public required string Rule { get; init; }
    public required string[] Effects { get; init; }

    /// <summary>Canonical fields of the alternative, <c>replicas=5</c>; absent: there is none.</summary>
    public string? Alternative { get; init; }
    public DateTimeOffset? RetryAt { get; init; }

    public static IReadOnlyList<VerdictCase> All { get; } = Read();

    public VerdictRequest Request()
    {
        var request = World.Request(Parameters(), Origin);
        var operation = request.Operation;
        operation = operation with
        {
            After = Overlay(operation.After, ExtraAfter),
            Before = Overlay(operation.Before, OtherBefore),
            Target = operation.Target with
            {
                Name = TargetName ?? operation.Target.Name,
                Uid = TargetUid ?? operation.Target.Uid,
            },
        };
        return request with { Operation = operation, ProposalOnly = ProposalOnly, AtUse = AtUse };
    }

    public static string? Shown(AlternativeOperation? alternative) => alternative is null
        ? null
        : string.Join(' ', OperationFields.Of(alternative.Parameters).Select(pair => $"{pair.Key}={pair.Value}"));

    private OperationParameters Parameters() => Operation["kind"].GetString() switch
    {
        "scale" => new OperationParameters.Scale(Operation["replicas"].GetInt32()),
        "adjust_resources" => new OperationParameters.AdjustResources(
            Text("container") ?? "app", Cpu("cpu_request"), Cpu("cpu_limit"), Bytes("memory_request"),
            Bytes("memory_limit")),
        "restart_pods" => new OperationParameters.RestartPods(
            [.. Operation["pods"].EnumerateArray().Select(pod => pod.GetString()!)]),
        "rollback" => new OperationParameters.Rollback(Text("to_revision")!),
        "update_strategy" => new OperationParameters.UpdateStrategy(null, Text("max_surge"), null, null, null),
        "update_health_checks" =>
            new OperationParameters.UpdateHealthChecks("app", new ProbeTiming(5, 20, 1, 3), null),
        "set_image" => new OperationParameters.SetImage("app", Text("image")!),
        "delete_deployment" => Other(OperationKind.DeleteDeployment),
        "delete_service" => Other(OperationKind.DeleteService),
        "delete_persistent_volume" => Other(OperationKind.DeletePersistentVolume),
        "modify_secret" => Other(OperationKind.ModifySecret),
        "change_network_policy" => Other(OperationKind.ChangeNetworkPolicy),
        "nameless" => Other((OperationKind)99),
        var kind => throw new InvalidOperationException($"{Id}: no kind '{kind}'"),
    };

    private static OperationParameters.Other Other(OperationKind kind) => new(kind, "todo-frontend");

    private string? Text(string name) => Operation.TryGetValue(name, out var value) ? value.GetString() : null;

    private CpuQuantity? Cpu(string name) => CpuQuantity.TryParse(Text(name), out var value) ? value : null;

    private ByteQuantity? Bytes(string name) => ByteQuantity.TryParse(Text(name), out var value) ? value : null;

    private static FieldValues Overlay(FieldValues fields, Dictionary<string, string> other) =>
        new(fields.Where(field => !other.ContainsKey(field.Key)).Concat(other));

    private static VerdictCase[] Read()
    {
        var path = Path.Combine(TestData.Folder, "verdict-table.json");
        return JsonSerializer.Deserialize<VerdictCase[]>(File.ReadAllText(path), Options)!;
    }

    private sealed class DurationConverter : JsonConverter<TimeSpan>
    {
        public override TimeSpan Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) =>
            DurationText.TryParse(reader.GetString(), out var value) ? value : throw new JsonException("no duration");

        public override void Write(Utf8JsonWriter writer, TimeSpan value, JsonSerializerOptions options) =>
            writer.WriteStringValue(DurationText.Format(value));
    }
}
