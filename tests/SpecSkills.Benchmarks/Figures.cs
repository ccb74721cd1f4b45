using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Exporters;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Toolchains.InProcess.NoEmit;

namespace SpecSkills.Benchmarks;

/// <summary>
/// How the figures are taken: in this process (the restore of BenchmarkDotNet's generated project is not to be relied
/// on everywhere), medians shown, since one slow disk flush must not decide a figure.
/// </summary>
internal static class Figures
{
    public static IConfig Config { get; } = ManualConfig.CreateEmpty()
        .AddJob(Job.ShortRun.WithToolchain(InProcessNoEmitToolchain.Instance))
        .AddColumnProvider(DefaultColumnProviders.Descriptor)
        .AddColumnProvider(DefaultColumnProviders.Params)
        .AddColumn(StatisticColumn.Min, StatisticColumn.Median, StatisticColumn.Max)
        .AddColumnProvider(DefaultColumnProviders.Metrics)
        .AddLogger(ConsoleLogger.Default)
        .AddExporter(MarkdownExporter.GitHub);
}
