using System.Text.Json.Nodes;

namespace SpecSkills.Tests.EmbeddedCluster.Recordings;

/// <summary>Deployments made out of recorded ones.</summary>
internal static partial class RecordingSetups
{
    private static void Become(JsonObject body, string app)
    {
        body["metadata"]!["name"] = app;
        body["metadata"]!["namespace"] = "todo-pods";
        body["metadata"]!["labels"] = new JsonObject { ["app"] = app };
        var labels = new JsonObject { ["app"] = app };
        if (app != "evict")
            labels["part-of"] = "todo";
        body["spec"]!["selector"] = new JsonObject { ["matchLabels"] = new JsonObject { ["app"] = app } };
        var template = body["spec"]!["template"]!;
        template["metadata"]!["labels"] = labels;
        var container = template["spec"]!["containers"]![0]!;
        container["name"] = app;
    }
}
