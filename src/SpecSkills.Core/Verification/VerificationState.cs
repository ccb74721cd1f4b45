using System.Text.Json;
using System.Text.Json.Serialization;

namespace SpecSkills.Core.Verification;

/// <summary>
/// Where a verification stands. Everything it needs besides operation and observation is in it, and it is kept as JSON
/// with the execution: another process continues it as if nothing had happened.
/// </summary>
/// <param name="ExecutedAt">When the write was answered.</param>
/// <param name="Before">Each target before acting, in the plan's order.</param>
/// <param name="Prior">Each target right before this write; of a rollback, as the operation it undoes had left
/// it.</param>
/// <param name="SettledAt">When the change was first seen available; null until then.</param>
/// <param name="ViolatingSamples">New samples in a row that missed a target.</param>
/// <param name="LastSampleAt">Newest sample counted.</param>
/// <param name="Last">Each target as last judged; null before the first sample.</param>
public sealed record VerificationState(
    VerificationPlan Plan,
    DateTimeOffset ExecutedAt,
    IReadOnlyList<TargetReading> Before,
    IReadOnlyList<TargetReading> Prior,
    DateTimeOffset? SettledAt,
    int ViolatingSamples,
    DateTimeOffset? LastSampleAt,
    IReadOnlyList<TargetReading>? Last)
{
    /// <summary>
    /// The verification of the rollback of this operation: same targets and times, judged by whether what was before
    /// is back.
    /// </summary>
    public VerificationState OfCompensation(DateTimeOffset executedAt) => new(
        Plan with
        {
            AddsCapacity = Plan.TakesCapacity,
            TakesCapacity = Plan.AddsCapacity,
            CanBeUndone = false,
            IsCompensation = true,
        },
        executedAt, Before, Prior: Last ?? Before, SettledAt: null, ViolatingSamples: 0, LastSampleAt: null,
        Last: null);

    /// <summary>The state as JSON.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, VerificationStateJson.Default.VerificationState);

    /// <summary>Reads <see cref="ToJson"/>'s text; null when it is none.</summary>
    public static VerificationState? FromJson(string? json)
    {
        if (json is null) return null;
        try
        {
            return JsonSerializer.Deserialize(json, VerificationStateJson.Default.VerificationState);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

/// <summary>Source-generated JSON of <see cref="VerificationState"/>.</summary>
[JsonSourceGenerationOptions(UseStringEnumConverter = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(VerificationState))]
internal sealed partial class VerificationStateJson : JsonSerializerContext;
