using SpecSkills.Application.Ports;
using SpecSkills.Core.Decisions;
using SpecSkills.Core.Execution;
using SpecSkills.Tests.Kubernetes.Servers;
using Xunit;
using static SpecSkills.Tests.Kubernetes.Servers.ScriptedObservation;

namespace SpecSkills.Tests.Kubernetes;

/// <summary>What the gate compares before it writes, read off recorded objects.</summary>
public sealed class RecordedFactsTests
{
    [Fact]
    public async Task Facts_are_the_values_an_operation_names_now()
    {
        var exchange = Recording.Read("1.36", "deployment-settled-after-scale")[0];
        var metadata = exchange.Body!["metadata"]!;
        await using var cluster = new ScriptedCluster().On("GET", exchange.Path, exchange.Answer());
        using var adapter = Adapter(cluster, Noon);
        var target = new OperationTarget(
            "test/system-uid", metadata["namespace"]!.GetValue<string>(), "todo-frontend",
                metadata["uid"]!.GetValue<string>());
        var before = new FieldValues(
        [
            new("replicas", "0"), new("revision", "0"), new("template", "?"), new("todo-frontend.cpu.request", "0"),
            new("strategy.type", "?"), new("strategy.max_surge", "?"), new("todo-frontend.liveness_probe.period", "?"),
        ]);

        var reading = await adapter.Observer.ReadFactsAsync(AdmittedPlans.Operation(
            new OperationParameters.Scale(3), target, before, FieldValues.OfReplicas(3)), default);

        var facts = Assert.IsType<ClusterReading<FreshFacts>.Read>(reading).Value;
        Assert.Equal(target, facts.Target);
        Assert.Equal(metadata["resourceVersion"]!.GetValue<string>(), facts.ResourceVersion);
        Assert.Equal("50m", facts.Current["todo-frontend.cpu.request"]);
        Assert.Equal("RollingUpdate", facts.Current["strategy.type"]);
        Assert.Equal("1", facts.Current["strategy.max_surge"]);
        Assert.StartsWith("sha256:", facts.Current["template"], StringComparison.Ordinal);
        Assert.Null(facts.Current["todo-frontend.liveness_probe.period"]);
    }
}
