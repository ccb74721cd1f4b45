using SpecSkills.Application.Blueprints;
using SpecSkills.Storage.Blueprints;
using SpecSkills.Tests.Fakes;
using Xunit;

namespace SpecSkills.Tests.Blueprints;

public sealed class BlueprintsInForceTests : IDisposable
{
    private static readonly string Good = RepositoryFiles.Text("blueprints", "frontend", "blueprint.yaml");

    private readonly TemporaryFolder folder = new();
    private readonly List<InForceNotice> told = [];
    private readonly BlueprintsInForce inForce;

    public BlueprintsInForceTests()
    {
        Write("governance/policies.yaml", RepositoryFiles.Text("blueprints", "governance", "policies.yaml"));
        Write("frontend/blueprint.yaml", Good);
        AcceptedFiles.Lock(folder.Root);
        inForce = new BlueprintsInForce(AcceptedFiles.InForce(folder.Root), told.Add);
        inForce.Read();
    }

    [Theory]
    [InlineData("not yaml: [")]
    [InlineData("")]
    [InlineData("half")]
    public void An_invalid_file_leaves_the_last_valid_one_in_force_and_says_so_once(string text)
    {
        Write("frontend/blueprint.yaml", text == "half" ? Good[..(Good.Length / 2)] : text);
        for (var i = 0; i < 3; i++)
        {
            var entry = inForce.Read().Find("todo-frontend");
            Assert.True(entry?.IsValid);
            Assert.Equal("1.0.0", entry!.Blueprint!.Metadata.Version.ToString());
            Assert.Contains(entry.Findings, finding =>
                finding.Message.StartsWith("not in force: ", StringComparison.Ordinal));
        }

        Assert.Contains(
            "version 1.0.0, read before, stays in force", Assert.Single(told).Message, StringComparison.Ordinal);
        Assert.NotEmpty(told[0].Errors);
    }

    [Fact]
    public void A_mended_file_is_in_force_at_once_and_said_to_be()
    {
        Write("frontend/blueprint.yaml", Good.Replace("max_replicas: 5", "max_replicas: 0"));
        Assert.Equal(5, inForce.Read().Find("frontend")!.Blueprint!.Scaling.MaxReplicas);
        Write("frontend/blueprint.yaml", Good.Replace("max_replicas: 5", "max_replicas: 4"));
        Assert.Equal(4, inForce.Read().Find("frontend")!.Blueprint!.Scaling.MaxReplicas);
        Assert.Equal(3, told.Count);
        Assert.Contains("differs from what was accepted", told[1].Message, StringComparison.Ordinal);
        Assert.Contains("is valid again", told[2].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Another_mistake_is_told_again()
    {
        Write("frontend/blueprint.yaml", Good.Replace("max_replicas: 5", "max_replicas: 0"));
        inForce.Read();
        Write("frontend/blueprint.yaml", Good.Replace("max_replicas: 5", "max_replicas: many"));
        inForce.Read();
        Assert.Equal(2, told.Count);
    }

    [Fact]
    public void A_blueprint_that_is_gone_is_in_force_no_longer()
    {
        File.Delete(folder.Combine("blueprints", "frontend", "blueprint.yaml"));
        Assert.Null(inForce.Read().Find("frontend"));
        Assert.Contains("is gone", Assert.Single(told).Message, StringComparison.Ordinal);
        Write("frontend/blueprint.yaml", "broken: [");
        Assert.False(inForce.Read().Find("frontend")!.IsValid);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("kind: GovernancePolicy")]
    public void A_policy_that_is_gone_or_invalid_binds_on(string? text)
    {
        var digest = inForce.Read().Policy!.Digest;
        if (text is null) File.Delete(folder.Combine("blueprints", "governance", "policies.yaml"));
        else Write("governance/policies.yaml", text);
        Assert.Equal(digest, inForce.Read().Policy?.Digest);
        Assert.Contains("stays in force", told[^1].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_was_never_valid_is_never_in_force()
    {
        Write("backend/blueprint.yaml", "kind: InfrastructureBlueprint");
        Assert.False(inForce.Read().Find("backend")!.IsValid);
        Assert.Contains("nothing is in force", Assert.Single(told).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_second_file_that_claims_the_service_does_not_take_it_over()
    {
        Write("aaa/blueprint.yaml", Good.Replace("max_replicas: 5", "max_replicas: 9"));
        var entry = inForce.Read().Find("todo-frontend")!;
        Assert.Equal(("frontend", true, 5), (entry.Folder, entry.IsValid, entry.Blueprint!.Scaling.MaxReplicas));
    }

    public void Dispose() => folder.Dispose();

    private void Write(string file, string text)
    {
        var path = folder.Combine(["blueprints", .. file.Split('/')]);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }
}
