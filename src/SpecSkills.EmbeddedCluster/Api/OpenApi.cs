using SpecSkills.EmbeddedCluster.Requests;
using SpecSkills.EmbeddedCluster.Schema;

namespace SpecSkills.EmbeddedCluster.Api;

/// <summary>
/// /openapi/v3, made from the same schema that requests are read with. kubectl asks it whether the server validates
/// fields itself, and explains kinds from it. The older /openapi/v2 is not served: kubectl wants it as protobuf.
/// </summary>
internal sealed class OpenApi(SchemaCatalog schema, ServedCatalog served)
{
    private const string References = "#/components/schemas/";

    private readonly Dictionary<string, byte[]> documents = new(StringComparer.Ordinal);

    public ApiResponse Handle(ApiRequest request, string[] rest)
    {
        if (request.Method is not ("GET" or "HEAD"))
            return Statuses.MethodNotAllowed();
        if (rest.Length == 0)
            return Json(ValueWriter.ToBytes(Index()));
        var (group, version) = rest switch
        {
            ["api", var core] => ("", core),
            ["apis", var named, var of] => (named, of),
            _ => ("", ""),
        };
        return served.HasGroupVersion(group, version) ? Json(Document(group, version)) : Statuses.UnknownPath();
    }

    private static ApiResponse Json(byte[] json) => new(200, MediaTypes.Json, json);

    private Obj Index()
    {
        var paths = new ObjBuilder();
        foreach (var path in served.All.Select(PathOf).Distinct().Order(StringComparer.Ordinal))
            paths.Add(path, Obj.One("serverRelativeURL", $"/openapi/v3/{path}?hash={schema.MinorVersion}"));
        return Obj.One("paths", paths.Build());
    }

    private byte[] Document(string group, string version)
    {
        var key = $"{group}/{version}";
        if (documents.TryGetValue(key, out var known))
            return known;
        var resources = served.All.Where(one => one.Group == group && one.Version == version).ToList();
        var schemas = new SortedDictionary<string, Value>(StringComparer.Ordinal);
        foreach (var resource in resources)
            AddType(schemas, resource.Conversion.Type, NameOf(resource), resource);
        var paths = new ObjBuilder();
        foreach (var resource in resources)
            AddPaths(paths, resource);
        var document = Obj.Of(
            ("openapi", "3.0.0"),
            ("info", Obj.Of(("title", "Kubernetes"), ("version", $"v1.{schema.MinorVersion}.0"))),
            ("paths", paths.Build()),
            ("components", Obj.One("schemas", new Obj([.. schemas.Keys], [.. schemas.Values]))));
        return documents[key] = ValueWriter.ToBytes(document);
    }

    private static string PathOf(ServedResource resource) =>
        resource.Group.Length == 0 ? $"api/{resource.Version}" : $"apis/{resource.GroupVersion}";

    private static string NameOf(ServedResource resource)
    {
        var group = resource.Group.Length == 0 ? "core" : resource.Group.Split('.')[0];
        return $"io.k8s.api.{group}.{resource.Version}.{resource.Storage.Kind}";
    }

    private static void AddPaths(ObjBuilder paths, ServedResource resource)
    {
        var collection = "/" + PathOf(resource) + (resource.Storage.Namespaced ? "/namespaces/{namespace}/" : "/")
            + resource.Storage.Plural;
        var shared = new List<Value> { Parameter("fieldManager"), Parameter("dryRun"), Parameter("fieldValidation") };
        paths.Add(collection, Obj.Of(
            ("get", Operation(resource, "list", [])), ("post", Operation(resource, "post", shared))));
        paths.Add(collection + "/{name}", Obj.Of(
            ("get", Operation(resource, "get", [])), ("put", Operation(resource, "put", shared)),
            ("patch", Operation(resource, "patch", shared)), ("delete", Operation(resource, "delete", []))));
    }

