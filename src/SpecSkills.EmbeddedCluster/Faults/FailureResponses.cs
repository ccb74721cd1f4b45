using System.Globalization;
using System.Text.Json.Nodes;
using SpecSkills.EmbeddedCluster.Requests;

namespace SpecSkills.EmbeddedCluster.Faults;

/// <summary>The failures as a real API server, its aggregator or a broken network words them.</summary>
internal static class FailureResponses
{
    public static RequestFault Of(RequestFailure failure, ApiRequest request) => failure switch
    {
        RequestFailure.Conflict => Respond(Conflict(request)),
        RequestFailure.TooManyRequests many => Respond(
            ApiResponse.Text(429, "Too many requests, please try again later.\n")
                .WithHeader("Retry-After", many.RetryAfterSeconds.ToString(CultureInfo.InvariantCulture))),
        RequestFailure.InternalError => Respond(Status(500, "InternalError",
            "Internal error occurred: etcdserver: request timed out", null)),
        RequestFailure.Unavailable => Respond(ApiResponse.Text(503, "service unavailable\n")),
        RequestFailure.Garbage => Respond(
            new ApiResponse(200, MediaTypes.Json, "<html><body>It works!</body></html>"u8.ToArray())),
        RequestFailure.NoAnswer => new RequestFault.NeverAnswer(),
        RequestFailure.CutBefore => new RequestFault.CloseConnection(),
        RequestFailure.CutAfter => new RequestFault.HandleThenClose(),
        _ => throw new InvalidOperationException($"{failure.GetType().Name} has no response."),
    };

    private static RequestFault.Respond Respond(ApiResponse response) => new(response);

    private static ApiResponse Conflict(ApiRequest request)
    {
        var (group, resource, name) = Target(request.Path);
        var qualified = group.Length > 0 ? $"{resource}.{group}" : resource;
        var details = new JsonObject { ["name"] = name };
        if (group.Length > 0)
            details["group"] = group;
        details["kind"] = resource;
        return Status(409, "Conflict", $"Operation cannot be fulfilled on {qualified} \"{name}\": the object has been "
            + "modified; please apply your changes to the latest version and try again", details);
    }

    /// <summary>Group, resource and name of a path such as
    /// <c>/apis/apps/v1/namespaces/default/deployments/web/scale</c>.</summary>
    private static (string Group, string Resource, string Name) Target(string path)
    {
        var parts = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        var group = parts is ["apis", _, ..] ? parts[1] : "";
        var rest = parts.AsSpan(Math.Min(parts.Length, group.Length > 0 ? 3 : 2));
        if (rest is ["namespaces", _, _, ..])
            rest = rest[2..];
        return (group, rest.Length > 0 ? rest[0] : "", rest.Length > 1 ? rest[1] : "");
    }

    private static ApiResponse Status(int code, string reason, string message, JsonObject? details)
    {
        var status = new JsonObject
        {
            ["kind"] = "Status",
            ["apiVersion"] = "v1",
            ["metadata"] = new JsonObject(),
            ["status"] = "Failure",
            ["message"] = message,
            ["reason"] = reason,
        };
        if (details is not null)
            status["details"] = details;
        status["code"] = code;
        return ApiResponse.Json(code, status.ToJsonString());
    }
}
