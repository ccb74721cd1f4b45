namespace SpecSkills.Kubernetes.Client;

/// <summary>What reading a whole list came to, all pages of it.</summary>
/// <typeparam name="T">What an item is read as.</typeparam>
public abstract record ApiListing<T>
{
    private ApiListing()
    {
    }

    /// <summary>Every item.</summary>
    public sealed record Complete(IReadOnlyList<T> Items) : ApiListing<T>;

    /// <summary>A page could not be read; a part of a list is no list.</summary>
    public sealed record Failed(ApiError Error) : ApiListing<T>;
}
