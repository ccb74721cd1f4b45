using System.Globalization;

namespace SpecSkills.EmbeddedCluster.Resources;

/// <summary>What the server gives a Service: an address of its own and the ports' targets.</summary>
internal static class ServiceDefaults
{
    public static Obj OnCreate(Obj value)
    {
        var spec = value.Object("spec") ?? Obj.Empty;
        spec = spec.With("ports", spec.Array("ports") is { } ports
            ? Arr.Of(ports.Objects.Select(port => port["targetPort"] is null or Num { Integer: 0 }
                ? port.With("targetPort", port["port"])
                : port))
            : null);
        if (spec.Text("type") == "ExternalName")
            return value.With("spec", spec);
        var address = spec.Text("clusterIP") ?? AddressFor(value.Object("metadata")!);
        spec = spec.With("clusterIP", address)
            .With("clusterIPs", Arr.Of([new Str(address)]))
            .With("ipFamilies", spec["ipFamilies"] ?? Arr.Of([new Str("IPv4")]))
            .With("ipFamilyPolicy", spec["ipFamilyPolicy"] ?? new Str("SingleStack"))
            .With("internalTrafficPolicy", spec["internalTrafficPolicy"] ?? new Str("Cluster"));
        return value.With("spec", spec).With("status", Obj.Of(("loadBalancer", Obj.Empty)));
    }

    // No traffic goes to this address; it only has to look like one and stay the same.
    private static string AddressFor(Obj metadata)
    {
        var hash = 17u;
        foreach (var c in metadata.Text("namespace") + "/" + metadata.Text("name"))
            hash = (hash * 31) + c;
        return string.Create(CultureInfo.InvariantCulture, $"10.96.{(hash >> 8) % 256}.{1 + (hash % 254)}");
    }
}
