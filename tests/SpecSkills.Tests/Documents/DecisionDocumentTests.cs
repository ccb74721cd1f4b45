using System.Text.Json.Nodes;
using SpecSkills.Application.Documents;
using SpecSkills.Core.Decisions;
using SpecSkills.Core.Observations;
using SpecSkills.Core.Primitives;
using SpecSkills.Tests.Decisions;
using Xunit;
using static SpecSkills.Tests.Decisions.TestObservations;

namespace SpecSkills.Tests.Documents;

public sealed class DecisionDocumentTests
{
    public static TheoryData<OperationParameters> Parameters =>
    [
        new OperationParameters.Scale(3),
        new OperationParameters.AdjustResources("app", new CpuQuantity(60), null, null, new ByteQuantity(1 << 30))
        {
            EphemeralStorageRequest = new ByteQuantity(1 << 30),
        },
        new OperationParameters.RestartPods(["a", "b"]),
        new OperationParameters.Rollback("2"),
        new OperationParameters.UpdateStrategy("RollingUpdate", "25%", "1", 10, 5),
        new OperationParameters.UpdateHealthChecks("app", new ProbeTiming(1, 2, 3, 4), new ProbeTiming(5, 6, 7, 8)),
        new OperationParameters.SetImage("app", "todo:2"),
        new OperationParameters.Other(OperationKind.DeleteDeployment, "todo-frontend"),
        new OperationParameters.Other(OperationKind.DeleteService, "todo-frontend"),
        new OperationParameters.Other(OperationKind.DeletePersistentVolume, "data"),
        new OperationParameters.Other(OperationKind.ModifySecret, "api-key"),
        new OperationParameters.Other(OperationKind.ChangeNetworkPolicy, "deny-all"),
    ];

    [Fact]
    public void A_decision_has_the_contracts_keys_in_their_order()
    {
        var decision = (Calm with { Deployment = Deployment(2), Metrics = Metrics(85, 75, 220) }).Decide();
        var document = DecisionWriter.Write(decision, "dec-1");

        Assert.Equal(
            [
                "decision_id", "service", "blueprint", "type", "reason", "current_state", "target_state", "rationale",
                "blueprint_references", "operations", "considered",
            ],
            document.Select(pair => pair.Key));
        Assert.Equal(
            ["operation_id", "kind", "service", "origin", "parameters", "target", "before", "after"],
            document["operations"]![0]!.AsObject().Select(pair => pair.Key));
        Assert.Equal("""{"replicas":2,"cpu_utilization":"85%","memory_utilization":"75%","latency_p95":"220ms"}""",
            document["current_state"]!.ToJsonString());
        Assert.Equal("""{"replicas":3}""", document["target_state"]!.ToJsonString());
        Assert.Equal("""{"replicas":2}""", document["operations"]![0]!["before"]!.ToJsonString());
    }

    [Theory]
    [MemberData(nameof(Parameters))]
    public void Every_kind_of_operation_is_read_back_with_the_same_id(OperationParameters parameters)
    {
        var decision = Calm.Decide();
        var operation = new Operation(
            "todo-frontend", OperationOrigin.Request, parameters,
            new OperationTarget("embedded", "default", "todo-frontend", "uid-1"),
            ObservedFields.Of(parameters, Calm), ObservedFields.After(parameters), decision.Blueprint);
        var written = DecisionWriter.Write(decision with { Operations = [operation] }, "dec-1").ToJsonString();
        var read = DecisionReader.Read(written);

        Assert.Empty(read.Diagnostics);
        Assert.Equal(operation.Id, Assert.Single(read.Value!.Decision.Operations).Id);
        Assert.Equal(written, DecisionWriter.Write(read.Value.Decision, read.Value.Id).ToJsonString());
    }

    [Fact]
    public void Every_kind_has_a_document() => Assert.Equal(
        Enum.GetValues<OperationKind>().Order(), Parameters.Select(row => row.Data.Kind).Order());

