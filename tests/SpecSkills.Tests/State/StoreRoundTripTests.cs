using System.Text.Json;
using System.Text.Json.Nodes;
using SpecSkills.Application.Documents;
using SpecSkills.Application.Ports;
using SpecSkills.Core.Decisions;
using SpecSkills.Core.Execution;
using SpecSkills.Core.Governance;
using SpecSkills.Core.Primitives;
using Xunit;

namespace SpecSkills.Tests.State;

public sealed class StoreRoundTripTests
{
    [Fact]
    public void What_is_kept_comes_back_whole_in_another_process()
    {
        using var folder = new StateFolder();
        using var writer = folder.Open();
        var permit = Samples.Permit("permit-1") with { ApprovalId = "app-1" };
        var approval = Samples.Approval("app-1") with
        {
            ApprovedBy = [Principal.PersonLocal],
            DecisionNote = "ok",
            Channels = ["slack://ops"],
            Notices = [new ChannelNotice("slack://ops", NoticeStatus.Failed, "answered 500", Samples.Now)],
            Code = new KeptCode("salt", "hash", 3),
        };
        var finished = Samples.Finished(Samples.Entry("permit-1"));
        var decision = Decision();
        writer.Permits.Issue(permit);
        writer.Approvals.Open(approval);
        writer.Decisions.Save(decision);
        Assert.True(writer.Journal.TryBegin(Samples.Entry("permit-1")));
        Assert.True(writer.Journal.TryAdvance(finished, OperationStage.Consumed));

        using var reader = folder.Open();
        Assert.Equal(Text(PermitDocument.Write(permit)),
            Text(PermitDocument.Write(reader.Permits.Find("permit-1")!.Permit)));
        var kept = reader.Approvals.Find("app-1")!;
        Assert.NotNull(kept.OpenedAtTicks);
        Assert.Equal(Text(ApprovalDocument.Write(approval)),
            Text(ApprovalDocument.Write(kept with { OpenedAtTicks = null })));
        Assert.Equal(
            Text(StoredDecisionDocument.Write(decision)),
            Text(StoredDecisionDocument.Write(reader.Decisions.Find("dec-1")!)));
        var entry = reader.Journal.Find("permit-1")!;
        Assert.Equal(Text(OperationEntryDocument.Write(finished)), Text(OperationEntryDocument.Write(entry)));
        Assert.Equal(finished.VerificationState, entry.VerificationState);
        Assert.Equal(finished.Operation, reader.Journal.Find(finished.Operation.Id)!.Operation);
    }

    [Fact]
    public void What_nobody_kept_is_not_there()
    {
        using var folder = new StateFolder();
        using var state = folder.Open();

        Assert.Null(state.Permits.Find("permit-1"));
        Assert.Null(state.Approvals.Find("app-1"));
        Assert.Null(state.Approvals.FindPending(Samples.Operation.Id));
        Assert.Null(state.Decisions.Find("dec-1"));
        Assert.Null(state.Journal.Find("permit-1"));
        Assert.Null(state.Journal.FindUnfinished("todo-frontend"));
        Assert.Empty(state.Journal.Unfinished());
        Assert.Empty(state.Memory.Breakers());
        Assert.False(state.Permits.TryConsume("permit-1", Samples.Now));
    }

    /// <summary>
    /// Whoever edits the database to make a permit fit another operation breaks the operation's digest.
    /// </summary>
    [Fact]
    public void An_edited_permit_is_found_out()
    {
        using var folder = new StateFolder();
        using var state = folder.Open();
        state.Permits.Issue(Samples.Permit("permit-1"));
        using (var direct = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={folder.File};Pooling=False"))
        {
            direct.Open();
            using var edit = direct.CreateCommand();
            edit.CommandText = "UPDATE permits SET payload = replace(payload, '\"replicas\":3', '\"replicas\":50')";
            Assert.Equal(1, edit.ExecuteNonQuery());
        }

        var error = Assert.Throws<StateUnavailableException>(() => state.Permits.Find("permit-1"));
        Assert.Contains("changed by another program", error.Message, StringComparison.Ordinal);
    }

    /// <summary>An earlier build hashed C# names into the id. Its executions, permits and requests go on.</summary>
    [Theory]
    [InlineData("Scale", "BlueprintChange", OperationOrigin.BlueprintChange)]
    [InlineData("Scale", "Scaling", OperationOrigin.Scaling)]
    public void An_operation_with_an_id_of_version_1_is_read_under_that_id(
        string kind, string origin, OperationOrigin known)
    {
        var operation = Samples.Operation with { Origin = known };
        var id = CanonicalJson.Digest(new JsonObject
        {
            ["kind"] = kind,
            ["service"] = operation.Service,
            ["origin"] = origin,
            ["parameters"] = new JsonObject { ["replicas"] = "3" },
            ["target"] = OperationJson.Target(operation.Target),
            ["before"] = new JsonObject { ["replicas"] = operation.Before["replicas"] },
            ["after"] = new JsonObject { ["replicas"] = "3" },
            ["blueprint"] = OperationJson.Blueprint(operation.Blueprint),
        });
        var document = PermitDocument.Write(Samples.Permit("permit-1") with { Operation = operation });
        document["operation"]!["operation_id"] = id;

        var read = PermitDocument.Read(document.ToJsonString()).Value!.Operation;

        Assert.NotEqual(id, operation.Id);
        Assert.Equal(id, read.Id);
        Assert.Equal(document["operation"]!.ToJsonString(), PermitDocument.Write(
            Samples.Permit("permit-1") with { Operation = read })["operation"]!.ToJsonString());
        Assert.Equal(operation.Id, (read with { Service = read.Service }).Id);
    }

    [Fact]
    public void A_verdict_document_has_the_contracts_shape()
    {
        var allowed = VerdictWriter.WithPermit(Samples.Verdict, "permit-1", Samples.Now);
        Assert.Equal(
            ["status", "operation", "effects", "operation_id", "rule", "explanation", "alternative", "permit_id",
                "expires_at"],
            allowed.Select(pair => pair.Key));
        Assert.Equal("requires_approval", allowed["status"]!.GetValue<string>());
        Assert.Equal("""{"kind":"scale","parameters":{"replicas":5}""",
            allowed["alternative"]!.ToJsonString()[.."""{"kind":"scale","parameters":{"replicas":5}""".Length]);
        var read = VerdictReader.Read(JsonSerializer.SerializeToElement(VerdictWriter.Write(Samples.Verdict)));
        Assert.Equal(Text(VerdictWriter.Write(Samples.Verdict)), Text(VerdictWriter.Write(read.Value!)));
    }

    private static StoredDecision Decision() => new(
        "dec-1",
        new Decision(
            "todo-frontend", Samples.Operation.Blueprint, DecisionType.ScaleUp, "cpu_above_up_threshold",
            [StateValue.Of("replicas", 2)], [StateValue.Of("replicas", 3)], "why", ["spec.scaling.scale_up_threshold"],
            [Samples.Operation], [new ConsideredRule("scaling", "chosen", "why")]),
        Samples.Observation, Principal.AgentLoop, Samples.Now, "words of the requester");

    private static string Text(JsonObject document) => document.ToJsonString();
}
