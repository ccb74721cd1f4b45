using System.Globalization;
using SpecSkills.EmbeddedCluster.Schema;
using SpecSkills.EmbeddedCluster.Validation;

namespace SpecSkills.EmbeddedCluster.Resources;

/// <summary>Defaults and validation of a pod's spec, in a pod or in a template.</summary>
internal static class PodSpecRules
{
    // The fields of a container are the same in every version served.
    private static readonly SchemaType ContainerType = SchemaCatalog.For(33)["Container"];

    /// <summary>Pull policy by tag, resource lists rounded up to a thousandth, host ports.</summary>
    public static Obj Default(Obj spec)
    {
        foreach (var list in (ReadOnlySpan<string>)["initContainers", "containers"])
            if (spec.Array(list) is { } containers)
                spec = spec.With(list, Arr.Of(containers.Select(item => item is Obj c ? DefaultContainer(c) : item)));
        return spec;
    }

    /// <summary>Requests follow limits in a pod, though not in a template.</summary>
    public static Obj RequestsFromLimits(Obj spec)
    {
        if (spec.Array("containers") is not { } containers)
            return spec;
        return spec.With("containers", Arr.Of(containers.Select(item =>
        {
            var container = (Obj)item;
            var requests = container.Object("resources")?.Object("requests") ?? Obj.Empty;
            foreach (var (name, limit) in container.Object("resources")?.Object("limits") ?? Obj.Empty)
                if (requests[name] is null)
                    requests = requests.With(name, limit);
            return requests.Count == 0 ? container : container.WithAt(["resources", "requests"], requests);
        })));
    }

    public static void Validate(Obj spec, string field, ValidationErrors errors)
    {
        var containers = spec.Array("containers") ?? Arr.Empty;
        if (containers.Count == 0)
            errors.Required(field + ".containers");
        var names = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < containers.Count; i++)
            ValidateContainer(
                (Obj)containers[i], $"{field}.containers[{i.ToString(CultureInfo.InvariantCulture)}]", names, errors);
        errors.NonNegative(field + ".terminationGracePeriodSeconds", spec.Integer("terminationGracePeriodSeconds"));
        if (spec.Text("restartPolicy") is { } policy and not ("Always" or "OnFailure" or "Never"))
            errors.Unsupported(field + ".restartPolicy", policy, "Always", "OnFailure", "Never");
        if (spec.Text("dnsPolicy") is { } dns and not (
            "ClusterFirstWithHostNet" or "ClusterFirst" or "Default" or "None"))
            errors.Unsupported(field + ".dnsPolicy", dns, "ClusterFirst", "ClusterFirstWithHostNet", "Default", "None");
    }

    private static Obj DefaultContainer(Obj container)
    {
        if (container.Text("imagePullPolicy") is null)
        {
            var image = container.Text("image") ?? "";
            var tag = image[(image.LastIndexOf('/') + 1)..];
            var latest = !image.Contains('@', StringComparison.Ordinal)
                && (!tag.Contains(':', StringComparison.Ordinal) || tag.EndsWith(":latest", StringComparison.Ordinal));
            container = ContainerType.Set(container, "imagePullPolicy", latest ? "Always" : "IfNotPresent");
        }
        foreach (var list in (ReadOnlySpan<string>)["limits", "requests"])
            if (container.Object("resources")?.Object(list) is { } quantities)
                container = container.WithAt(["resources", list], RoundUp(quantities));
        return container;
    }

    private static Obj RoundUp(Obj quantities)
    {
        foreach (var (name, value) in quantities)
            if (value is Str { Text: var text } && ResourceQuantity.TryParse(text, out var quantity)
                && quantity.RoundedUpToMillis().ToString() is var rounded && rounded != text)
                quantities = quantities.With(name, rounded);
        return quantities;
    }

    private static void ValidateContainer(Obj container, string field, HashSet<string> names, ValidationErrors errors)
    {
        var name = container.Text("name") ?? "";
        if (name.Length == 0)
            errors.Required(field + ".name");
        else if (!Names.IsLabel(name))
            errors.Invalid(field + ".name", name!, Names.LabelRule);
        else if (!names.Add(name))
            errors.Duplicate(field + ".name", name!);
        if (string.IsNullOrEmpty(container.Text("image")))
            errors.Required(field + ".image");
        var ports = container.Array("ports") ?? Arr.Empty;
        for (var i = 0; i < ports.Count; i++)
            ValidatePort((Obj)ports[i], $"{field}.ports[{i.ToString(CultureInfo.InvariantCulture)}]", errors);
        foreach (var probe in (ReadOnlySpan<string>)["livenessProbe", "readinessProbe", "startupProbe"])
            if (container.Object(probe) is { } present)
                ValidateProbe(present, $"{field}.{probe}", probe != "readinessProbe", errors);
        if (container.Text("imagePullPolicy") is { } policy and not ("Always" or "IfNotPresent" or "Never"))
            errors.Unsupported(field + ".imagePullPolicy", policy, "Always", "IfNotPresent", "Never");
        ValidateResources(container.Object("resources") ?? Obj.Empty, field + ".resources", errors);
    }

    private static void ValidatePort(Obj port, string field, ValidationErrors errors)
    {
        if (port.Integer("containerPort") is not ({ } number and not 0))
            errors.Required(field + ".containerPort");
        else if (number is < 1 or > 65535)
            errors.Invalid(field + ".containerPort", number, "must be between 1 and 65535, inclusive");
        if (port.Text("protocol") is { } protocol and not ("TCP" or "UDP" or "SCTP"))
            errors.Unsupported(field + ".protocol", protocol, "SCTP", "TCP", "UDP");
    }

    private static void ValidateProbe(Obj probe, string field, bool oneSuccess, ValidationErrors errors)
    {
        var handlers = 0;
        foreach (var handler in (ReadOnlySpan<string>)["exec", "httpGet", "tcpSocket", "grpc"])
            if (probe[handler] is not null && handlers++ > 0)
                errors.Forbidden($"{field}.{handler}", "may not specify more than 1 handler type");
        if (handlers == 0)
            errors.Required(field, "must specify a handler type");
        foreach (var number in (ReadOnlySpan<string>)
            ["initialDelaySeconds", "timeoutSeconds", "periodSeconds", "successThreshold", "failureThreshold"])
            errors.NonNegative($"{field}.{number}", probe.Integer(number));
        if (oneSuccess && probe.Integer("successThreshold") is { } threshold and not 1)
            errors.Invalid(field + ".successThreshold", threshold, "must be 1");
    }

    private static void ValidateResources(Obj resources, string field, ValidationErrors errors)
    {
        foreach (var list in (ReadOnlySpan<string>)["limits", "requests"])
            foreach (var (name, value) in resources.Object(list) ?? Obj.Empty)
                if (value is Str { Text: var text } && ResourceQuantity.TryParse(text, out var quantity)
                    && quantity.IsNegative)
                    errors.Invalid($"{field}.{list}[{name}]", text!, "must be greater than or equal to 0");
        foreach (var (name, value) in resources.Object("requests") ?? Obj.Empty)
            if (value is Str { Text: var asked } && resources.Object("limits")?.Text(name) is { } limited
                && ResourceQuantity.TryParse(asked, out var request)
                && ResourceQuantity.TryParse(limited, out var limit)
                && request.Nano > limit.Nano)
                errors.Invalid($"{field}.requests", asked!, $"must be less than or equal to {name} limit of {limited}");
    }
}
