using SpecSkills.Core.Decisions;

namespace SpecSkills.Core.Governance;

/// <summary>
/// Measures a change of requests and limits; which list entry it matches is decided by the entry's own N.
/// </summary>
internal static class ResourceEffects
{
    private const string RequestSuffix = ".request";

    /// <summary>
    /// The effect; its name is filled in by <see cref="CompiledAuthority"/>, which knows the N of the lists.
    /// </summary>
    public static Effect Of(VerdictRequest request, IReadOnlyList<string> fields) =>
        new("", () => Describe(request.Operation, fields)) { Resources = Measure(request, fields) };

    private static ResourceShift Measure(VerdictRequest request, IReadOnlyList<string> fields)
    {
        var shift = new ResourceShift();
        var maxNow = request.Blueprint.Scaling.MaxReplicas;
        var maxApproved = ApprovedReference.MaxReplicas(request.Blueprint, request.Observation);
        foreach (var field in fields)
        {
            var approved = ApprovedReference.Of(field, request.Blueprint, request.Observation);
            var current = ApprovedReference.Amount(field, request.Operation.Before[field]);
            var next = ApprovedReference.Amount(field, request.Operation.After[field]);
            shift.Add(new FieldShift(field, approved, current, next));
            // With the same bound the footprint says what the field says.
            if (maxNow == maxApproved || !field.EndsWith(RequestSuffix, StringComparison.Ordinal)) continue;
            shift.Add(new FieldShift(
                $"{field} x max_replicas", approved * maxApproved, current * maxNow, next * maxNow));
        }

        return shift;
    }

    private static string Describe(Operation operation, IReadOnlyList<string> fields) => string.Join(", ",
        fields.Select(field =>
            $"{field} {operation.Before[field] ?? "(none)"} -> {operation.After[field] ?? "(none)"}"));
}
