using System.Text.Json.Nodes;
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
        "by p:ann and p:bob, with the name, the code, a signature, in the stead of p:c")]
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
}
