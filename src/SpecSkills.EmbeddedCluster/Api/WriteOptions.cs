using SpecSkills.EmbeddedCluster.Ownership;
using SpecSkills.EmbeddedCluster.Requests;

namespace SpecSkills.EmbeddedCluster.Api;

/// <summary>The query parameters of a write.</summary>
internal sealed record WriteOptions(bool DryRun, string Manager, string FieldValidation)
{
    private const int MaximumManagerLength = 128;

    /// <summary>Reads them; <paramref name="refusal"/> is set when one has no value the server knows.</summary>
    public static WriteOptions Read(ApiRequest request, string optionsKind, int minorVersion, out ApiResponse? refusal)
    {
        refusal = null;
        var dryRun = request.QueryValues("dryRun").Where(value => value.Length > 0).ToList();
        if (dryRun.Any(value => value != "All"))
            refusal = Unsupported(optionsKind, "dryRun",
                (minorVersion >= 36 ? "[" : "[]string{") + string.Join(", ", dryRun.Select(value => $"\"{value}\""))
                + (minorVersion >= 36 ? "]" : "}"), "\"All\"");
        var validation = request.QueryValue("fieldValidation") ?? "";
        if (validation is not ("" or "Ignore" or "Warn" or "Strict"))
            refusal = Unsupported(optionsKind, "fieldValidation", $"\"{validation}\"",
                "\"\", \"Ignore\", \"Strict\", \"Warn\"");
        var manager = request.QueryValue("fieldManager") ?? "";
        if (manager.Length == 0)
            manager = (request.UserAgent ?? "unknown").Split('/')[0];
        if (manager.Length > MaximumManagerLength)
            manager = manager[..MaximumManagerLength];
        return new WriteOptions(dryRun.Count > 0, manager, validation.Length == 0 ? "Warn" : validation);
    }

    public FieldWriter Writer(ServedResource served, string? subresource) =>
        new(Manager, served.GroupVersion, subresource);

    private static ApiResponse Unsupported(string kind, string field, string value, string supported)
    {
        var message = $"Unsupported value: {value}: supported values: {supported}";
        return Statuses.Failure(422, "Invalid", $"{kind}.meta.k8s.io \"\" is invalid: {field}: {message}", Obj.Of(
            ("group", "meta.k8s.io"), ("kind", kind), ("causes", Arr.Of([Obj.Of(
                ("reason", "FieldValueNotSupported"), ("message", message), ("field", field))]))));
    }
}
