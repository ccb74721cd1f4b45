using SpecSkills.EmbeddedCluster.Api.Patching;
using SpecSkills.EmbeddedCluster.Machine;
using SpecSkills.EmbeddedCluster.Requests;
using SpecSkills.EmbeddedCluster.Schema;
using SpecSkills.EmbeddedCluster.Store;

namespace SpecSkills.EmbeddedCluster.Api;

/// <summary>PATCH: three kinds of patch on an object or a scale, read back strictly as their type.</summary>
internal sealed class ObjectPatcher(MachineContext context, ObjectEditor editor)
{
    private const int MaximumJsonPatchOperations = 10_000;

    public ApiResponse Patch(ApiRequest request, RequestTarget target, Func<StoredObject, int, ApiResponse> answer)
    {
        var served = target.Served;
        var warnings = new List<string>();
        if (CheckContentType(request) is { } unsupported)
            return unsupported;
        var options = WriteOptions.Read(request, "PatchOptions", context.Options.MinorVersion, out var refusal);
        if (refusal is not null)
            return refusal;
        var existing = editor.Find(target);
        if (existing is null)
            return Statuses.NotFound(served, target.Name!);
        var current = served.Conversion.ToServed(existing.Value);
        var body = Apply(request, served.Conversion.Type, current, options.FieldValidation, warnings, out refusal);
        if (body is null)
            return refusal!;
        if (body.Object("metadata")!.Text("name") is var name && name != existing.Name)
            return Statuses.BadRequest(
                $"the name of the object ({name}) does not match the name on the URL ({existing.Name})");
        var updated = editor.UpdateObject(target, existing, body, options, isPut: false, warnings, out refusal);
        return updated is null ? refusal! : ObjectEditor.WithWarnings(answer(updated, 200), warnings);
    }

    /// <summary>Refuses media types this server cannot patch by; apply is known and not served yet.</summary>
    public static ApiResponse? CheckContentType(ApiRequest request) =>
        request.ContentType is not null && BodyReader.ContentTypeOf(request) is
            MediaTypes.MergePatch or MediaTypes.StrategicMergePatch or MediaTypes.JsonPatch
            ? null
            : Statuses.UnsupportedMediaType();

    /// <summary>The patched value read as its type; null with a refusal when it cannot be read.</summary>
    public Obj? Apply(
        ApiRequest request, SchemaType type, Obj current, string fieldValidation, List<string> warnings,
        out ApiResponse? refusal)
    {
        refusal = null;
        var parsed = ValueReader.Read(request.Body.Span);
        if (parsed.Value is null)
        {
            refusal = Statuses.BadRequest($"error decoding patch: {parsed.Error}");
            return null;
        }
        var patched = ApplyTo(BodyReader.ContentTypeOf(request), type, current, parsed.Value, out refusal);
        if (patched is null)
            return null;
        var decoded = Decoder.Decode(context.Catalog.Schema, type, patched);
        var findings = BodyReader.FieldFindings(decoded.UnknownFields, parsed.DuplicateFields);
        if (decoded.Error is { } error)
            refusal = Statuses.UnreadablePatch(patched, error);
        else if (findings.Count > 0 && fieldValidation == "Strict")
            refusal = Statuses.UnreadablePatch(patched, $"strict decoding error: {string.Join(", ", findings)}");
        else if (fieldValidation == "Warn")
            warnings.AddRange(findings);
        return refusal is null ? decoded.Object : null;
    }

    private static Obj? ApplyTo(
        string contentType, SchemaType type, Obj current, Value patch, out ApiResponse? refusal)
    {
        refusal = null;
        if (contentType == MediaTypes.JsonPatch)
            return ApplyJsonPatch(current, patch, out refusal);
        if (patch is not Obj changes)
        {
            refusal = Statuses.BadRequest(
                $"error decoding patch: json: cannot unmarshal {(patch is Arr ? "array" : "value")} into Go value of "
                + "type map[string]interface {}");
            return null;
        }
        if (contentType == MediaTypes.MergePatch)
            return MergePatch.Apply(current, changes) as Obj;
        string? error = null;
        var merged = StrategicMergePatch.Apply(type, current, changes, ref error);
        if (error is null)
            return merged;
        refusal = Statuses.BadRequest(error);
        return null;
    }

    private static Obj? ApplyJsonPatch(Obj current, Value patch, out ApiResponse? refusal)
    {
        refusal = null;
        if (patch is not Arr operations || operations.Any(operation => operation is not Obj))
        {
            refusal = Statuses.BadRequest("error decoding patch: json: cannot unmarshal "
                + (patch is Obj ? "object" : "value") + " into Go value of type []handlers.jsonPatchOp");
            return null;
        }
        if (operations.Count > MaximumJsonPatchOperations)
        {
            refusal = Statuses.Failure(413, "RequestEntityTooLarge",
                "The allowed maximum operations in a JSON patch is "
                + $"{MaximumJsonPatchOperations}, got {operations.Count}");
            return null;
        }
        if (JsonPatch.Apply(current, operations.Objects) is Obj patched)
            return patched;
        refusal = Statuses.Failure(
            422, "Invalid", "the server rejected our request due to an error in our request", Obj.Empty);
        return null;
    }
}
