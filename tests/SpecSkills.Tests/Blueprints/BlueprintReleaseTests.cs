using SpecSkills.Application.Blueprints;
using SpecSkills.Core.Blueprints;
using SpecSkills.Core.Primitives;
using SpecSkills.Storage.Blueprints;
using SpecSkills.Tests.Fakes;
using Xunit;

namespace SpecSkills.Tests.Blueprints;

public sealed class BlueprintReleaseTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly string blueprint;
    private readonly string history;

    public BlueprintReleaseTests()
    {
        foreach (var part in new[] { "frontend/blueprint.yaml", "frontend/history/v1.0.0.yaml",
                     "frontend/history/SHA256SUMS", "governance/policies.yaml" })
        {
            var target = folder.Combine("blueprints", part);
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(RepositoryFiles.PathOf("blueprints", part), target);
        }

        blueprint = folder.Combine("blueprints", "frontend", "blueprint.yaml");
        history = folder.Combine("blueprints", "frontend", "history");
    }

    [Fact]
    public void What_is_released_already_is_not_released_again()
    {
        Assert.IsType<ReleaseResult.Unchanged>(Release());
        Edit("# Simulated: no bill is read.", "# A comment is no change.");
        Assert.IsType<ReleaseResult.Unchanged>(Release());
        Assert.Equal(["SHA256SUMS", "v1.0.0.yaml"], HistoryFiles());
    }

    [Theory]
    [InlineData("owner: devops-team", "owner: web-team", "metadata changed, which raises the patch version", "1.0.1")]
    [InlineData("max_replicas: 5", "max_replicas: 4", "scaling changed, which raises the minor version", "1.1.0")]
    [InlineData("        - modify_secrets\n", "", "governance changed, which raises the major version", "2.0.0")]
    public void A_change_without_its_bump_is_refused_and_told_which_one(
        string from, string to, string message, string version)
    {
        Edit(from, to);
        var finding = Finding(Release());
        Assert.Equal((DiagnosticCodes.VersionNotRaised, 6), (finding.Code, finding.Line));
        Assert.StartsWith(message, finding.Message, StringComparison.Ordinal);
        Assert.Equal($"Write {version}.", finding.Help);
        Edit("version: 1.0.0", $"version: {version}");
        Assert.Equal(version, Assert.IsType<ReleaseResult.Released>(Release()).Version.ToString());
    }

    [Fact]
    public void A_release_keeps_the_text_and_its_digest_and_can_be_checked_without_us()
    {
        Edit("version: 1.0.0", "version: 1.1.0");
        Edit("max_replicas: 5", "max_replicas: 4 # the budget pays no more");
        var released = Assert.IsType<ReleaseResult.Released>(Release());
        Assert.Equal("blueprints/frontend/history/v1.1.0.yaml", released.File);
        Assert.Equal("spec.scaling.max_replicas", Assert.Single(released.Diff!.Changes).Path);
        var kept = File.ReadAllText(Path.Combine(history, "v1.1.0.yaml"));
        Assert.Contains("4 # the budget pays no more", kept, StringComparison.Ordinal);
        Assert.StartsWith("# yaml-language-server: $schema=../../schema.yaml\n", kept, StringComparison.Ordinal);
        var digest = ContentDigest.OfText(kept)["sha256:".Length..];
        Assert.EndsWith($"{digest}  v1.1.0.yaml\n", File.ReadAllText(Path.Combine(history, "SHA256SUMS")));
        Assert.IsType<ReleaseResult.Unchanged>(Release());
    }

    [Fact]
    public void A_version_that_went_back_is_refused()
    {
        Edit("version: 1.0.0", "version: 0.9.0");
        Assert.Equal(DiagnosticCodes.VersionReused, Finding(Release()).Code);
    }

    [Fact]
    public void An_invalid_blueprint_is_refused_with_its_findings()
    {
        Edit("version: 1.0.0", "version: 1.1.0");
        Edit("min_replicas: 1", "min_replicas: 9");
        Assert.Contains(
            Assert.IsType<ReleaseResult.Refused>(Release()).Report.Files[0].Diagnostics,
            finding => finding.Path.StartsWith("spec.scaling", StringComparison.Ordinal));
        Assert.Equal(["SHA256SUMS", "v1.0.0.yaml"], HistoryFiles());
    }

    [Fact]
    public void A_blueprint_beyond_the_policy_is_not_released()
    {
        Edit("version: 1.0.0", "version: 2.0.0");
        Edit("[\"devops-team\"]", "[\"unknown-team\"]");
        Assert.Contains(
            Assert.IsType<ReleaseResult.Refused>(Release()).Report.Files[0].Diagnostics,
            finding => finding.Code == DiagnosticCodes.UnknownGroup);
    }

    [Theory]
    [InlineData("edited", "this file differs from the released version 1.0.0")]
    [InlineData("removed", "version 1.0.0 was released, but its file is missing")]
    [InlineData("added", "version 1.0.1 was never released")]
    [InlineData("unlisted", "version 1.0.0 was never released")]
    public void A_history_that_is_not_what_was_released_stops_release_and_rollback(string attack, string message)
    {
        var file = Path.Combine(history, "v1.0.0.yaml");
        Edit("version: 1.0.0", "version: 1.1.0");
        Edit("max_replicas: 5", "max_replicas: 4");
        if (attack == "edited") File.WriteAllText(file, File.ReadAllText(file).Replace("limit: 200m", "limit: 2"));
        if (attack == "removed") File.Delete(file);
        if (attack == "added") File.Copy(file, Path.Combine(history, "v1.0.1.yaml"));
        if (attack == "unlisted") File.Delete(Path.Combine(history, "SHA256SUMS"));
        Assert.All([Release(), Back("1.0.0", discard: true)], result =>
            Assert.Equal((DiagnosticCodes.HistoryEdited, message), (Finding(result).Code, Finding(result).Message)));
    }

    [Fact]
    public void A_release_cut_short_between_its_two_files_is_finished_by_the_next()
    {
        Edit("version: 1.0.0", "version: 1.1.0");
        Edit("max_replicas: 5", "max_replicas: 4");
        var sums = File.ReadAllText(Path.Combine(history, "SHA256SUMS"));
        Release();
        File.WriteAllText(Path.Combine(history, "SHA256SUMS"), sums);
        Assert.IsType<ReleaseResult.Released>(Release());
        Assert.IsType<ReleaseResult.Unchanged>(Release());
    }

    [Fact]
    public void Going_back_makes_a_new_version_of_the_old_text_with_its_comments()
    {
        Edit("version: 1.0.0", "version: 1.1.0");
        Edit("max_replicas: 5", "max_replicas: 4");
        Edit("    # Shares of the request, over the ready pods.\n", "");
        Release();
        var back = Assert.IsType<ReleaseResult.Released>(Back("1.0.0"));
        Assert.Equal(("1.2.0", "1.1.0"), (back.Version.ToString(), back.Previous.ToString()));
        var shipped = RepositoryFiles.Text("blueprints", "frontend", "blueprint.yaml");
        Assert.Equal(shipped.Replace("version: 1.0.0", "version: 1.2.0"), File.ReadAllText(blueprint));
        Assert.IsType<ReleaseResult.Unchanged>(Release());
        Assert.Equal(["SHA256SUMS", "v1.0.0.yaml", "v1.1.0.yaml", "v1.2.0.yaml"], HistoryFiles());
    }

    [Fact]
    public void Going_back_takes_no_unreleased_change_along_unless_told()
    {
        Edit("version: 1.0.0", "version: 1.1.0");
        Edit("max_replicas: 5", "max_replicas: 4");
        Release();
        Edit("max_replicas: 4", "max_replicas: 3");
        var before = File.ReadAllText(blueprint);
        Assert.IsType<ReleaseResult.Unreleased>(Back("1.0.0"));
        Assert.Equal(before, File.ReadAllText(blueprint));
        Assert.IsType<ReleaseResult.Released>(Back("1.0.0", discard: true));
    }

    [Theory]
    [InlineData("frontend", "3.0.0")]
    [InlineData("../frontend", "1.0.0")]
    public void What_is_not_there_cannot_be_gone_back_to(string service, string version) =>
        Assert.IsType<ReleaseResult.NotFound>(
            new RollBackBlueprint(new BlueprintRepository(folder.Root), Archive())
                .Run(service, Version(version), discard: false));

    [Fact]
    public async Task Two_at_once_make_one_release()
    {
        Edit("version: 1.0.0", "version: 1.1.0");
        Edit("max_replicas: 5", "max_replicas: 4");
        var results = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(Release)));
        Assert.Single(results.OfType<ReleaseResult.Released>());
        Assert.Equal(7, results.OfType<ReleaseResult.Unchanged>().Count());
    }

    [Fact]
    public void A_history_that_is_a_link_out_of_the_repository_is_not_written_through()
    {
        using var outside = new TemporaryFolder();
        Directory.Delete(history, recursive: true);
        Directory.CreateSymbolicLink(history, outside.Root);
        Assert.Throws<UnauthorizedAccessException>(Release);
        Assert.Empty(Directory.EnumerateFileSystemEntries(outside.Root));
    }

    public void Dispose() => folder.Dispose();

    private ReleaseResult Release() =>
        new ReleaseBlueprint(new BlueprintRepository(folder.Root), Archive()).Run("frontend");

    private ReleaseResult Back(string version, bool discard = false) =>
        new RollBackBlueprint(new BlueprintRepository(folder.Root), Archive())
            .Run("todo-frontend", Version(version), discard);

    private BlueprintArchive Archive() => new(folder.Root, folder.Combine(".specskills"));

    private static SemanticVersion Version(string text) =>
        SemanticVersion.TryParse(text, out var version) ? version : throw new ArgumentException(text, nameof(text));

    private static Diagnostic Finding(ReleaseResult result) =>
        Assert.Single(Assert.Single(Assert.IsType<ReleaseResult.Refused>(result).Report.Files).Diagnostics);

    private string[] HistoryFiles() =>
        [.. Directory.GetFiles(history).Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal)];

    private void Edit(string from, string to)
    {
        var text = File.ReadAllText(blueprint);
        Assert.Contains(from, text, StringComparison.Ordinal);
        File.WriteAllText(blueprint, text.Replace(from, to, StringComparison.Ordinal));
    }
}
