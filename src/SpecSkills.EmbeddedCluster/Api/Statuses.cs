using System.Globalization;
using SpecSkills.EmbeddedCluster.Requests;
using SpecSkills.EmbeddedCluster.Resources;
using SpecSkills.EmbeddedCluster.Validation;

namespace SpecSkills.EmbeddedCluster.Api;

/// <summary>Answers of kind Status, in the words of the real server.</summary>
internal static class Statuses
{
    public static ApiResponse Failure(int code, string reason, string message, Obj? details = null) =>
        Answer(code, Build(code, reason, message, details));

    public static Obj Build(int code, string reason, string message, Obj? details = null) => Obj.Of(
        ("kind", "Status"),
        ("apiVersion", "v1"),
        ("metadata", Obj.Empty),
        ("status", "Failure"),
        ("message", message),
        ("reason", reason.Length == 0 ? null : reason),
        ("details", details),
        ("code", code));

    public static ApiResponse Success(Obj? details, int code = 200) => Answer(code, Obj.Of(
        ("kind", "Status"), ("apiVersion", "v1"), ("metadata", Obj.Empty), ("status", "Success"),
        ("details", details), ("code", code == 200 ? null : code)));

    public static ApiResponse NotFound(ServedResource served, string name) => Failure(404, "NotFound",
        $"{served.QualifiedPlural} \"{name}\" not found", Details(name, served.Group, served.Storage.Plural));

    public static ApiResponse NotFound(ResourceKind kind, string name) => Failure(404, "NotFound",
        $"{kind.QualifiedPlural} \"{name}\" not found", Details(name, kind.Group, kind.Plural));

    public static ApiResponse UnknownResource() => Failure(
        404, "NotFound", "the server could not find the requested resource", Obj.Empty);

    public static ApiResponse UnknownPath() => ApiResponse.Text(404, "404 page not found\n");

    public static ApiResponse AlreadyExists(ServedResource served, string name) => Failure(409, "AlreadyExists",
        $"{served.QualifiedPlural} \"{name}\" already exists", Details(name, served.Group, served.Storage.Plural));

    public static ApiResponse Modified(ServedResource served, string name) => Failure(409, "Conflict",
        $"Operation cannot be fulfilled on {served.QualifiedPlural} \"{name}\": the object has been modified; please "
        + "apply your changes to the latest version and try again",
        Details(name, served.Group, served.Storage.Plural));

    public static ApiResponse Conflict(string qualified, string kind, string group, string name, string why) => Failure(
        409, "Conflict", $"Operation cannot be fulfilled on {qualified} \"{name}\": {why}", Details(name, group, kind));

    public static ApiResponse BadRequest(string message) => Failure(400, "BadRequest", message);

    public static ApiResponse MethodNotAllowed() => Failure(
        405, "MethodNotAllowed", "the server does not allow this method on the requested resource", Obj.Empty);

    public static ApiResponse UnsupportedMediaType() =>
        Failure(415, "UnsupportedMediaType", "415: Unsupported Media Type", Obj.Empty);

    public static ApiResponse NotAcceptable() => Failure(406, "NotAcceptable",
        "406: Not Acceptable\n\nAvailable representations: application/json, application/yaml, "
        + "application/vnd.kubernetes.protobuf", Obj.Empty);

    public static ApiResponse InternalError(string message) => Failure(500, "", message);

    /// <summary>422 with one cause per error. Several are bracketed, as the real server joins them.</summary>
    public static ApiResponse Invalid(string qualifiedKind, string name, IReadOnlyList<ValidationError> errors)
    {
        var texts = errors.Select(error => $"{error.Field}: {error.Message}").Distinct().ToList();
        var text = texts.Count == 1 ? texts[0] : $"[{string.Join(", ", texts)}]";
        var dot = qualifiedKind.IndexOf('.', StringComparison.Ordinal);
        var (kind, group) = dot < 0 ? (qualifiedKind, "") : (qualifiedKind[..dot], qualifiedKind[(dot + 1)..]);
        var causes = Arr.Of(errors.Select(error => Obj.Of(
            ("reason", error.Reason), ("message", error.Message), ("field", error.Field))));
        return Failure(422, "Invalid", $"{qualifiedKind} \"{name}\" is invalid: {text}",
            Details(name, group, kind).With("causes", causes));
    }

    /// <summary>422 of a patch whose result cannot be read; a real server quotes all of it.</summary>
    public static ApiResponse UnreadablePatch(Value patched, string error)
    {
        var message = $"Invalid value: {ValueWriter.ToText(new Value.Str(ValueWriter.ToText(patched)))}: {error}";
        return Failure(422, "Invalid", $" \"\" is invalid: patch: {message}", Obj.Of(("causes", Arr.Of(
            [Obj.Of(("reason", "FieldValueInvalid"), ("message", message), ("field", "patch"))]))));
    }

    public static ApiResponse Expired(string message) => Failure(410, "Expired", message);

    public static Obj Gone(long asked, long oldest) => Build(410, "Expired", string.Create(
        CultureInfo.InvariantCulture, $"too old resource version: {asked} ({oldest})"));

    public static Obj Details(string name, string group, string kind) => Obj.Of(
        ("name", name.Length == 0 ? null : name), ("group", group.Length == 0 ? null : group), ("kind", kind));

    private static ApiResponse Answer(int code, Obj status) => new(code, MediaTypes.Json, ValueWriter.ToBytes(status));
}
