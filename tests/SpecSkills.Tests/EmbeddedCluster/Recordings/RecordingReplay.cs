using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using SpecSkills.EmbeddedCluster;
using SpecSkills.EmbeddedCluster.Requests;
using Xunit;

namespace SpecSkills.Tests.EmbeddedCluster.Recordings;

/// <summary>Puts a machine into the state a recording begins in, then asks it what the recorder asked.</summary>
internal sealed partial class RecordingReplay
{
    private static readonly string[] SystemMetadata =
        ["uid", "resourceVersion", "generation", "creationTimestamp", "managedFields", "finalizers",
            "deletionTimestamp",
            "deletionGracePeriodSeconds"];

    private readonly Dictionary<int, Action> before = [];
    private DateTimeOffset now = new(2026, 11, 22, 8, 54, 0, TimeSpan.Zero);

    public RecordingReplay(Recording recording, ClusterOptions options)
    {
        Recording = recording;
        Machine = new ClusterMachine(options with { StartTime = now, MinorVersion = recording.MinorVersion });
    }

    public Recording Recording { get; }

    public ClusterMachine Machine { get; }

    public RecordingComparer Comparer { get; } = new();

    /// <summary>Exchanges that are asked but whose answers are not compared, by their number from 1.</summary>
    public HashSet<int> NotCompared { get; } = [];

    public bool Is36 => Recording.MinorVersion >= 36;

    /// <summary>What others do while the recording watches.</summary>
    public Action? WhileWatching { get; set; }

    /// <summary>Takes the version in a watch's path as the present one: of a Deployment, or of everything.</summary>
    public RecordingReplay BindRequestVersion(string? ns, string? name)
    {
        foreach (var exchange in Recording.Exchanges)
            if (VersionParameter().Match(exchange!["request"]!["path"]!.GetValue<string>()) is { Success: true } match)
                Comparer.BindVersion(match.Groups[2].Value, ns is null
                    ? Machine.Revision.ToString(CultureInfo.InvariantCulture)
                    : VersionOf(ns, name!));
        return this;
    }

    public RecordingReplay Delete(string path)
    {
        Ask("DELETE", path);
        return this;
    }

    /// <summary>User-Agents of single exchanges, which the recordings do not show.</summary>
    public Dictionary<int, string> Agents { get; } = [];

    public RecordingReplay Namespace(string ns)
    {
        Ask("POST", "/api/v1/namespaces", new JsonObject { ["metadata"] = new JsonObject { ["name"] = ns } });
        return Wait(0.1);
    }

    /// <summary>Creates a Deployment that a recording shows, with what the server had set taken away.</summary>
    public RecordingReplay Deployment(
        string shownIn, string name, int? replicas = null, string manager = "gitops", Action<JsonObject>? change = null,
        string? ns = null)
    {
        var body = Recording.FindDeployment(shownIn, name);
        var metadata = body["metadata"]!.AsObject();
        foreach (var field in SystemMetadata)
            metadata.Remove(field);
        if (metadata["annotations"] is JsonObject annotations)
        {
            annotations.Remove("deployment.kubernetes.io/revision");
            if (annotations.Count == 0)
                metadata.Remove("annotations");
        }
        body.Remove("status");
        if (replicas is { } count)
            body["spec"]!["replicas"] = count;
        change?.Invoke(body);
        Ask("POST", $"/apis/apps/v1/namespaces/{ns ?? shownIn}/deployments?fieldManager={manager}", body);
        return this;
    }

    public RecordingReplay Patch(
        string path, string manager, JsonNode body, string contentType = "application/merge-patch+json")
    {
        Ask("PATCH", $"{path}?fieldManager={manager}", body, contentType);
        return this;
    }

