using System.Globalization;

namespace SpecSkills.Cli.Demo.Views;

/// <summary>One line per event and a line of state every few minutes, for pipes, logs and screen readers.</summary>
internal sealed class PlainDemoView(TextWriter lines) : IDemoView
{
    private static readonly TimeSpan StateEvery = TimeSpan.FromMinutes(5);

    private DateTimeOffset nextState;
    private DateTimeOffset start;

    public async Task ShowAsync(DemoSetting setting, Func<Task> run)
    {
        start = setting.Start;
        nextState = setting.Start + StateEvery;
        lines.WriteLine($"demo: one simulated hour from {setting.Start:yyyy-MM-dd HH:mm} UTC, seed {setting.Seed}");
        await run();
    }

    public void Tell(DemoEvent happened) => lines.WriteLine(string.Create(CultureInfo.InvariantCulture,
        $"{Clock(happened.At)}  {happened.Service ?? "-",-14} {happened.Stage,-12} {happened.Text}"));

    public void Show(DemoFrame frame)
    {
        if (frame.At < nextState) return;
        nextState += StateEvery;
        foreach (var service in frame.Services)
            lines.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{Clock(frame.At)}  {service.Service,-14} {"state",-12} {State(service)}"));
    }

    private static string State(ServiceFrame service) => string.Create(CultureInfo.InvariantCulture,
        $"{service.Ready}/{service.Desired} ready, {service.RequestsPerSecond:0} req/s, cpu {service.CpuPercent:0}%,"
        + $" p95 {service.LatencyMilliseconds:0}ms, errors {service.ErrorPercent:0.#}%");

    private string Clock(DateTimeOffset at) => (at - start).ToString(@"\+h\:mm\:ss", CultureInfo.InvariantCulture);
}