    private static Obj Operation(ServedResource resource, string action, List<Value> parameters) => Obj.Of(
        ("x-kubernetes-action", action),
        ("x-kubernetes-group-version-kind", GroupVersionKind(resource)),
        ("parameters", parameters.Count == 0 ? null : Arr.Of(parameters)),
        ("responses", Obj.One("200", Obj.Of(
            ("description", "OK"),
            ("content", Obj.One(MediaTypes.Json, Obj.One("schema", Reference(NameOf(resource)))))))));

    private static Obj Reference(string name) => Obj.One("$ref", References + name);

    private static Obj Parameter(string name) => Obj.Of(
        ("name", name), ("in", "query"), ("schema", Obj.Of(("type", "string"), ("uniqueItems", true))));

    private static Obj GroupVersionKind(ServedResource resource) => Obj.Of(
        ("group", resource.Group), ("version", resource.Version), ("kind", resource.Storage.Kind));

    private static void AddType(
        SortedDictionary<string, Value> schemas, SchemaType type, string name, ServedResource? resource)
    {
        if (!schemas.TryAdd(name, Obj.Empty))
            return;
        var properties = new ObjBuilder(type.Fields.Count);
        foreach (var field in type.Fields)
            properties.Add(field.Name, Property(schemas, field));
        schemas[name] = Obj.Of(
            ("type", "object"),
            ("properties", properties.Build()),
            ("x-kubernetes-map-type", type.Atomic ? "atomic" : null),
            ("x-kubernetes-group-version-kind", resource is null ? null : Arr.Of([GroupVersionKind(resource)])));
    }

    private static Obj Property(SortedDictionary<string, Value> schemas, SchemaField field)
    {
        var property = Element(schemas, field.Element);
        if (field.Element.Shape == SchemaShape.List)
        {
            property = property.With("x-kubernetes-list-type",
                field.Keys.Count > 0 ? "map" : field.Set ? "set" : "atomic");
            if (field.Keys.Count > 0)
                property = property.With("x-kubernetes-list-map-keys",
                    Arr.Of(field.Keys.Select(key => new Value.Str(key))));
            if (field.MergeKey is { } mergeKey)
                property = property.With("x-kubernetes-patch-strategy", "merge")
                    .With("x-kubernetes-patch-merge-key", mergeKey.Length == 0 ? null : mergeKey);
        }
        return field.Default is null || field.Element.Shape == SchemaShape.Struct
            ? property
            : property.With("default", field.Default);
    }

    private static Obj Element(SortedDictionary<string, Value> schemas, SchemaElement element)
    {
        switch (element.Shape)
        {
            case SchemaShape.Struct:
                var name = "io.k8s.api." + element.Struct!.Name;
                AddType(schemas, element.Struct, name, null);
                return Obj.One("allOf", Arr.Of([Reference(name)]));
            case SchemaShape.List:
                return Obj.Of(("type", "array"), ("items", Element(schemas, element.Item!)));
            case SchemaShape.Map:
                return Obj.Of(("type", "object"), ("additionalProperties", Element(schemas, element.Item!)));
            case SchemaShape.Any:
                return Obj.One("type", "object");
            case SchemaShape.Flag:
                return Obj.One("type", "boolean");
            case SchemaShape.Int32 or SchemaShape.Int64:
                return Obj.Of(("type", "integer"), ("format", element.GoName));
            case SchemaShape.Real:
                return Obj.Of(("type", "number"), ("format", "double"));
            case SchemaShape.IntOrString:
                return Obj.Of(("format", "int-or-string"), ("oneOf",
                    Arr.Of([Obj.One("type", "integer"), Obj.One("type", "string")])));
            case SchemaShape.Time or SchemaShape.MicroTime:
                return Obj.Of(("type", "string"), ("format", "date-time"));
            case SchemaShape.Bytes:
                return Obj.Of(("type", "string"), ("format", "byte"));
            default:
                return Obj.One("type", "string");
        }
    }
}
