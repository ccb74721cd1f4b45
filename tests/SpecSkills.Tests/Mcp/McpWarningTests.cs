using SpecSkills.Core.Governance.Locks;
using SpecSkills.Tests.Fakes;
using Xunit;

namespace SpecSkills.Tests.Mcp;

/// <summary>Every answer tells an agent what waits for a person, and describes what is in force.</summary>
public sealed class McpWarningTests
{
    [Fact]
    public async Task An_edited_blueprint_is_a_warning_in_every_answer_and_not_in_force()
    {
        using var folder = new TemporaryFolder();
        foreach (var file in new[] { "blueprints/frontend/blueprint.yaml", PolicyLock.PolicyFile })
        {
            Directory.CreateDirectory(Path.GetDirectoryName(folder.Combine(file))!);
            File.Copy(RepositoryFiles.PathOf(file.Split('/')), folder.Combine(file));
        }

        AcceptedFiles.Lock(folder.Root);
        await using var session = await McpSession.OpenAsync(repository: folder.Root);
        Assert.False((await session.CallAsync("blueprint_parse", "{}")).TryGetProperty("warnings", out _));
        var blueprint = folder.Combine("blueprints/frontend/blueprint.yaml");
        File.WriteAllText(
            blueprint, File.ReadAllText(blueprint).Replace("max_replicas: 5", "max_replicas: 9"));
        foreach (var tool in new[] { "blueprint_parse", "blueprint_validate" })
        {
            var answer = await session.CallAsync(tool, """{"service": "frontend"}""");
            Assert.Contains(
                "max_replicas 5 -> 9", answer.GetProperty("warnings")[0].GetString(), StringComparison.Ordinal);
        }

        var parsed = await session.CallAsync("blueprint_parse", """{"service": "frontend"}""");
        Assert.Equal(5, parsed.GetProperty("blueprint").GetProperty("spec").GetProperty("scaling")
            .GetProperty("max_replicas").GetInt32());
    }
}
