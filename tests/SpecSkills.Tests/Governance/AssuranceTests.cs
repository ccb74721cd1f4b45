using System.Text.Json.Nodes;
using SpecSkills.Core.Audit;
using SpecSkills.Core.Governance.Assurance;
using SpecSkills.Tests.Audit;
using Xunit;

namespace SpecSkills.Tests.Governance;

/// <summary>What was tried decides the level, and where it was tried decides whose word counts.</summary>
public sealed class AssuranceTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_level_is_reached_when_its_doors_and_all_below_are_shut()
    {
        Assert.Equal("L0", AssuranceLevels.Of([]));
        Assert.Equal("L0+", AssuranceLevels.Of(Doors(DoorNames.Channel)));
        foreach (var level in AssuranceLevels.All.Skip(2))
        {
            var names = AssuranceLevels.All.Take(AssuranceLevels.Rank(level.Name) + 1).SelectMany(one => one.Doors);
            Assert.Equal(level.Name, AssuranceLevels.Of(Doors([.. names])));
        }
    }

    [Fact]
    public void One_open_door_and_one_that_was_not_tried_keep_a_level_away()
    {
        var all = AssuranceLevels.All.SelectMany(level => level.Doors).ToArray();
        foreach (var level in AssuranceLevels.All.Skip(2))
        {
            foreach (var name in level.Doors)
            {
                foreach (var state in new[] { DoorState.Open, DoorState.Unknown })
                {
                    var doors = Doors([.. all.Where(one => one != name)])
                        .Append(new Door(name, state, "", "")).ToList();
                    Assert.True(
                        AssuranceLevels.Rank(AssuranceLevels.Of(doors)) < AssuranceLevels.Rank(level.Name), name);
                }
            }
        }
    }

    [Fact]
    public void Only_the_hook_raises_the_level()
    {
        Assert.Equal("L1", Standing(Report(AssuranceSeat.Hook, 0, "L1")));
        Assert.Equal("L0", Standing(Report(AssuranceSeat.Terminal, 0, "L1")));
        Assert.Equal("L0", Standing(Report(AssuranceSeat.AgentShell, 0, "L4")));
        Assert.Equal("L0", AssuranceStanding.Of([], DoorState.Shut).Level);
    }

    [Fact]
    public void A_channel_counts_from_every_seat() =>
        Assert.Equal("L0+", Standing(Report(AssuranceSeat.Terminal, 0, "L0+")));

    [Fact]
    public void The_shell_lowers_what_the_hook_found_and_a_terminal_does_not()
    {
        var seen = Report(AssuranceSeat.Hook, 0, "L1");
        Assert.Equal("L0", Standing(seen, Report(AssuranceSeat.AgentShell, 1, "L0")));
        Assert.Equal("L1", Standing(seen, Report(AssuranceSeat.AgentShell, -1, "L0")));
        // The person's own terminal reaches everything, and says nothing about the agent's sandbox.
        Assert.Equal("L1", Standing(seen, new AssuranceReport(
            AssuranceSeat.Terminal, Noon.AddMinutes(1), Doors(DoorNames.Demands))));
    }

    [Fact]
    public void A_report_that_names_whole_seconds_is_not_taken_for_one_before_the_hooks_of_the_same_second()
    {
        var seen = new AssuranceReport(
            AssuranceSeat.Hook, Noon.AddMilliseconds(700), Report(AssuranceSeat.Hook, 0, "L1").Doors);
        Assert.Equal("L0", Standing(seen, Report(AssuranceSeat.AgentShell, 0, "L0")));
        // In the other order of arrival the hook's is the later one.
        Assert.Equal("L1", Standing(Report(AssuranceSeat.AgentShell, 0, "L0"), seen));
    }

    [Fact]
    public void Settings_that_no_longer_demand_the_sandbox_lower_it_from_any_seat()
    {
        var seen = Report(AssuranceSeat.Hook, 0, "L1");
        Assert.Equal("L0", Standing(seen, new AssuranceReport(AssuranceSeat.Terminal, Noon.AddMinutes(1), [])));
        Assert.Equal("L0", AssuranceStanding.Of([seen], DoorState.Open).Level);
        Assert.Equal("L0", AssuranceStanding.Of([seen], DoorState.Unknown).Level);
    }

    [Fact]
    public void Every_record_says_the_level_with_when_and_where_it_was_tried()
    {
        var standing = AssuranceStanding.Of([Report(AssuranceSeat.Hook, 0, "L1")], DoorState.Shut);
        var record = JsonNode.Parse(AuditChain.Next(AuditHead.Genesis, AuditWorld.Event("d-1"), standing).Bytes)!;
        Assert.Equal("L1", (string)record["assurance_level"]!);
        Assert.Equal("2026-11-22T12:00:00Z", (string)record["assurance"]!["tried_at"]!);
        Assert.Equal("hook", (string)record["assurance"]!["tried_in"]!);
        var untried = JsonNode.Parse(
            AuditChain.Next(AuditHead.Genesis, AuditWorld.Event("d-1"), AssuranceStanding.Untried).Bytes)!;
        Assert.Equal("L0", (string)untried["assurance_level"]!);
        Assert.Null(untried["assurance"]);
    }

    private static string Standing(params AssuranceReport[] reports) =>
        AssuranceStanding.Of(reports, DoorState.Shut).Level;

    private static AssuranceReport Report(AssuranceSeat seat, int minutes, string level)
    {
        var names = AssuranceLevels.All.Where(one => one.Name == level || (level != "L0+" && one.Name != "L0+"))
            .Where(one => AssuranceLevels.Rank(one.Name) <= AssuranceLevels.Rank(level)).SelectMany(one => one.Doors);
        var report = new AssuranceReport(seat, Noon.AddMinutes(minutes), Doors([.. names]));
        Assert.Equal(level, report.Level);
        return report;
    }

    private static Door[] Doors(params string[] shut) =>
        [.. shut.Select(name => new Door(name, DoorState.Shut, "", ""))];
}
