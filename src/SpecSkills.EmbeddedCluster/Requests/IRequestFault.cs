namespace SpecSkills.EmbeddedCluster.Requests;

/// <summary>Looks at every request before the machine handles it and may answer or break it instead.</summary>
public interface IRequestFault
{
    /// <summary>Null lets the request through.</summary>
    RequestFault? Intercept(ApiRequest request, DateTimeOffset now);
}
