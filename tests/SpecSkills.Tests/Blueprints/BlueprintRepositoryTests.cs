using SpecSkills.Core.Blueprints;
using SpecSkills.Storage.Blueprints;
using Xunit;

namespace SpecSkills.Tests.Blueprints;

public sealed class BlueprintRepositoryTests : IDisposable
{
    private static readonly string Good = RepositoryFiles.Text("tests", "Data", "blueprints", "small.yaml");

    private readonly string root = Fakes.ScratchDisk.NewFolder();

    [Fact]
    public void A_folder_without_blueprints_has_no_services_and_no_policy()
    {
        var snapshot = new BlueprintRepository(root).Read();
        Assert.Empty(snapshot.Services);
        Assert.Null(snapshot.Policy);
        Assert.Equal(DiagnosticCodes.FileUnreadable, Assert.Single(snapshot.PolicyFindings).Code);
    }

    [Fact]
    public void A_changed_file_is_seen_and_a_vanished_one_is_gone()
    {
        var repository = new BlueprintRepository(root);
        var file = Write("frontend", Good);
        Assert.Equal(5, repository.Read().Find("frontend")?.Blueprint?.Scaling.MaxReplicas);
        File.WriteAllText(file, Good.Replace("max_replicas: 5", "max_replicas: 4"));
        Assert.Equal(4, repository.Read().Find("frontend")?.Blueprint?.Scaling.MaxReplicas);
        File.Delete(file);
        Assert.Null(repository.Read().Find("frontend"));
    }

    [Fact]
    public void A_half_written_file_is_a_service_with_findings()
    {
        Write("frontend", Good[..(Good.Length / 2)]);
        var entry = Assert.Single(new BlueprintRepository(root).Read().Services);
        Assert.Equal(("todo-frontend", false), (entry.Service, entry.IsValid));
        Assert.NotEmpty(entry.Findings);
    }

    [Fact]
    public void A_pipe_in_a_files_place_is_not_waited_for()
    {
        if (OperatingSystem.IsWindows()) return;
        Directory.CreateDirectory(Path.Combine(root, "blueprints", "frontend"));
        var pipe = Path.Combine(root, "blueprints", "frontend", "blueprint.yaml");
        using (var made = System.Diagnostics.Process.Start("mkfifo", [pipe])) made.WaitForExit();
        Assert.False(Assert.Single(new BlueprintRepository(root).Read().Services).IsValid);
    }

    [Fact]
    public void A_link_out_of_the_repository_is_refused()
    {
        var outside = Fakes.ScratchDisk.NewFolder();
        try
        {
            File.WriteAllText(Path.Combine(outside, "blueprint.yaml"), Good);
            Directory.CreateDirectory(Path.Combine(root, "blueprints", "file"));
            File.CreateSymbolicLink(
                Path.Combine(root, "blueprints", "file", "blueprint.yaml"), Path.Combine(outside, "blueprint.yaml"));
            Directory.CreateSymbolicLink(Path.Combine(root, "blueprints", "folder"), outside);
            var services = new BlueprintRepository(root).Read().Services;
            Assert.Equal(["file", "folder"], services.Select(entry => entry.Folder));
            Assert.All(services, entry =>
            {
                Assert.Null(entry.Blueprint);
                Assert.Equal(DiagnosticCodes.OutsideRepository, Assert.Single(entry.Findings).Code);
            });
        }
        finally
        {
            Directory.Delete(outside, recursive: true);
        }
    }

    [Fact]
    public void A_link_that_goes_round_in_circles_is_refused()
    {
        Directory.CreateDirectory(Path.Combine(root, "blueprints", "loop"));
        var file = Path.Combine(root, "blueprints", "loop", "blueprint.yaml");
        File.CreateSymbolicLink(file, file);
        Assert.All(new BlueprintRepository(root).Read().Services, entry => Assert.False(entry.IsValid));
    }

    [Fact]
    public void A_link_inside_the_repository_is_followed()
    {
        Write("frontend", Good);
        Directory.CreateDirectory(Path.Combine(root, "blueprints", "backend"));
        File.WriteAllText(Path.Combine(root, "other.yaml"), Good.Replace("todo-frontend", "todo-backend"));
        File.CreateSymbolicLink(
            Path.Combine(root, "blueprints", "backend", "blueprint.yaml"), Path.Combine("..", "..", "other.yaml"));
        Assert.True(new BlueprintRepository(root).Read().Find("todo-backend")?.IsValid);
    }

    [Fact]
    public void Two_blueprints_of_one_service_are_both_invalid()
    {
        Write("one", Good);
        Write("two", Good);
        var services = new BlueprintRepository(root).Read().Services;
        Assert.Equal(2, services.Count);
        Assert.All(services, entry =>
        {
            Assert.False(entry.IsValid);
            Assert.Contains(entry.Findings, finding => finding.Code == DiagnosticCodes.DuplicateService);
        });
    }

    [Fact]
    public void A_file_over_the_limit_is_not_read_whole()
    {
        Write("frontend", Good + new string('#', 300 * 1024));
        var entry = Assert.Single(new BlueprintRepository(root).Read().Services);
        Assert.Equal(DiagnosticCodes.FileTooLarge, Assert.Single(entry.Findings).Code);
    }

    [Fact]
    public void Folders_whose_name_is_no_service_name_are_not_looked_into()
    {
        Write("Not A Name", Good);
        Assert.Empty(new BlueprintRepository(root).Read().Services);
    }

    [Fact]
    public void A_group_the_policy_does_not_have_makes_a_blueprint_invalid()
    {
        Directory.CreateDirectory(Path.Combine(root, "blueprints", "governance"));
        File.Copy(
            RepositoryFiles.PathOf("blueprints", "governance", "policies.yaml"),
            Path.Combine(root, "blueprints", "governance", "policies.yaml"));
        Write("frontend", RepositoryFiles.Text("blueprints", "frontend", "blueprint.yaml")
            .Replace("[\"devops-team\"]", "[\"devop-team\"]").Replace("scale_within_limits", "change_image"));
        var entry = Assert.Single(new BlueprintRepository(root).Read().Services);
        var group = Assert.Single(entry.Findings, finding => finding.Code == DiagnosticCodes.UnknownGroup);
        Assert.Equal("Did you mean devops-team?", group.Help);
        Assert.Contains(entry.Findings, finding => finding.Code == DiagnosticCodes.BeyondPolicy);
    }

    public void Dispose() => Directory.Delete(root, recursive: true);

    private string Write(string folder, string text)
    {
        var path = Path.Combine(root, "blueprints", folder);
        Directory.CreateDirectory(path);
        File.WriteAllText(Path.Combine(path, "blueprint.yaml"), text);
        return Path.Combine(path, "blueprint.yaml");
    }
}
