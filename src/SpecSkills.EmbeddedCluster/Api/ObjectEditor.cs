using System.Globalization;
using SpecSkills.EmbeddedCluster.Machine;
using SpecSkills.EmbeddedCluster.Requests;
using SpecSkills.EmbeddedCluster.Schema;
using SpecSkills.EmbeddedCluster.Store;
using SpecSkills.EmbeddedCluster.Validation;

namespace SpecSkills.EmbeddedCluster.Api;

/// <summary>POST and PUT of objects, and what a PATCH has in common with a PUT.</summary>
internal sealed class ObjectEditor(MachineContext context, BodyReader bodies)
{
    private const int MaximumNameAttempts = 8;

    public ApiResponse Create(ApiRequest request, RequestTarget target, Func<StoredObject, int, ApiResponse> answer)
    {
        var served = target.Served;
        var options = WriteOptions.Read(request, "CreateOptions", context.Options.MinorVersion, out var refusal);
        var warnings = new List<string>();
        var body = refusal is null
            ? bodies.ReadObject(request, served.Conversion.Type, served.Group, served.Version, served.Storage.Kind,
                options.FieldValidation, warnings, out refusal)
            : null;
        if (body is null)
            return refusal!;
        refusal = PlaceInNamespace(target, ref body);
        if (refusal is not null)
            return refusal;
        var stored = CreateObject(target, body, options, warnings, out refusal);
        return stored is null ? refusal! : WithWarnings(answer(stored, 201), warnings);
    }

    public ApiResponse Put(ApiRequest request, RequestTarget target, Func<StoredObject, int, ApiResponse> answer)
    {
        var served = target.Served;
        var options = WriteOptions.Read(request, "UpdateOptions", context.Options.MinorVersion, out var refusal);
        var warnings = new List<string>();
        var body = refusal is null
            ? bodies.ReadObject(request, served.Conversion.Type, served.Group, served.Version, served.Storage.Kind,
                options.FieldValidation, warnings, out refusal)
            : null;
        if (body is null)
            return refusal!;
        refusal = CheckNames(target, body) ?? PlaceInNamespace(target, ref body);
        if (refusal is not null)
            return refusal;
        var existing = Find(target);
        if (existing is null)
        {
            if (!served.Storage.Rules.AllowsCreateOnUpdate || target.Subresource is not null)
                return Statuses.NotFound(served, target.Name!);
            var created = CreateObject(target, body, options, warnings, out refusal);
            return created is null ? refusal! : WithWarnings(answer(created, 201), warnings);
        }
        var updated = UpdateObject(target, existing, body, options, isPut: true, warnings, out refusal);
        return updated is null ? refusal! : WithWarnings(answer(updated, 200), warnings);
    }

    /// <summary>
    /// Preconditions, defaults, validation and the write itself; null with a refusal when the write is not allowed.
    /// </summary>
    public StoredObject? UpdateObject(
        RequestTarget target, StoredObject existing, Obj body, WriteOptions options, bool isPut, List<string> warnings,
        out ApiResponse? refusal)
    {
        var served = target.Served;
        var rules = served.Storage.Rules;
        var value = served.Conversion.FromServed(Defaulter.Fill(served.Conversion.Type, body));
        refusal = CheckPreconditions(target, existing, value, isPut);
        if (refusal is not null)
            return null;
        value = rules.Default(value);
        value = target.Subresource == "status"
            ? rules.PrepareForStatusUpdate(value, existing.Value)
            : rules.PrepareForUpdate(value, existing.Value);
        var errors = new ValidationErrors(context.Options.MinorVersion);
        rules.Validate(value, errors);
        rules.ValidateUpdate(value, existing.Value, errors);
        if (errors.Any)
        {
            refusal = Statuses.Invalid(served.Storage.QualifiedKind, existing.Name, errors.All);
            return null;
        }
        warnings.AddRange(rules.Warnings(value));
        return context.Writer.Update(
            existing, value, options.Writer(served, target.Subresource), options.DryRun, served.Conversion);
    }

    public StoredObject? Find(RequestTarget target) =>
        context.Store.Table(target.Served.Storage).Find(target.Namespace ?? "", target.Name!);

