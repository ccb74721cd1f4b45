using System.Reflection;
using System.Text.Json.Nodes;
using SpecSkills.Core.Audit;
using SpecSkills.Hosting.Reports;
using Xunit;

namespace SpecSkills.Tests.Audit;

public class RecordTextTests
{
    [Theory]
    [InlineData("approval.requested",
        """{"operation_kind":"scale","before_values":{"x":"2"},"after_values":{"x":"8"},"requester":"a"}""",
        "scale: x 2 -> x 8, asked by a, due ")]
    [InlineData("approval.notified",
        """{"channel":"slack://ops","status":"failed","why":{"untrusted":"answered 500"}}""",
        "slack://ops: failed, answered 500")]
    [InlineData("approval.code_refused", """{"tries_left":4}""", "a wrong code, 4 tries left")]
    [InlineData("approval.approved",
        """{"approved_by":["p:ann","p:bob"],"proof":{"code_digest":"x","key":"k","delegated_by":"p:c"}}""",
        "by p:ann and p:bob, with the name, the code, a signature, on behalf of p:c")]
    [InlineData("approval.approved", """{"approved_by":["person:local"],"proof":{"code_digest":null}}""",
        "by person:local, with the name")]
    [InlineData("approval.cancelled", """{"approval_id":"a-1","from_state":"pending","note":{"untrusted":"Why."}}""",
        "request a-1 was pending. Why.")]
    public void What_becomes_of_a_request_is_one_sentence(string kind, string record, string sentence) =>
        Assert.Equal(sentence, RecordText.Of(kind, JsonNode.Parse(record)!.AsObject()));

    [Fact]
    public void Somebody_elses_words_are_shown_as_one_sentence()
    {
        var record = JsonNode.Parse("""{"type": "hold", "rationale": {"untrusted": "No connection."}}""")!.AsObject();
        Assert.Equal("hold: No connection.", RecordText.Of("decision", record));
    }

    [Theory]
    [InlineData("policy.accepted", """{"digest":"sha256:1","files":[{"file":"a.yaml"},{"file":"b.yaml"}]}""",
        "a person accepted a.yaml, b.yaml; the lock is sha256:1")]
    [InlineData("policy.asked", """{"files":["a.yaml"]}""", "channels are told that a.yaml are to be accepted")]
    [InlineData("policy.first_seen", """{"digest":"sha256:1","files":[{"file":"a.yaml"}]}""",
        "first lock seen: sha256:1, with a.yaml")]
    [InlineData("policy.carried", """{"digest":"sha256:1"}""", "the lock in use is still sha256:1")]
    [InlineData("policy.frozen", """{"by":"person:local","until":null,"reason":{"untrusted":"Sale."}}""",
        "frozen by person:local until a person resumes: Sale.")]
    [InlineData("policy.resumed", """{"by":"person:local","reason":{"untrusted":null}}""", "resumed by person:local.")]
    [InlineData("policy.waits", """{"file":"a.yaml","why":{"untrusted":"It widens."}}""", "a.yaml: It widens.")]
    [InlineData("policy.refused", """{"why":"is not the one"}""", "is not the one")]
    public void What_becomes_of_the_lock_is_one_sentence(string kind, string record, string sentence) =>
        Assert.Equal(sentence, RecordText.Of(kind, JsonNode.Parse(record)!.AsObject()));

    [Fact]
    public void Every_kind_that_is_written_is_in_the_list_of_kinds()
    {
        var ids = new[] { PolicyEvents.LockId, PolicyEvents.FreezeId };
        var named = new[] { typeof(AuditKinds), typeof(ApprovalEvents), typeof(PolicyEvents) }
            .SelectMany(type => type.GetFields(BindingFlags.Public | BindingFlags.Static))
            .Where(field => field.IsLiteral).Select(field => (string)field.GetRawConstantValue()!)
            .Except(ids).ToList();
        Assert.All(named, kind => Assert.Contains(kind, RecordKinds.All));
        Assert.Equal(RecordKinds.All.Distinct(), RecordKinds.All);
    }
}
