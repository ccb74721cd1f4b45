using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using SpecSkills.Core.Primitives;
using SpecSkills.Kubernetes.Client;

namespace SpecSkills.Kubernetes.Objects;

/// <summary>One field of a Deployment that operations touch: its name here, its place there.</summary>
/// <param name="Name">As in <c>FieldValues</c>.</param>
/// <param name="Container">The container it belongs to; null for a field of the Deployment itself.</param>
/// <param name="Path">Steps from the Deployment's root, or from the container.</param>
/// <param name="Format">How the value is written.</param>
/// <param name="Default">What the server means by leaving it out; null where leaving out means "not set".</param>
internal sealed record DeploymentField(
    string Name, string? Container, IReadOnlyList<string> Path, FieldFormat Format, string? Default = null)
{
    private static readonly string[] Containers = ["spec", "template", "spec", "containers"];

    /// <summary>The path as people write it, <c>spec.template.spec.containers[app].image</c>.</summary>
    public string DisplayPath => Container is null
        ? string.Join('.', Path)
        : $"{string.Join('.', Containers)}[{Container}].{string.Join('.', Path)}";

    /// <summary>The canonical text, or null where it is not set.</summary>
    public string? Read(JsonElement deployment)
    {
        var root = Container is null ? deployment : ContainerIn(deployment, Container);
        if (root is not { } start) return null;
        if (start.At([.. Path]) is { } value) return Canonical(value);
        // A default only stands where its parent does: no probe at all has no period.
        return Default is not null && (Path.Count == 1 || start.At([.. Path.Take(Path.Count - 1)]) is not null)
            ? Default
            : null;
    }

    /// <summary>
    /// Adds the value to a strategic merge patch; null removes the field. Containers are merged by their name.
    /// </summary>
    public void Write(JsonObject patch, string? text)
    {
        var here = patch;
        if (Container is not null) here = ContainerOf(patch, Container);
        foreach (var step in Path.Take(Path.Count - 1)) here = Child(here, step);
        here[Path[^1]] = text is null ? null : Json(text);
    }

    /// <summary>Where managedFields' fieldsV1 has it.</summary>
    public IEnumerable<string> OwnershipSteps()
    {
        if (Container is not null)
        {
            foreach (var step in Containers) yield return "f:" + step;
            yield return $$"""k:{"name":"{{Container}}"}""";
        }

        foreach (var step in Path) yield return "f:" + step;
    }

    public static JsonElement? ContainerIn(JsonElement deployment, string name)
    {
        foreach (var container in deployment.ItemsAt(Containers))
            if (container.TextAt("name") == name)
                return container;
        return null;
    }

    /// <summary>Names of the template's containers, in order.</summary>
    public static IEnumerable<string> ContainerNames(JsonElement deployment) =>
        deployment.ItemsAt(Containers).Select(container => container.TextAt("name")).OfType<string>();

    /// <summary>The canonical form of a text that was written in another one: 0.1 is 100m.</summary>
    public string Canonical(string text) => Format switch
    {
        FieldFormat.Cpu when CpuQuantity.TryParse(text, out var cpu) => cpu.ToString(),
        FieldFormat.Bytes when ByteQuantity.TryParse(text, out var bytes) => bytes.ToString(),
        _ => text,
    };

    private string Canonical(JsonElement value) => (Format, value.ValueKind) switch
    {
        (FieldFormat.Number or FieldFormat.NumberOrPercent, JsonValueKind.Number)
            when value.TryGetInt32(out var number) =>
            number.ToString(CultureInfo.InvariantCulture),
        (FieldFormat.Text or FieldFormat.NumberOrPercent, JsonValueKind.String) => value.GetString()!,
        (FieldFormat.Cpu, JsonValueKind.String or JsonValueKind.Number) when
            CpuQuantity.TryParse(value.ToString(), out var cpu) => cpu.ToString(),
        (FieldFormat.Bytes, JsonValueKind.String or JsonValueKind.Number) when
            ByteQuantity.TryParse(value.ToString(), out var bytes) => bytes.ToString(),
        // Not what the API can hold: shown as it is, so that it equals nothing that was planned.
        _ => SafeText.Of($"unreadable: {value}", 80),
    };

    private JsonValue Json(string text) =>
        Format is FieldFormat.Number or FieldFormat.NumberOrPercent
            && int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? JsonValue.Create(number)
            : JsonValue.Create(text);

    private static JsonObject ContainerOf(JsonObject patch, string name)
    {
        var spec = Child(Child(Child(patch, "spec"), "template"), "spec");
        if (spec["containers"] is not JsonArray list) spec["containers"] = list = [];
        foreach (var item in list)
            if (item is JsonObject container && container["name"]?.GetValue<string>() == name)
                return container;
        var added = new JsonObject { ["name"] = name };
        list.Add((JsonNode)added);
        return added;
    }

    private static JsonObject Child(JsonObject parent, string name)
    {
        if (parent[name] is JsonObject child) return child;
        var made = new JsonObject();
        parent[name] = made;
        return made;
    }
}
