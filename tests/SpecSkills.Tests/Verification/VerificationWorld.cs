using SpecSkills.Core.Blueprints;
using SpecSkills.Core.Decisions;
using SpecSkills.Core.Observations;
using SpecSkills.Core.Primitives;
using SpecSkills.Core.Verification;
using SpecSkills.Tests.Governance;

namespace SpecSkills.Tests.Verification;

/// <summary>An operation on a service and what is seen of it from then on, in the numbers results depend on.</summary>
public sealed record VerificationWorld
{
    public static readonly DateTimeOffset Start = new(2026, 11, 22, 10, 0, 0, TimeSpan.Zero);

    public OperationParameters Parameters { get; init; } = new OperationParameters.Scale(3);
    public int Replicas { get; init; } = 2;
    public decimal? BeforeCpu { get; init; } = 90;
    public decimal? BeforeLatency { get; init; } = 220;
    public decimal? BeforeErrors { get; init; } = 0.2m;
    public bool StrictRollback { get; init; }
    public bool RollbackOnFailure { get; init; } = true;
    public int RollbackThreshold { get; init; } = 2;
    public string Uid { get; init; } = "uid-1";

    public Blueprint Blueprint()
    {
        var world = new VerdictWorld().Blueprint();
        return world with
        {
            Performance = new PerformanceTargets(
                null, TimeSpan.FromMilliseconds(200), null, new RequestRate(100), null, new Percentage(99.9m),
                new Percentage(1)),
            Reliability = new ReliabilityPolicy(
                3, RestartBackoff.Exponential, RollbackOnFailure, RollbackThreshold, TimeSpan.FromSeconds(30),
                new ProbePolicy(TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(5), 3), null,
                TimeSpan.FromSeconds(60), StrictRollback),
        };
    }

    public Operation Operation()
    {
        var before = Before();
        return new Operation(
            "todo-frontend", OperationOrigin.Scaling, Parameters,
            new OperationTarget("embedded", "default", "todo-frontend", "uid-1"),
            ObservedFields.Of(Parameters, before), ObservedFields.After(Parameters), Blueprint().Reference);
    }

    public Observation Before() => Seen(0, Replicas, Replicas, BeforeCpu, BeforeLatency, BeforeErrors);

    public VerificationState Begin() => VerificationProcess.Start(Operation(), Before(), Blueprint(), Start);

    /// <summary>What is seen some seconds after executing.</summary>
    public Observation Seen(
        int seconds, int replicas, int ready, decimal? cpu, decimal? latency = 150, decimal? errors = 0.2m,
        long requests = 9000, decimal? throughput = 150, int? sampledAt = null)
    {
        var at = Start.AddSeconds(seconds);
        var sample = Start.AddSeconds(sampledAt ?? seconds);
        MetricReading? Sample(decimal? value, long? count = null) =>
            value is null ? null : new MetricReading.Sample(value, sample, count);
        return new Observation(
            "todo-frontend", at, "embedded",
            new DeploymentState(
                "default", "todo-frontend", Uid, "1", 2, 2, replicas, ready, ready, replicas, replicas, 0, false,
                ready < replicas, false, null, null, "1", new StrategyReading("RollingUpdate", "1", "0", 0, 10), null,
                new Dictionary<string, FieldOwner>()),
            new MetricReadings(
                Cpu: Sample(cpu), LatencyP95: Sample(latency), Throughput: Sample(throughput),
                ErrorRate: Sample(errors, requests)),
            [], [], [], null, null, ServiceHistory.Empty);
    }

    /// <summary>Steps through observations, each at its own time, until finished.</summary>
    public VerificationStep.Finished Run(params Observation?[] seen)
    {
        var state = Begin();
        var at = Start;
        foreach (var observation in seen)
        {
            at = observation?.ObservedAt ?? at.AddSeconds(5);
            // Through its JSON every time, as between two processes.
            state = VerificationState.FromJson(state.ToJson())!;
            switch (VerificationProcess.Step(state, Operation(), observation, at))
            {
                case VerificationStep.Finished finished:
                    return finished;
                case VerificationStep.Waiting waiting:
                    state = waiting.State;
                    break;
            }
        }

        throw new InvalidOperationException("It is still waiting.");
    }
}
