using System.Text;
using System.Text.Json.Nodes;
using SpecSkills.Core.Audit;
using SpecSkills.Core.Governance.Assurance;
using SpecSkills.Core.Primitives;
using Xunit;

namespace SpecSkills.Tests.Audit;

public class AuditChainTests
{
    [Fact]
    public void Each_line_carries_the_hash_of_the_raw_line_before_it()
    {
        var first = AuditChain.Next(AuditHead.Genesis, AuditWorld.Event("d-1"), AssuranceStanding.Untried);
        var second = AuditChain.Next(first.Head, AuditWorld.Event("d-2"), AssuranceStanding.Untried);
        var record = JsonNode.Parse(second.Bytes)!.AsObject();
        Assert.Equal(2, record["seq"]!.GetValue<long>());
        Assert.Equal(
            ContentDigest.OfBytes(first.Bytes.AsSpan(0, first.Bytes.Length - 1)), record["prev"]!.GetValue<string>());
        Assert.Equal("2026-11-22T10:00:00Z", record["timestamp"]!.GetValue<string>());
        Assert.Equal("L0", record["assurance_level"]!.GetValue<string>());
        Assert.Equal("todo-frontend", record["service"]!.GetValue<string>());
    }

    [Fact]
    public void A_field_that_is_not_on_the_list_is_left_out_and_the_record_says_so()
    {
        var body = new JsonObject { ["type"] = "hold", ["env"] = new JsonObject { ["PASSWORD"] = "hunter2" } };
        var line = Encoding.UTF8.GetString(
            AuditChain.Next(AuditHead.Genesis, AuditWorld.Event("d", body: body), AssuranceStanding.Untried).Bytes);
        Assert.DoesNotContain("hunter2", line);
        Assert.Contains("\"left_out\":1", line);
    }

    [Fact]
    public void A_body_cannot_replace_what_the_chain_says()
    {
        var body = new JsonObject
        {
            ["seq"] = 99,
            ["prev"] = "x",
            ["kind"] = "approval.approved",
            ["actor"] = "person:local"
        };
        var record = JsonNode.Parse(
            AuditChain.Next(
                AuditHead.Genesis, AuditWorld.Event("d", body: body), AssuranceStanding.Untried).Bytes)!;
        Assert.Equal(1, record["seq"]!.GetValue<long>());
        Assert.Equal("agent:loop", record["actor"]!.GetValue<string>());
        Assert.Equal("decision", record["kind"]!.GetValue<string>());
    }

    [Fact]
    public void Text_that_could_redraw_a_terminal_loses_what_makes_it_do_so()
    {
        var body = new JsonObject { ["rationale"] = "ok\u001b[2Jgone \u202Eevil\u2066 zero\u200Bwidth\nnew line" };
        var text = JsonNode.Parse(
            AuditChain.Next(
                AuditHead.Genesis, AuditWorld.Event("d", body: body),
                AssuranceStanding.Untried).Bytes)!["rationale"]!.GetValue<string>();
        Assert.Equal("ok[2Jgone evil zerowidth new line", text);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(60)]
    [InlineData(3000)]
    public void No_line_is_longer_than_16_KiB_even_with_thousands_of_rules(int rules)
    {
        var considered = new JsonArray();
        for (var i = 0; i < rules; i++)
            considered.Add((JsonNode)new JsonObject { ["rule"] = "scaling", ["why"] = new string('y', 3000) });
        var body = new JsonObject { ["considered"] = considered, ["rule"] = "spec.scaling.scale_up_threshold" };
        var line = AuditChain.Next(AuditHead.Genesis, AuditWorld.Event("d", body: body), AssuranceStanding.Untried);
        Assert.InRange(line.Bytes.Length, 1, AuditChain.MaximumLineBytes);
        Assert.Equal("spec.scaling.scale_up_threshold", JsonNode.Parse(line.Bytes)!["rule"]!.GetValue<string>());
    }
}
