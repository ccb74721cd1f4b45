using SpecSkills.Core.Decisions;
using SpecSkills.Core.Governance;
using Xunit;

namespace SpecSkills.Tests.Governance;

public sealed class VerdictTableTests
{
    public static TheoryData<string> Ids => [.. VerdictCase.All.Select(row => row.Id)];

    [Theory]
    [MemberData(nameof(Ids))]
    public void Every_row_gets_its_verdict(string id)
    {
        var row = VerdictCase.All.Single(candidate => candidate.Id == id);
        var verdict = PolicyDecisionPoint.Evaluate(row.Request());

        Assert.Equal(
            (row.Title, row.Status, row.Rule, string.Join(' ', row.Effects), row.Alternative,
                row.RetryAt ?? verdict.RetryAt),
            (row.Title, verdict.Status, verdict.Rule, string.Join(' ', verdict.Effects),
                VerdictCase.Shown(verdict.Alternative), verdict.RetryAt));
        Assert.Contains(verdict.Rule, verdict.Explanation, StringComparison.Ordinal);
        Assert.Equal(row.Request().Operation.Id, verdict.OperationId);
        if (row.Effects.Length > 0) Assert.Equal(row.Effects[0], verdict.Operation);
    }

    [Fact]
    public void Every_alternative_is_allowed_when_it_is_asked_for()
    {
        var fedBack = 0;
        foreach (var row in VerdictCase.All)
        {
            if (PolicyDecisionPoint.Evaluate(row.Request()).Alternative is not { } alternative) continue;
            var verdict = PolicyDecisionPoint.Evaluate(row.World.Request(alternative.Parameters));
            Assert.True(verdict.Status == VerdictStatus.Allowed, $"{row.Id}: {verdict.Explanation}");
            fedBack++;
        }

        Assert.True(fedBack >= 20, $"only {fedBack} alternatives were offered");
    }

    [Fact]
    public void The_same_request_gets_the_same_verdict()
    {
        foreach (var row in VerdictCase.All)
        {
            var (one, other) = (PolicyDecisionPoint.Evaluate(row.Request()),
                PolicyDecisionPoint.Evaluate(row.Request()));
            Assert.Equal(one with { Effects = [], Alternative = null },
                other with { Effects = [], Alternative = null });
            Assert.Equal(one.Effects, other.Effects);
        }
    }

    [Fact]
    public void An_evaluation_that_throws_blocks()
    {
        var request = VerdictWorld.Default.Request(new OperationParameters.Scale(3));
        var verdict = PolicyDecisionPoint.Evaluate(request with { Policy = null! });

        Assert.Equal((VerdictStatus.Blocked, RuleNames.UnknownOperation), (verdict.Status, verdict.Rule));
    }

    [Fact]
    public void An_unknown_kind_is_shown_without_what_could_redraw_a_terminal()
    {
        var verdict = PolicyDecisionPoint.Unknown("exec\u001b[2J\u202epod", "sha256:0");

        Assert.Equal((VerdictStatus.Blocked, RuleNames.UnknownOperation), (verdict.Status, verdict.Rule));
        Assert.Contains("exec[2Jpod", verdict.Explanation, StringComparison.Ordinal);
    }

    [Fact]
    public void A_changed_copy_of_an_operation_has_a_digest_of_its_own()
    {
        var operation = VerdictWorld.Default.Request(new OperationParameters.Scale(3)).Operation;
        var before = operation.Id;
        var changed = operation with { After = FieldValues.OfReplicas(9) };

        Assert.NotEqual(before, changed.Id);
        Assert.NotEqual(operation, changed);
        Assert.Equal(operation, changed with { After = operation.After });
    }
}
