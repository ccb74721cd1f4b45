using System.Text.Json;
using SpecSkills.Application.Documents.Reading;
using SpecSkills.Core.Observations;

namespace SpecSkills.Application.Documents;

/// <summary>
/// Reads the observation document, strictly: an unknown key, a wrong type or a missing count is a finding with its
/// path. What is absent is unknown, and the records say so.
/// </summary>
public static class ObservationReader
{
    /// <summary>From text.</summary>
    public static DocumentReading<Observation> Read(string text) => JsonText.Read(text, Read);

    /// <summary>From a part of a larger document; <paramref name="path"/> stands before every place named.</summary>
    public static DocumentReading<Observation> Read(JsonElement element, string path = "$") =>
        JsonText.Read(element, path, Read);

    internal static Observation? Read(JsonMap map)
    {
        var service = map.RequiredName("service");
        var observedAt = map.RequiredTime("observed_at");
        var cluster = map.Text("cluster");
        var deployment = map.Required("deployment", map.Part("deployment", DeploymentReader.Read), null);
        var metrics = map.Part("metrics", MetricsReader.Read) ?? new MetricReadings();
        var containers = map.List("containers", ContainerReader.Read);
        var pods = map.List("pods", Pod);
        var revisions = map.List("revisions", Revision);
        var budget = map.Part("disruption_budget", part => new DisruptionBudget(part.RequiredCount("allowed")));
        var approved = map.Part("approved", ApprovedReader.Read);
        var history = map.Part("history", HistoryReader.Read) ?? ServiceHistory.Empty;
        return deployment is null
            ? null
            : new Observation(
                service, observedAt, cluster, deployment, metrics, containers, pods, revisions, budget, approved,
                history);
    }

    private static PodReading Pod(JsonMap map) => new(
        map.RequiredName("name"),
        map.Text("phase") ?? "Unknown",
        map.Required("ready", map.Flag("ready"), null) ?? false,
        map.Count("recent_restarts") ?? 0,
        map.Text("waiting_reason"),
        map.Part("last_termination", part => new ContainerTermination(
            part.RequiredText("reason"), part.Integer("exit_code"), part.Time("at"))),
        map.Time("started_at"),
        map.Text("revision"));

    private static RevisionReading Revision(JsonMap map) => new(
        map.RequiredText("revision"), map.Time("created_at"), map.Flag("was_healthy"), map.Text("image"));
}
