using SpecSkills.Application.Blueprints;
using SpecSkills.Hosting;
using SpecSkills.Skills.BlueprintParser;
using SpecSkills.Storage.Blueprints;
using Xunit;

namespace SpecSkills.Tests.Blueprints;

/// <summary>Mistakes people make, each with the report they get: read the expected files to judge the words.</summary>
public sealed class MistakeTests
{
    public static TheoryData<string> Mistakes =>
        [.. Directory.EnumerateFiles(RepositoryFiles.PathOf("tests", "Data", "mistakes"), "*.yaml")
            .Select(file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void A_mistake_is_reported_as_expected(string name)
    {
        var loaded = new DocumentLoader().Load(RepositoryFiles.PathOf("tests", "Data", "mistakes", $"{name}.yaml"));
        var report = new ValidationReport([new ValidatedFile($"{name}.yaml", loaded.Text, loaded.Diagnostics)]);
        Assert.False(report.IsValid);
        Assert.All(loaded.Diagnostics, finding => Assert.True(finding.Line > 0 && finding.Column > 0, finding.Message));
        using var written = new StringWriter();
        var terminal = new Terminal(written, TextWriter.Null, answersAreSeen: false, notesAreSeen: false,
            inputIsTyped: false);
        ValidationReportText.Write(terminal.Screen, report);
        GoldenFiles.Compare(written.ToString().ReplaceLineEndings("\n"), "tests", "Data", "mistakes",
            $"{name}.expected.txt");
    }
}
