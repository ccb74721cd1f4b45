using SpecSkills.EmbeddedCluster.Requests;

namespace SpecSkills.EmbeddedCluster.Api;

/// <summary>Reads the Accept header: the first range this server can answer decides.</summary>
internal static class Acceptance
{
    /// <summary>Null when nothing the client accepts can be answered.</summary>
    public static Representation? Negotiate(string? accept)
    {
        if (string.IsNullOrWhiteSpace(accept))
            return Representation.Plain;
        foreach (var range in accept.Split(','))
        {
            var parts = range.Split(';', StringSplitOptions.TrimEntries);
            if (parts[0] is not (MediaTypes.Json or "*/*" or "application/*" or MediaTypes.Yaml))
                continue;
            switch (Parameter(parts, "as"))
            {
                case null:
                    return Representation.Plain;
                case "Table" when Parameter(parts, "v") == "v1":
                    return Representation.Table;
                case "PartialObjectMetadata" or "PartialObjectMetadataList" when Parameter(parts, "v") == "v1":
                    return Representation.Metadata;
            }
        }
        return null;
    }

    /// <summary>Whether the client wants discovery in one document.</summary>
    public static bool WantsAggregatedDiscovery(string? accept) => (accept ?? "").Split(',').Select(
        range => range.Split(';', StringSplitOptions.TrimEntries)).Any(parts =>
            parts[0] == MediaTypes.Json && Parameter(parts, "as") == "APIGroupDiscoveryList"
            && Parameter(parts, "v") == "v2");

    private static string? Parameter(string[] parts, string name) => parts
        .Skip(1).FirstOrDefault(part => part.StartsWith(name + "=", StringComparison.Ordinal))?[(name.Length + 1)..];
}
