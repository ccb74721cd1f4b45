using System.Globalization;
using System.Text;

namespace SpecSkills.Cli.Demo.Page;

/// <summary>
/// A service's hour as one SVG picture: four curves on one time axis, and what was decided marked across them.
/// </summary>
internal static class ServicePicture
{
    private const double BandHeight = 74;
    private const double BandGap = 20;
    private const double MarkRow = 26;
    private const double Width = 1100;

    public static string Of(
        DemoService service, DemoSetting setting, IReadOnlyList<DemoFrame> frames,
        IReadOnlyList<(int Number, DemoEvent Event)> events)
    {
        var axis = new TimeAxis(setting.Start, setting.Length, 92, Width - 76);
        var bands = Bands(service, frames);
        var bottom = MarkRow + (bands.Count * (BandHeight + BandGap));
        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture,
            $"""<svg viewBox="0 0 {Width} {bottom + 18:0}" role="img" aria-label="{DemoPage.Text(service.Name)}">""");
        for (var at = 0; at < bands.Count; at++)
            bands[at].Draw(svg, axis, MarkRow + (at * (BandHeight + BandGap)), BandHeight);
        for (var minute = 0; minute <= setting.Length.TotalMinutes; minute += 10)
        {
            var x = axis.X(setting.Start.AddMinutes(minute));
            svg.Append(CultureInfo.InvariantCulture,
                $"""<text text-anchor="middle" x="{x:0.#}" y="{bottom + 8:0.#}">{minute} min</text>""");
        }

        var marked = events.Where(one => one.Event.Service == service.Name && IsMarked(one.Event));
        Marks(svg, axis, bottom - BandGap, marked);
        return svg.Append("</svg>").ToString();
    }

    private static List<ChartBand> Bands(DemoService service, IReadOnlyList<DemoFrame> frames)
    {
        IReadOnlyList<(DateTimeOffset At, double? Value)> Points(Func<ServiceFrame, double?> pick) =>
            [.. frames.Select(frame => (frame.At, pick(frame.Services.First(one => one.Service == service.Name))))];
        var load = Points(frame => frame.RequestsPerSecond);
        var peak = Math.Max(10, load.Max(point => point.Value) ?? 10);
        var top = Math.Ceiling(peak * 1.1 / 10) * 10;
        var latency = service.LatencyMilliseconds;
        return
        [
            new("load", "load", top, false, [(top, Label($"{top:0} req/s"))], load),
            new("cpu", "cpu of request", 160, false,
                [
                    (service.ScaleUpPercent, Label($"up {service.ScaleUpPercent:0}%")),
                    (service.ScaleDownPercent, Label($"down {service.ScaleDownPercent:0}%")),
                ],
                Points(frame => frame.CpuPercent)),
            new("latency", "latency p95", (latency ?? 200) * 2, false,
                latency is { } limit ? [(limit, Label($"target {limit:0}ms"))] : [],
                Points(frame => frame.LatencyMilliseconds)),
            new("replicas", "ready pods", service.MaxReplicas + 0.5, true,
                [
                    (service.MaxReplicas, Label($"max {service.MaxReplicas}")),
                    (service.MinReplicas, Label($"min {service.MinReplicas}")),
                ],
                Points(frame => frame.Ready)),
        ];
    }

    /// <summary>
    /// True for events that changed something or were stopped. Decisions and permissions are in the list below.
    /// </summary>
    private static bool IsMarked(DemoEvent happened) => happened switch
    {
        { Stage: "decision" } => false,
        { Stage: "governance", Tone: DemoTone.Good } => false,
        _ => true,
    };

    private static string Label(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private static void Marks(
        StringBuilder svg, TimeAxis axis, double foot, IEnumerable<(int Number, DemoEvent Event)> events)
    {
        // Marks at nearly the same time stand beside each other instead of on top of each other.
        var free = double.MinValue;
        foreach (var (number, happened) in events)
        {
            var x = axis.X(happened.At);
            var shown = Math.Max(x, free + 16);
            free = shown;
            svg.Append(CultureInfo.InvariantCulture, $"""
                <a href="#e{number}"><g class="mark {DemoPage.Class(happened.Tone)}">
                <title>{DemoPage.Text($"{happened.Stage}: {happened.Text}")}</title>
                <line x1="{x:0.#}" x2="{x:0.#}" y1="{MarkRow - 6}" y2="{foot:0.#}"/>
                <line x1="{shown:0.#}" x2="{x:0.#}" y1="8" y2="{MarkRow - 6}"/>
                <circle cx="{shown:0.#}" cy="8" r="8"/><text x="{shown:0.#}" y="11.4">{number}</text></g></a>
                """);
        }
    }
}
