using System.Text.Json.Nodes;
using Xunit;

namespace SpecSkills.Tests.EmbeddedCluster.Recordings;

/// <summary>
/// The embedded cluster answers as real API servers did, for every recording of a resource it serves.
/// </summary>
public sealed class RecordingContractTests
{
    public static TheoryData<int, string> Compared()
    {
        var data = new TheoryData<int, string>();
        foreach (var version in (int[])[33, 36])
            foreach (var scenario in RecordingSetups.Scenarios)
                data.Add(version, scenario);
        return data;
    }

    [Theory]
    [MemberData(nameof(Compared))]
    public void A_recorded_exchange_is_answered_alike(int minorVersion, string scenario)
    {
        var replay = RecordingSetups.Prepare(Recording.Read(minorVersion, scenario));
        replay.Run();
        Assert.True(replay.Comparer.Differences.Count == 0,
            $"1.{minorVersion}/{scenario}:\n" + string.Join("\n", replay.Comparer.Differences.Take(40)));
    }

    [Theory]
    [InlineData(33)]
    [InlineData(36)]
    public void Every_recording_is_compared_or_left_out_with_a_reason(int minorVersion)
    {
        var leftOut = JsonNode.Parse(RepositoryFiles.Text("tests", "Data", "recordings-left-out.json"))!.AsObject();
        foreach (var (scenario, reason) in leftOut)
            Assert.False(string.IsNullOrWhiteSpace(reason?.GetValue<string>()), $"{scenario} has no reason");
        var recorded = Recording.Scenarios(minorVersion).ToHashSet();
        var compared = RecordingSetups.Scenarios.ToHashSet();
        Assert.DoesNotContain(recorded, scenario => !compared.Contains(scenario) && !leftOut.ContainsKey(scenario));
        Assert.DoesNotContain(compared, leftOut.ContainsKey);
        Assert.DoesNotContain(compared.Concat(leftOut.Select(pair => pair.Key)), name => !recorded.Contains(name));
    }
}
