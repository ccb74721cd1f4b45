using System.Globalization;

namespace SpecSkills.EmbeddedCluster.Validation;

/// <summary>Collects what is wrong with an object, worded and ordered as the real server's causes.</summary>
internal sealed class ValidationErrors(int minorVersion)
{
    private readonly List<ValidationError> errors = [];

    public IReadOnlyList<ValidationError> All => errors;

    public bool Any => errors.Count > 0;

    /// <summary>Newer servers print a bad value as JSON, older ones as Go syntax.</summary>
    public bool PrintsJson { get; } = minorVersion >= 36;

    public void Invalid(string field, Value value, string detail) =>
        errors.Add(new("FieldValueInvalid", field, $"Invalid value: {Print(value)}: {detail}"));

    /// <summary>For values whose Go syntax shows more than their JSON, e.g. structs.</summary>
    public void InvalidAs(string field, Value value, string goSyntax, string detail) =>
        errors.Add(new("FieldValueInvalid", field,
            $"Invalid value: {(PrintsJson ? ValueWriter.ToText(value) : goSyntax)}: {detail}"));

    public void Required(string field, string detail = "") =>
        errors.Add(new("FieldValueRequired", field, detail.Length == 0 ? "Required value"
            : $"Required value: {detail}"));

    public void Duplicate(string field, Value value) =>
        errors.Add(new("FieldValueDuplicate", field, $"Duplicate value: {Print(value)}"));

    public void Forbidden(string field, string detail) =>
        errors.Add(new("FieldValueForbidden", field, $"Forbidden: {detail}"));

    public void Unsupported(string field, string value, params string[] supported) =>
        errors.Add(new("FieldValueNotSupported", field,
            $"Unsupported value: {Quote(value)}: supported values: {string.Join(", ", supported.Select(Quote))}"));

    public void NonNegative(string field, long? value)
    {
        if (value < 0)
            Invalid(field, value.Value, "must be greater than or equal to 0");
    }

    private static string Quote(string text) => ValueWriter.ToText(new Value.Str(text));

    private string Print(Value value) => value switch
    {
        Obj map when !PrintsJson => "map[string]string{" + string.Join(", ", map
            .OrderBy(pair => pair.Key, StringComparer.Ordinal)
            .Select(pair => string.Create(CultureInfo.InvariantCulture, $"{Quote(pair.Key)}:{pair.Value}"))) + "}",
        _ => ValueWriter.ToText(value),
    };
}