    public RecordingReplay SetImage(string ns, string name, string image, string manager) => Patch(
        $"/apis/apps/v1/namespaces/{ns}/deployments/{name}", manager,
        new JsonObject
        {
            ["spec"] = new JsonObject
            {
                ["template"] = new JsonObject
                {
                    ["spec"] = new JsonObject
                    {
                        ["containers"] = new JsonArray(new JsonObject { ["name"] = name, ["image"] = image }),
                    },
                },
            },
        }, "application/strategic-merge-patch+json");

    public RecordingReplay Scale(string ns, string name, int replicas, string manager) => Patch(
        $"/apis/apps/v1/namespaces/{ns}/deployments/{name}/scale", manager,
        JsonNode.Parse($$$"""{"spec":{"replicas":{{{replicas}}}}}""")!);

    /// <summary>The present resource version of a Deployment.</summary>
    public string VersionOf(string ns, string name) =>
        MetadataOf(ns, name, "resourceVersion");

    private string MetadataOf(string ns, string name, string field) =>
        Ask("GET", $"/apis/apps/v1/namespaces/{ns}/deployments/{name}")["metadata"]![field]!.GetValue<string>();

    /// <summary>Takes the uid the recording sends as a Deployment's own.</summary>
    public RecordingReplay BindUid(string ns, string name)
    {
        var uid = MetadataOf(ns, name, "uid");
        foreach (var exchange in Recording.Exchanges)
            if (exchange!["response"]!["body"]?["metadata"]?["uid"]?.GetValue<string>() is { } recorded)
                Comparer.Bind(recorded, uid);
        return this;
    }

    /// <summary>Takes the version that the n-th exchange shows or sends as a Deployment's present one.</summary>
    public RecordingReplay BindVersion(string ns, string name, int exchange)
    {
        var recorded = Recording.Exchanges[exchange - 1]!;
        var metadata = recorded["request"]!["body"] is JsonObject sent
            && sent["metadata"]?["resourceVersion"] is not null
            ? sent["metadata"]
            : recorded["response"]!["body"]!["metadata"];
        Comparer.BindVersion(metadata!["resourceVersion"]!.GetValue<string>(), VersionOf(ns, name));
        return this;
    }

    /// <summary>Asks what another scenario asked, for the state that it leaves.</summary>
    public RecordingReplay After(string scenario, double wait = 12, bool freshVersions = false)
    {
        foreach (var exchange in Recording.Read(Recording.MinorVersion, scenario).Exchanges)
        {
            if (freshVersions)
                BindVersionTest(exchange!["request"]!);
            Machine.Handle(RequestOf(exchange!["request"]!, 0, scenario), now);
        }
        return Wait(wait);
    }

    /// <summary>Takes the version that a request's JSON patch tests as the present one of what it patches.</summary>
    public RecordingReplay BindVersionTest(JsonNode request)
    {
        if (request["body"] is JsonArray operations
            && VersionTest().Match(operations.ToJsonString()) is { Success: true } match)
            Comparer.BindVersion(match.Groups[2].Value, Ask("GET", request["path"]!.GetValue<string>().Split('?')[0])
                ["metadata"]!["resourceVersion"]!.GetValue<string>());
        return this;
    }

    /// <summary>Takes the pod that the recording's paths name as the first pod here.</summary>
    public RecordingReplay BindPod(string ns)
    {
        var pod = Ask("GET", $"/api/v1/namespaces/{ns}/pods")["items"]![0]!["metadata"]!;
        foreach (var exchange in Recording.Exchanges)
            if (PodPath().Match(exchange!["request"]!["path"]!.GetValue<string>()) is { Success: true } path
                && path.Groups[1].Value != "no-such")
                Comparer.Bind(path.Groups[1].Value, pod["name"]!.GetValue<string>());
        foreach (var exchange in Recording.Exchanges)
        {
            if (exchange!["request"]!["body"]?["preconditions"]?["uid"]?.GetValue<string>() is { } uid
                && exchange["response"]!["status"]!.GetValue<int>() == 200)
                Comparer.Bind(uid, pod["uid"]!.GetValue<string>());
            if (UidInRecord().Match(
                exchange["response"]!["body"]?["message"]?.GetValue<string>() ?? "") is { Success: true } match)
                Comparer.Bind(match.Groups[1].Value, pod["uid"]!.GetValue<string>());
        }
        return this;
    }

