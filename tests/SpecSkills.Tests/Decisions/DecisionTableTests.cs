using SpecSkills.Application.Documents;
using SpecSkills.Core.Decisions;
using SpecSkills.Core.Primitives;
using Xunit;

namespace SpecSkills.Tests.Decisions;

public sealed class DecisionTableTests
{
    public static TheoryData<string> Rows { get; } = [.. DecisionTable.Rows.Select(row => (string)row["id"]!)];

    [Theory]
    [MemberData(nameof(Rows))]
    public void A_row_of_the_table_is_decided_as_it_says(string id)
    {
        var row = DecisionTable.Row(id);
        var observation = ObservationReader.Read(row["observation"]!.ToJsonString());
        Assert.Empty(observation.Diagnostics);

        var decision = DecisionEngine.Decide(
            new DecisionInput(DecisionTable.Blueprint(row), [], observation.Value!, DecisionTable.Now));

        var expected = row["expected"]!;
        var replicas = decision.TargetState.Single(value => value.Key == "replicas").Count;
        Assert.Equal(
            ((string)expected["type"]!, (int)expected["replicas"]!, (string)expected["reason"]!),
            (WireWord.Of(decision.Type), replicas, decision.Reason));
    }

    [Fact]
    public void The_table_has_all_its_rows() => Assert.Equal(72, DecisionTable.Rows.Count());
}
