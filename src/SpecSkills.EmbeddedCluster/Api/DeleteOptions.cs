using SpecSkills.EmbeddedCluster.Requests;

namespace SpecSkills.EmbeddedCluster.Api;

/// <summary>How a deletion is to be done, from the body or the query.</summary>
internal sealed record DeleteOptions(bool DryRun, long? GraceSeconds, string? Propagation, string? Uid, string? Version)
{
    public static DeleteOptions Read(ApiRequest request, Obj? body, int minorVersion, out ApiResponse? refusal)
    {
        var query = WriteOptions.Read(request, "DeleteOptions", minorVersion, out refusal);
        var dryRun = query.DryRun || (body?.Array("dryRun")?.Texts.Contains("All") ?? false);
        var grace = body?.Integer("gracePeriodSeconds")
            ?? (long.TryParse(request.QueryValue("gracePeriodSeconds"), out var seconds) ? seconds : null);
        var propagation = body?.Text("propagationPolicy") ?? request.QueryValue("propagationPolicy");
        if (propagation is not (null or "" or "Foreground" or "Background" or "Orphan"))
            refusal ??= Statuses.Failure(422, "Invalid",
                "DeleteOptions.meta.k8s.io \"\" is invalid: propagationPolicy: "
                + $"Invalid value: \"{propagation}\": invalid deletion propagation policy");
        var preconditions = body?.Object("preconditions");
        return new DeleteOptions(
            dryRun, grace, propagation, preconditions?.Text("uid"), preconditions?.Text("resourceVersion"));
    }
}
