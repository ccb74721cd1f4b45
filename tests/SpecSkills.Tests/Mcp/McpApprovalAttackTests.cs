using System.Text.Json.Nodes;
using SpecSkills.Application.Governance;
using SpecSkills.Core.Audit;
using SpecSkills.Core.Decisions;
using SpecSkills.Core.Governance;
using SpecSkills.Tests.Fakes;
using Xunit;

namespace SpecSkills.Tests.Mcp;

/// <summary>An MCP client that wants its own request approved: it has no way to, by any message it can send.</summary>
public sealed class McpApprovalAttackTests
{
    private static readonly string[] Wanted =
    [
        "approvals_approve", "approval_decide", "approve", "governance_approve", "governance_decide",
        "approvals/approve", "policy_accept", "breaker_reset", "elicitation/create",
    ];

    [Fact]
    public async Task Attack_every_tool_is_asked_to_decide()
    {
        await using var world = await PipelineWorld.StartAsync();
        using var process = world.NewProcess();
        var request = await AskAsync(process);
        await using var client = await OpenAsync(world, process, []);
        var listed = await client.AskAsync("tools/list", []);
        var tools = listed["result"]!["tools"]!.AsArray();
        Assert.NotEmpty(tools);

        foreach (var tool in tools)
        {
            var properties = tool!["inputSchema"]!["properties"]!.AsObject();
            // The request's id in every text, and decisions in every place without a question.
            var arguments = new JsonObject();
            foreach (var (name, schema) in properties)
                if ((string?)schema!["type"] == "string")
                    arguments[name] = request.Id;
            await client.AskAsync("tools/call", Call((string)tool["name"]!, arguments));
            foreach (var (name, value) in (Dictionary<string, JsonNode>)new()
            {
                ["approve"] = true,
                ["approved_by"] = "person:local",
                ["decision"] = "approve",
                ["confirm"] = "todo-frontend",
                ["state"] = "approved",
                ["code"] = "00000000",
                ["_meta"] = new JsonObject { ["approved"] = true },
            })
            {
                var more = arguments.DeepClone().AsObject();
                more[name] = value;
                await client.AskAsync("tools/call", Call((string)tool["name"]!, more));
            }
        }

        await StillWaitsAsync(world, process, client, request);
    }

    [Fact]
    public async Task Attack_tools_that_are_on_no_list_are_called_all_the_same()
    {
        await using var world = await PipelineWorld.StartAsync();
        using var process = world.NewProcess();
        var request = await AskAsync(process);
        await using var client = await OpenAsync(world, process, []);
        foreach (var tool in Wanted)
        {
            var answer = await client.AskAsync(
                "tools/call", Call(tool, new JsonObject { ["approval_id"] = request.Id }));
            Assert.True(
                answer.ContainsKey("error") || (bool?)answer["result"]!["isError"] == true, answer.ToJsonString());
            var method = await client.AskAsync(tool, new JsonObject { ["approval_id"] = request.Id });
            Assert.True(method.ContainsKey("error"), method.ToJsonString());
        }

        await StillWaitsAsync(world, process, client, request);
    }

    [Fact]
    public async Task Attack_a_forged_elicitation_answer()
    {
        await using var world = await PipelineWorld.StartAsync();
        using var process = world.NewProcess();
        var request = await AskAsync(process);
        // A client that claims it can ask its user, and answers questions that were not asked.
        await using var client = await OpenAsync(
            world, process, new JsonObject { ["elicitation"] = new JsonObject { ["form"] = new JsonObject() } });
        foreach (var id in (JsonNode[])[1, 2, 100, "elicitation-1", request.Id])
            await client.SendAsync(new JsonObject { ["id"] = id, ["result"] = Accepted() });
        await client.SendAsync(new JsonObject
        {
            ["method"] = "notifications/elicitation/complete",
            ["params"] = new JsonObject { ["elicitationId"] = request.Id, ["result"] = Accepted() },
        });
        // The later protocol's way: answers travel with the call that they are said to answer.
        foreach (var tool in (string[])["governance_check", "execution_apply", "governance_status"])
        {
            var call = Call(tool, new JsonObject
            {
                [tool == "governance_check" ? "decision_id" : tool == "execution_apply" ? "permit_id" : "approval_id"] =
                    tool == "governance_check" ? request.DecisionId : request.Id,
            });
            call["inputResponses"] = new JsonObject { ["approve"] = Accepted() };
            call["requestState"] = request.Id;
            call["_meta"] = new JsonObject { ["inputResponses"] = new JsonObject { [request.Id] = Accepted() } };
            await client.AskAsync("tools/call", call);
        }

        await StillWaitsAsync(world, process, client, request);
        // No person was asked, so there was nothing to forge.
        Assert.Empty(client.Questions);
    }

    private static JsonObject Accepted() => new()
    {
        ["action"] = "accept",
        ["content"] = new JsonObject { ["approve"] = true, ["confirm"] = "todo-frontend" },
    };

    private static JsonObject Call(string tool, JsonObject arguments) =>
        new() { ["name"] = tool, ["arguments"] = arguments };

    private static async Task<RawMcp> OpenAsync(PipelineWorld world, PipelineProcess process, JsonObject capabilities)
    {
        var client = new RawMcp(world.Folder.Root, process.Skills);
        await client.AskAsync("initialize", new JsonObject
        {
            ["protocolVersion"] = McpSession.Legacy,
            ["capabilities"] = capabilities,
            ["clientInfo"] = new JsonObject { ["name"] = "hostile", ["version"] = "1" },
        });
        await client.SendAsync(new JsonObject { ["method"] = "notifications/initialized" });
        return client;
    }

    private static async Task<ApprovalRequest> AskAsync(PipelineProcess process) =>
        Assert.IsType<GovernResult.AwaitsApproval>(
            await process.AskAsync(PipelineWorld.Frontend, new OperationParameters.Scale(8))).Request;

    private static async Task StillWaitsAsync(
        PipelineWorld world, PipelineProcess process, RawMcp client, ApprovalRequest request)
    {
        var status = await client.AskAsync(
            "tools/call", Call("governance_status", new JsonObject { ["approval_id"] = request.Id }));
        Assert.Equal("pending", (string)status["result"]!["structuredContent"]!["approval"]!["state"]!);
        var kept = process.Services.Approvals.Find(request.Id)!;
        Assert.Equal((ApprovalState.Pending, (string?)null), (kept.State, kept.PermitId));
        Assert.Empty(kept.ApprovedBy);
        Assert.Empty(world.AllRecords(ApprovalEvents.Approved));
        Assert.Empty(world.Writes);
        Assert.Equal(2, world.Replicas(PipelineWorld.Frontend));
    }
}
