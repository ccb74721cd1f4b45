using SpecSkills.Application.Blueprints;
using SpecSkills.Core.Blueprints;
using SpecSkills.Core.Observations;
using SpecSkills.Core.Primitives;
using SpecSkills.Storage.Blueprints;
using SpecSkills.Tests.Decisions;
using Xunit;

namespace SpecSkills.Tests.Blueprints;

public sealed class BlueprintDraftTests
{
    private const string Bare = """
        apiVersion: v1
        kind: Service
        metadata: { name: web }
        ---
        # the smallest Deployment the API takes
        apiVersion: apps/v1
        kind: Deployment
        metadata: { name: web, annotations: { odd: ~ } }
        spec:
          selector: { matchLabels: { app: web } }
          template:
            metadata: { labels: { app: web } }
            spec: { containers: [ { name: web, image: nginx }, { name: side, image: proxy } ] }
        """;

    private static readonly Blueprint Frontend =
        BlueprintLoader.Load(RepositoryFiles.Text("blueprints", "frontend", "blueprint.yaml")).Blueprint!;

    [Fact]
    public void The_smallest_Deployment_gives_a_valid_draft_that_says_what_is_guessed()
    {
        var facts = Assert.Single(ManifestReader.Deployments(Bare));
        var text = BlueprintDraft.Write(facts, "a test");
        var reading = BlueprintLoader.Load(text);
        Assert.True(reading.IsValid, string.Join('\n', reading.Diagnostics) + text);
        Assert.Equal(("default", "web", "web"), (reading.Blueprint!.Target.Namespace,
            reading.Blueprint.Target.Deployment, reading.Blueprint.Target.Container));
        Assert.Equal("25%", reading.Blueprint.Deployment!.MaxSurge);
        Assert.Null(reading.Blueprint.Reliability.ReadinessProbe);
        Assert.Contains("request: 100m # guess: none is set", text, StringComparison.Ordinal);
        Assert.Contains("container: \"web\" # guess: the first of 2 containers", text, StringComparison.Ordinal);
        Assert.Contains("# The container has no readiness probe.", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("123", 0)]
    [InlineData("true", 1)]
    [InlineData("a.b", 7)]
    [InlineData("1e3", 100)]
    public void Names_that_YAML_takes_for_something_else_and_any_count_stay_valid(string name, int replicas)
    {
        var facts = new WorkloadFacts(
            "no", name, "on", 1, replicas, null, new CpuQuantity(500), new ByteQuantity(1 << 20), null, null,
            new ProbeReading(0, 60, 1, 3), new ProbeReading(0, 10, 1, 3), null);
        var reading = BlueprintLoader.Load(BlueprintDraft.Write(facts, "a test"));
        Assert.True(reading.IsValid, string.Join('\n', reading.Diagnostics));
        Assert.Equal(name, reading.Blueprint!.Metadata.Name);
        Assert.Equal(500, reading.Blueprint.Resources.Cpu.Request.Millicores);
    }

    [Theory]
    [InlineData("")]
    [InlineData("just words")]
    [InlineData("kind: Deployment")]
    [InlineData("kind: Deployment\nmetadata: {name: '../etc'}\nspec: {template: {spec: {containers: [{name: a}]}}}")]
    [InlineData("kind: [Deployment\n---\n: : :")]
    public void What_holds_no_Deployment_gives_none(string text) => Assert.Empty(ManifestReader.Deployments(text));

    [Fact]
    public void A_list_as_kubectl_answers_it_gives_every_Deployment()
    {
        const string Item = "{kind: Deployment, metadata: {name: NAME, namespace: shop}, "
            + "spec: {template: {spec: {containers: [{name: app}]}}}}";
        var text = $"kind: List\nitems: [{Item.Replace("NAME", "one")}, {Item.Replace("NAME", "two")}]";
        Assert.Equal(["one", "two"], ManifestReader.Deployments(text).Select(facts => facts.Deployment));
    }

    [Fact]
    public void What_the_agent_set_itself_is_not_adopted_and_a_count_inside_its_bounds_is_no_difference()
    {
        var blueprint = Frontend;
        var seen = Seen(blueprint, replicas: 4, new Dictionary<string, FieldOwner>
        {
            ["spec.template.spec.containers[app].resources.requests.cpu"] = new("specskills", "Apply", null, null),
            ["spec.template.spec.containers[app].resources.limits.cpu"] = new("kubectl-edit", "Update", null, null),
        });
        var facts = WorkloadFacts.Of(seen, null)!;
        var changes = LiveDifferences.Between(blueprint, seen, facts);
        Assert.Equal(["spec.resources.cpu.request", "spec.resources.cpu.limit"], changes.Select(change => change.Path));
        Assert.Equal(["the agent set it itself", null], changes.Select(change => change.LeftAlone));
        Assert.Equal("kubectl-edit", changes[1].ChangedBy);
    }

    [Theory]
    [InlineData(9, "spec.scaling.max_replicas")]
    [InlineData(0, null)]
    public void A_count_outside_the_bounds_shows_the_wanted_bounds_except_zero(int replicas, string? path)
    {
        var blueprint = Frontend;
        var seen = Seen(blueprint, replicas, new Dictionary<string, FieldOwner>());
        var facts = WorkloadFacts.Of(seen, null)! with
        {
            CpuRequest = new CpuQuantity(50),
            CpuLimit = new CpuQuantity(200),
        };
        Assert.Equal(
            path is null ? [] : [path], LiveDifferences.Between(blueprint, seen, facts).Select(change => change.Path));
    }

    private static Observation Seen(Blueprint blueprint, int replicas, IReadOnlyDictionary<string, FieldOwner> owners)
    {
        var container = new ContainerReading(
            "app", new CpuReading(new CpuQuantity(60), new CpuQuantity(250), null, null, null),
            new MemoryUsageReading(
                blueprint.Resources.Memory.Request, blueprint.Resources.Memory.Limit, null, null, null));
        var observation = TestObservations.Calm;
        return observation with
        {
            Containers = [container],
            Deployment = observation.Deployment with
            {
                Namespace = "default",
                Name = "todo-frontend",
                Replicas = replicas,
                FieldOwners = owners,
                Strategy = null,
                Probes = null,
            },
        };
    }
}