    public RecordingReplay Wait(double seconds)
    {
        now += TimeSpan.FromSeconds(seconds);
        Machine.AdvanceTo(now);
        return this;
    }

    /// <summary>Runs something before the n-th exchange, counted from 1.</summary>
    public RecordingReplay Before(int exchange, Action action)
    {
        before[exchange] = action;
        return this;
    }

    public RecordingReplay WaitBefore(int exchange, double seconds) => Before(exchange, () => Wait(seconds));

    public RecordingReplay Ignore(params string[] patterns)
    {
        Comparer.Ignored.AddRange(patterns.Select(pattern => new Regex(pattern)));
        return this;
    }

    public RecordingReplay SkipExchanges(params int[] exchanges)
    {
        NotCompared.UnionWith(exchanges);
        return this;
    }

    public JsonNode Ask(string method, string pathAndQuery, JsonNode? body = null,
        string? contentType = "application/json")
    {
        var response = Machine.Handle(Request(method, pathAndQuery, body?.ToJsonString(), contentType, null, null),
            now);
        Assert.True(response.Status < 300,
            $"set-up {method} {pathAndQuery}: {Encoding.UTF8.GetString(response.Body.Span)}");
        return JsonNode.Parse(response.Body.Span)!;
    }

    /// <summary>Asks everything the recorder asked and compares every answer.</summary>
    public void Run()
    {
        for (var i = 0; i < Recording.Exchanges.Count; i++)
        {
            if (before.TryGetValue(i + 1, out var action))
                action();
            var exchange = Recording.Exchanges[i]!;
            var known = Comparer.Differences.Count;
            var response = Machine.Handle(RequestOf(exchange["request"]!, i + 1), now);
            if (!NotCompared.Contains(i + 1))
                CompareExchange(exchange["response"]!, response, $"({i + 1})");
            if (Comparer.Differences.Count > known + 40)
                break;
        }
    }

    private void CompareExchange(JsonNode recorded, ApiResponse response, string number)
    {
        var known = Comparer.Differences.Count;
        var status = recorded["status"]!.GetValue<int>();
        if (status != response.Status)
        {
            Comparer.Report($"{number} status: recorded {status}, here {response.Status}: "
                + Encoding.UTF8.GetString(response.Body.Span));
            return;
        }
        CompareHeaders(recorded["headers"]!.AsObject(), response, number);
        if (recorded["events"] is JsonArray events)
            CompareEvents(events, response);
        else if (recorded["body"] is JsonValue text && text.TryGetValue<string>(out var plain))
        {
            if (Encoding.UTF8.GetString(response.Body.Span) is var answered && answered != plain)
                Comparer.Report($"{number} text: recorded {plain}, here {answered}");
        }
        else
            Comparer.Compare(recorded["body"], JsonNode.Parse(response.Body.Span));
        if (Comparer.Differences.Count > known)
            Comparer.Report($"    ^ exchange {number}");
    }

    private void CompareEvents(JsonArray recorded, ApiResponse response)
    {
        var query = now;
        WhileWatching?.Invoke();
        Wait(60);
        Assert.NotNull(response.Watch);
        Assert.True(response.Watch.Ended, $"the watch opened at {query} did not end");
        var events = new JsonArray([.. response.Watch.TakePending().Select(frame => JsonNode.Parse(frame.Span))]);
        for (var i = 0; i < Math.Min(recorded.Count, events.Count); i++)
            Comparer.Compare(recorded[i], events[i], $"event{i}.{recorded[i]!["type"]}");
        if (recorded.Count != events.Count)
            Comparer.Report($"events: recorded {string.Join(" ", recorded.Select(one => one!["type"]))}, here "
                + string.Join(" ", events.Select(one => one!["type"])));
    }
}
