using SpecSkills.Core.Blueprints;
using SpecSkills.Storage.Blueprints;
using Xunit;

namespace SpecSkills.Tests.Blueprints;

public sealed class ShippedRepositoryTests
{
    private static readonly BlueprintRepository Shipped = new(RepositoryFiles.Root);

    [Fact]
    public void Both_services_and_the_policy_are_valid()
    {
        var snapshot = Shipped.Read();
        Assert.Equal(["todo-backend", "todo-frontend"], snapshot.Services.Select(entry => entry.Service));
        Assert.All(snapshot.Services, entry => Assert.True(entry.IsValid, string.Join('\n', entry.Findings)));
        Assert.NotNull(snapshot.Policy);
        Assert.Empty(snapshot.PolicyFindings);
    }

    [Fact]
    public void A_service_is_found_by_its_name_and_by_its_folder()
    {
        var snapshot = Shipped.Read();
        Assert.Equal("blueprints/frontend/blueprint.yaml", snapshot.Find("todo-frontend")?.File);
        Assert.Equal("blueprints/frontend/blueprint.yaml", snapshot.Find("frontend")?.File);
    }

    [Theory]
    [InlineData("../frontend")]
    [InlineData("frontend/")]
    [InlineData("./frontend")]
    [InlineData("/etc/passwd")]
    [InlineData("governance")]
    [InlineData("")]
    public void A_name_is_never_a_path(string name) => Assert.Null(Shipped.Read().Find(name));

    [Fact]
    public void Nothing_is_parsed_again_while_the_bytes_stay_the_same()
    {
        var (first, second) = (Shipped.Read(), Shipped.Read());
        Assert.Same(first.Services[0].Blueprint, second.Services[0].Blueprint);
        Assert.Same(first.Policy, second.Policy);
    }

    [Theory]
    [InlineData("frontend")]
    [InlineData("backend")]
    public void History_holds_the_present_version_with_the_present_values(string folder)
    {
        var present = Read("blueprints", folder, "blueprint.yaml");
        var historic = Read("blueprints", folder, "history", $"v{present.Metadata.Version}.yaml");
        Assert.Equivalent(present with { Digest = "" }, historic with { Digest = "" }, strict: true);
    }

    private static Blueprint Read(params string[] parts) =>
        BlueprintLoader.Load(RepositoryFiles.Text(parts)).Blueprint!;
}