    public static ApiResponse WithWarnings(ApiResponse response, IReadOnlyList<string> warnings)
    {
        foreach (var warning in warnings)
            response = response.WithHeader("Warning", $"299 - \"{warning.Replace("\\", "\\\\", StringComparison.Ordinal)
                .Replace("\"", "\\\"", StringComparison.Ordinal)}\"");
        return response;
    }

    private StoredObject? CreateObject(
        RequestTarget target, Obj body, WriteOptions options, List<string> warnings, out ApiResponse? refusal)
    {
        var served = target.Served;
        var kind = served.Storage;
        refusal = NameObject(kind, target.Namespace, ref body);
        if (refusal is not null)
            return null;
        var name = body.Object("metadata")!.Text("name") ?? "";
        if (kind.Namespaced && context.Store.Table(context.Catalog.Namespaces).Find("", target.Namespace!) is var ns
            && (ns is null || ns.IsDeleting))
        {
            refusal = ns is null
                ? Statuses.NotFound(context.Catalog.Namespaces, target.Namespace!)
                : Statuses.Failure(403, "Forbidden", $"{served.QualifiedPlural} \"{name}\" is forbidden: unable to "
                    + $"create new content in namespace {target.Namespace} because it is being terminated",
                    Statuses.Details(name, served.Group, kind.Plural));
            return null;
        }
        var value = kind.Rules.Default(
            served.Conversion.FromServed(Defaulter.Fill(served.Conversion.Type, body)));
        value = kind.Rules.PrepareForCreate(value);
        var errors = new ValidationErrors(context.Options.MinorVersion);
        kind.Rules.Validate(value, errors);
        if (!served.IsStorageForm && kind == context.Catalog.Events)
            Resources.EventRules.ValidateNew(value, errors);
        if (errors.Any)
        {
            refusal = Statuses.Invalid(kind.QualifiedKind, name, errors.All);
            return null;
        }
        if (context.Store.Table(kind).Find(target.Namespace ?? "", name) is not null)
        {
            refusal = Statuses.AlreadyExists(served, name);
            return null;
        }
        warnings.AddRange(kind.Rules.Warnings(value));
        return context.Writer.Create(kind, value, options.Writer(served, null), options.DryRun, served.Conversion);
    }

    private ApiResponse? NameObject(Resources.ResourceKind kind, string? ns, ref Obj body)
    {
        var metadata = body.Object("metadata")!;
        if (metadata.Text("name") is not null || metadata.Text("generateName") is not { } prefix)
            return null;
        for (var attempt = 0; attempt < MaximumNameAttempts; attempt++)
        {
            var name = prefix + context.Source.NextSuffix();
            if (context.Store.Table(kind).Find(ns ?? "", name) is not null)
                continue;
            body = body.With("metadata", context.Catalog.Schema["ObjectMeta"].Set(metadata, "name", name));
            return null;
        }
        return Statuses.Failure(409, "AlreadyExists",
            "the server was not able to generate a unique name for the object");
    }

    private ApiResponse? PlaceInNamespace(RequestTarget target, ref Obj body)
    {
        var metadata = body.Object("metadata")!;
        var given = metadata.Text("namespace");
        if (!target.Served.Storage.Namespaced)
        {
            body = body.With("metadata", metadata.With("namespace", null));
            return null;
        }
        if (given is not null && given != target.Namespace)
            return Statuses.BadRequest(
                "the namespace of the provided object does not match the namespace sent on the request");
        body = body.With("metadata", context.Catalog.Schema["ObjectMeta"].Set(metadata, "namespace", target.Namespace));
        return null;
    }

    private static ApiResponse? CheckNames(RequestTarget target, Obj body)
    {
        var name = body.Object("metadata")!.Text("name");
        if (name is null)
            return Statuses.BadRequest(
                "the name of the object must be set in metadata.name: name must be provided");
        return name != target.Name
            ? Statuses.BadRequest(
                $"the name of the object ({name}) does not match the name on the URL ({target.Name})")
            : null;
    }

    private ApiResponse? CheckPreconditions(RequestTarget target, StoredObject existing, Obj value, bool isPut)
    {
        var served = target.Served;
        var metadata = value.Object("metadata")!;
        var version = metadata.Text("resourceVersion") ?? "";
        if (version.Length > 0 && !ulong.TryParse(version, NumberStyles.None, CultureInfo.InvariantCulture, out _))
            return Statuses.InternalError($"strconv.ParseUint: parsing \"{version}\": invalid syntax");
        if (version is "" or "0")
        {
            if (!isPut || served.Storage.Rules.AllowsUnconditionalUpdate)
                return CheckUid(served, existing, metadata);
            var zero = context.Options.MinorVersion >= 36 ? "0" : "0x0";
            return Statuses.Invalid(served.QualifiedPlural, existing.Name,
            [
                new("FieldValueInvalid", "metadata.resourceVersion",
                    $"Invalid value: {zero}: must be specified for an update"),
            ]);
        }
        return version != existing.Metadata.Text("resourceVersion")
            ? Statuses.Modified(served, existing.Name)
            : CheckUid(served, existing, metadata);
    }

    private static ApiResponse? CheckUid(ServedResource served, StoredObject existing, Obj metadata)
    {
        if (metadata.Text("uid") is not { } uid || uid == existing.Uid)
            return null;
        var key = $"/registry/{served.Storage.Plural}/{existing.Namespace}/{existing.Name}";
        return Statuses.Conflict(served.QualifiedPlural, served.Storage.Plural, served.Group, existing.Name,
            $"StorageError: invalid object, Code: 4, Key: {key}, ResourceVersion: 0, AdditionalErrorMsg: Precondition "
            + $"failed: UID in precondition: {uid}, UID in object meta: {existing.Uid}");
    }
}
