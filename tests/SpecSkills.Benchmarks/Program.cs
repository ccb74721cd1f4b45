using BenchmarkDotNet.Running;
using SpecSkills.Benchmarks;

// "rounds" with sizes measures the agent's round; "cluster" is the other process of that.
if (args is ["cluster", var count]) return await RoundCluster.ServeAsync(int.Parse(count));
if (args is ["rounds", .. var sizes]) return await Rounds.MeasureAsync([.. sizes.Select(int.Parse)]);

// With a name: that table only. Without: everything that README's table of figures shows.
BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly)
    .Run(args.Length == 0 ? ["--filter", "*"] : args, Figures.Config);
return 0;
