using SpecSkills.Application.Blueprints;
using SpecSkills.Storage.Blueprints;
using Xunit;

namespace SpecSkills.Tests.House;

/// <summary>The samples' files, with the .NET SDK alone; the end-to-end tests type the lines.</summary>
public sealed class SampleFilesTests
{
    [Fact]
    public void The_manifest_of_the_sample_becomes_a_blueprint_without_findings()
    {
        var manifest = RepositoryFiles.Text("samples", "payments", "deployment.yaml");
        var workload = Assert.Single(ManifestReader.Deployments(manifest));
        var reading = BlueprintLoader.Load(BlueprintDraft.Write(workload, "samples/payments/deployment.yaml"));

        Assert.True(reading.IsValid);
        Assert.Empty(reading.Diagnostics);
        Assert.Equal("payments", reading.Blueprint!.Metadata.Name);
    }
}
