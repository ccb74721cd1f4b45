using System.Text.Json.Nodes;
using SpecSkills.Hosting.Reports;
using Xunit;

namespace SpecSkills.Tests.Audit;

public class RecordTextTests
{
    [Fact]
    public void Somebody_elses_words_are_shown_as_one_sentence()
    {
        var record = JsonNode.Parse("""{"type": "hold", "rationale": {"untrusted": "No connection."}}""")!.AsObject();
        Assert.Equal("hold: No connection.", RecordText.Of("decision", record));
    }
}
