using System.Globalization;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace SpecSkills.Cli.Demo.Views;

/// <summary>
/// One service's charts: load, cpu with its thresholds, latency with its target, replicas with their bounds.
/// </summary>
internal static class ServicePanel
{
    /// <summary>Rows of the charts on a screen of this height. At least a third stays for the events.</summary>
    public static PanelHeights HeightFor(int screenRows) => screenRows switch
    {
        >= 44 => new PanelHeights(4, 4, 4, 3),
        >= 36 => new PanelHeights(3, 3, 3, 2),
        >= 30 => new PanelHeights(2, 2, 2, 1),
        _ => new PanelHeights(1, 1, 1, 1),
    };

    public static Panel Of(
        DemoService service, DemoSetting setting, IReadOnlyList<DemoFrame> frames, int width, PanelHeights heights)
    {
        var mine = frames
            .Select(frame => (frame.At, Of: frame.Services.First(one => one.Service == service.Name))).ToList();
        var now = mine.Count == 0 ? null : mine[^1].Of;
        var inside = Math.Max(20, width - 4);
        IReadOnlyList<double?> Column(Func<ServiceFrame, double?> pick) => Columns(mine, pick, setting, inside);
        var load = Column(frame => frame.RequestsPerSecond);
        var latencyTop = (service.LatencyMilliseconds ?? 200) * 2;
        var rows = new List<IRenderable>
        {
            Label("load", now is null ? "" : $"{now.RequestsPerSecond:0} req/s", Color.DeepSkyBlue1),
            new BlockChart(load, heights.Load, Math.Max(1, load.Max() ?? 1) * 1.1, _ => Color.DeepSkyBlue1, []),
            Label("cpu of request", now?.CpuPercent is { } cpu ? $"{cpu:0}%" : "", CpuColour(service, now?.CpuPercent),
                string.Create(CultureInfo.InvariantCulture,
                    $"up above {service.ScaleUpPercent:0}%, down below {service.ScaleDownPercent:0}%")),
            new BlockChart(Column(frame => frame.CpuPercent), heights.Cpu, 150,
                value => CpuColour(service, value), [service.ScaleUpPercent, service.ScaleDownPercent]),
            Label("latency p95", now?.LatencyMilliseconds is { } latency ? $"{latency:0}ms" : "",
                LatencyColour(service, now?.LatencyMilliseconds),
                service.LatencyMilliseconds is { } target ? $"target {target:0}ms" : ""),
            new BlockChart(Column(frame => frame.LatencyMilliseconds), heights.Latency, latencyTop,
                value => LatencyColour(service, value), service.LatencyMilliseconds is { } line ? [line] : []),
            Label("replicas", now is null ? "" : $"{now.Ready} of {now.Desired} ready", Color.MediumPurple1,
                $"{service.MinReplicas} to {service.MaxReplicas}"),
            new BlockChart(Column(frame => frame.Ready), heights.Replicas, service.MaxReplicas,
                _ => Color.MediumPurple1, []),
            Status(now),
        };
        return new Panel(new Rows(rows)).Header($" [bold]{Markup.Escape(service.Name)}[/] ")
            .BorderColor(now?.BreakerOpen == true ? Color.Red : Color.Grey37).Padding(1, 0).Expand();
    }

    /// <summary>The highest value of each column's stretch of time: a peak is never averaged away.</summary>
    private static double?[] Columns(
        List<(DateTimeOffset At, ServiceFrame Of)> frames, Func<ServiceFrame, double?> pick, DemoSetting setting,
        int width)
    {
        var columns = new double?[width];
        foreach (var (at, frame) in frames)
        {
            var column = Math.Min(width - 1, (int)((at - setting.Start) / setting.Length * width));
            if (pick(frame) is { } value) columns[column] = Math.Max(columns[column] ?? 0, value);
        }

        return columns;
    }

    private static Markup Label(string name, string value, Color colour, string note = "") =>
        new($"[grey]{name}[/] [bold {colour.ToMarkup()}]{value}[/]{(note.Length > 0 ? $"  [grey42]{note}[/]" : "")}");

    private static Markup Status(ServiceFrame? now)
    {
        var breaker = now?.BreakerOpen == true ? "[bold white on red] breaker open [/]" : "[grey]breaker closed[/]";
        var errors = now is { ErrorPercent: >= 0.05 }
            ? string.Create(CultureInfo.InvariantCulture, $"  [red]errors {now.ErrorPercent:0.#}%[/]") : "";
        return new Markup(breaker + errors + (now?.Busy == true ? "  [yellow]verifying an operation[/]" : ""));
    }

    private static Color CpuColour(DemoService service, double? percent) =>
        percent > service.ScaleUpPercent ? Color.Red : percent < service.ScaleDownPercent ? Color.Yellow : Color.Green;

    private static Color LatencyColour(DemoService service, double? milliseconds) =>
        milliseconds > service.LatencyMilliseconds ? Color.Red : Color.Green;
}
