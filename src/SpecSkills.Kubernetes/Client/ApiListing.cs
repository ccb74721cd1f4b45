using System.Text.Json;

namespace SpecSkills.Kubernetes.Client;

/// <summary>What reading a whole list came to, all pages of it.</summary>
public abstract record ApiListing
{
    private ApiListing()
    {
    }

    /// <summary>Every item.</summary>
    public sealed record Complete(IReadOnlyList<JsonElement> Items) : ApiListing;

    /// <summary>A page could not be read; a part of a list is no list.</summary>
    public sealed record Failed(ApiError Error) : ApiListing;
}
