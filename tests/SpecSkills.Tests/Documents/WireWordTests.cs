using SpecSkills.Application.Evaluations;
using SpecSkills.Application.Ports;
using SpecSkills.Core.Audit;
using SpecSkills.Core.Blueprints;
using SpecSkills.Core.Blueprints.Changes;
using SpecSkills.Core.Decisions;
using SpecSkills.Core.Execution;
using SpecSkills.Core.Governance;
using SpecSkills.Core.Primitives;
using SpecSkills.Core.Verification;
using Xunit;

namespace SpecSkills.Tests.Documents;

/// <summary>
/// The words that leave the program: digests, records, state rows and answers hold them, so a rename in C# must not
/// change one. Add a word at the end of its line; change none.
/// </summary>
public sealed class WireWordTests
{
    [Fact]
    public void Records_state_and_answers_hold_these_words()
    {
        Holds<OperationKind>("scale, adjust_resources, restart_pods, rollback, update_strategy, update_health_checks, "
            + "set_image, delete_deployment, delete_service, delete_persistent_volume, modify_secret, "
            + "change_network_policy");
        Holds<OperationOrigin>("scaling, recovery, optimisation, blueprint_change, request");
        Holds<DecisionType>("scale_up, scale_down, adjust_resources, restart_pods, rollback, update_deployment, hold, "
            + "reject");
        Holds<VerdictStatus>("allowed, requires_approval, blocked");
        Holds<ReceiptStatus>("success, failure, refused, unknown, conflict");
        Holds<VerificationResult>("passed, failed, ineffective, inconclusive, superseded");
        Holds<ApprovalState>("pending, approved, rejected, expired, cancelled, superseded, consumed");
        Holds<NoticeStatus>("delivered, failed, not_configured");
        Holds<OperationStage>("consumed, intended, verifying, rolling_back, verifying_rollback, closed");
        Holds<FileState>("accepted, in_force, waiting, new, invalid, lost, gone");
        Holds<AuditFaultKind>("altered, missing, repeated, out_of_order, unreadable, truncated");
        Holds<DiagnosticSeverity>("error, warning");
        Holds<AuthorityEffect>("unchanged, narrower, wider, incomparable");
        Holds<VersionBump>("none, patch, minor, major");
        Holds<EvaluationInput>("blueprint, policy, observation, operation, before, after, now");
    }

    /// <summary>The digest of a blueprint's meaning and the differences between two blueprints hold these.</summary>
    [Fact]
    public void Blueprints_hold_these_words()
    {
        Holds<ScalingMetric>("cpu, memory, latency");
        Holds<RestartBackoff>("exponential, fixed");
        Holds<OptimizationPriority>("balanced, cost, performance");
        // Kubernetes' own spelling.
        Assert.Equal("RollingUpdate, Recreate", string.Join(", ", Enum.GetNames<DeploymentStrategy>()));
    }

    /// <summary>State rows hold the number beside the document, to be searched by.</summary>
    [Fact]
    public void State_rows_hold_these_numbers()
    {
        Assert.Equal([0, 1, 2, 3, 4, 5], Enum.GetValues<OperationStage>().Select(stage => (int)stage));
        Assert.Equal([0, 1, 2, 3, 4, 5, 6], Enum.GetValues<ApprovalState>().Select(state => (int)state));
    }

    [Fact]
    public void Only_the_exact_word_is_read()
    {
        Assert.True(WireWord.TryParse<OperationKind>("adjust_resources", out var kind));
        Assert.Equal(OperationKind.AdjustResources, kind);
        Assert.False(WireWord.TryParse<OperationKind>("AdjustResources", out _));
        Assert.False(WireWord.TryParse<OperationKind>("1", out _));
    }

    private static void Holds<T>(string words)
        where T : struct, Enum => Assert.Equal(words, WireWord.All<T>());
}
