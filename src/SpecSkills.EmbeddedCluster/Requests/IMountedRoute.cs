namespace SpecSkills.EmbeddedCluster.Requests;

/// <summary>An HTTP interface served beside the Kubernetes API, e.g. Prometheus' query API.</summary>
public interface IMountedRoute
{
    /// <summary>The answer, or null when the path is not this route's.</summary>
    ApiResponse? Handle(ApiRequest request, DateTimeOffset now);
}
