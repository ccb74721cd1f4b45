using BenchmarkDotNet.Running;
using SpecSkills.Benchmarks;

// With a name: that table only. Without: everything that README's table of figures shows.
BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly)
    .Run(args.Length == 0 ? ["--filter", "*"] : args, Figures.Config);
return 0;