    [Fact]
    public void An_operation_that_was_touched_up_is_found_by_its_id()
    {
        var document = DecisionWriter.Write((Calm with { Metrics = Metrics(85, 75, 220) }).Decide(), "dec-1");
        document["operations"]![0]!["after"]!["replicas"] = 5;

        var finding = Assert.Single(DecisionReader.Read(document.ToJsonString()).Diagnostics);
        Assert.Equal(("JS0007", "$.operations[0].operation_id"), (finding.Code, finding.Path));
    }

    [Fact]
    public void A_pure_evaluations_id_depends_on_content_and_time_alone()
    {
        var decision = Calm.Decide();

        Assert.Equal(Id(Now), Id(Now));
        Assert.NotEqual(Id(Now), Id(Now + TimeSpan.FromSeconds(1)));

        string Id(DateTimeOffset now) => (string)DecisionWriter.Write(decision, now)["decision_id"]!;
    }

    [Fact]
    public void Alerts_and_proposals_are_marked()
    {
        var failing = Calm with { Pods = [Crashing("a", 3), Pod("b"), Pod("c")] };
        var decision = failing.Decide(TestBlueprints.Reliability(r => r with { RollbackOnFailure = false }));
        var document = DecisionWriter.Write(decision, "dec-1");

        Assert.True((bool)document["alert"]!);
        Assert.True((bool)document["proposal_only"]!);
        Assert.True(DecisionReader.Read(document.ToJsonString()).Value!.Decision.ProposalOnly);
    }

    [Theory]
    [InlineData("""{"kind": "scale", "service": "web", "parameters": {"replicas": 3}}""", null)]
    [InlineData("""{"kind": "scale", "service": "web", "parameters": {}}""", "$.parameters.replicas")]
    [InlineData("""{"kind": "scale", "service": "web"}""", "$.parameters")]
    [InlineData("""{"kind": "Scale", "service": "web", "parameters": {"replicas": 3}}""", "$.kind")]
    [InlineData("""{"kind": "exec", "service": "web", "parameters": {}}""", "$.kind")]
    [InlineData("""{"service": "web", "parameters": {}}""", "$.kind")]
    [InlineData("""{"kind": "scale", "service": "web", "parameters": {"replicas": "3"}}""", "$.parameters.replicas")]
    [InlineData("""{"kind": "scale", "service": "web", "parameters": {"replicas": 3, "force": true}}""",
        "$.parameters")]
    [InlineData("""{"kind": "scale", "service": "--all", "parameters": {"replicas": 3}}""", "$.service")]
    [InlineData("""{"kind": "restart_pods", "service": "web", "parameters": {"pods": "a"}}""", "$.parameters.pods")]
    [InlineData("""{"kind": "adjust_resources", "service": "web", "parameters": {"cpu": {"request": 50}}}""",
        "$.parameters.cpu.request")]
    [InlineData("""{"kind": "scale", "service": "web", "parameters": {"replicas": 3}, "origin": "god"}""", "$.origin")]
    public void An_operation_by_hand_is_read_or_refused_at_its_place(string text, string? path)
    {
        var read = OperationReader.Read(text);

        Assert.Equal(path, read.Diagnostics.SingleOrDefault()?.Path);
        Assert.Equal(path is null, read.IsValid);
    }

    [Fact]
    public void Given_values_are_compared_by_meaning_so_they_are_read_into_one_spelling()
    {
        var read = OperationReader.Read("""
            {"kind": "adjust_resources", "service": "web", "parameters": {"cpu": {"request": "0.1"}},
             "before": {"app.cpu.request": "0.05", "app.memory.limit": "1024Mi", "replicas": 2}}
            """).Value!;

        Assert.Equal("50m", read.Before!["app.cpu.request"]);
        Assert.Equal("1Gi", read.Before["app.memory.limit"]);
        Assert.Equal("2", read.Before["replicas"]);
    }
}
