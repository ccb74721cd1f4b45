using System.Globalization;
using System.Text;

namespace SpecSkills.Cli.Demo.Page;

/// <summary>One curve over the hour with its scale and its limits, drawn at a height of a service's picture.</summary>
/// <param name="Style">CSS class and meaning: load, cpu, latency, replicas.</param>
/// <param name="Top">Value at the upper edge.</param>
/// <param name="IsCount">Drawn in steps: there is no replica and a half.</param>
internal sealed record ChartBand(
    string Style, string Name, double Top, bool IsCount, IReadOnlyList<(double Value, string Text)> Limits,
    IReadOnlyList<(DateTimeOffset At, double? Value)> Points)
{
    public void Draw(StringBuilder svg, TimeAxis axis, double y, double height)
    {
        var (left, right, foot) = (axis.Left, axis.Right, y + height);
        double Y(double value) => y + height - (Math.Clamp(value / Top, 0, 1) * height);
        svg.Append(CultureInfo.InvariantCulture,
            $"""<line class="axis" x1="{left}" x2="{right}" y1="{foot:0.#}" y2="{foot:0.#}"/>""");
        svg.Append(CultureInfo.InvariantCulture, $"""<text class="name" x="0" y="{y + 12:0.#}">{Name}</text>""");
        foreach (var (value, text) in Limits)
        {
            svg.Append(CultureInfo.InvariantCulture,
                $"""<line class="limit" x1="{left}" x2="{right}" y1="{Y(value):0.#}" y2="{Y(value):0.#}"/>""");
            svg.Append(CultureInfo.InvariantCulture,
                $"""<text x="{right + 6}" y="{Y(value) + 4:0.#}">{text}</text>""");
        }

        foreach (var stretch in Stretches()) Curve(svg, axis, stretch, Y, foot);
    }

    private void Curve(
        StringBuilder svg, TimeAxis axis, List<(DateTimeOffset At, double Value)> stretch, Func<double, double> y,
        double foot)
    {
        var path = new StringBuilder();
        for (var at = 0; at < stretch.Count; at++)
        {
            if (at > 0 && IsCount && stretch[at].Value == stretch[at - 1].Value && at < stretch.Count - 1) continue;
            if (at > 0 && IsCount) path.Append(CultureInfo.InvariantCulture, $"H{axis.X(stretch[at].At):0.#}");
            path.Append(CultureInfo.InvariantCulture,
                $"{(at == 0 ? 'M' : 'L')}{axis.X(stretch[at].At):0.#} {y(stretch[at].Value):0.#}");
        }

        var (from, to) = (axis.X(stretch[0].At), axis.X(stretch[^1].At));
        svg.Append(CultureInfo.InvariantCulture, $"""
            <path class="area {Style}" d="{path}L{to:0.#} {foot:0.#}L{from:0.#} {foot:0.#}Z"/>
            <path class="series {Style}" d="{path}"/>
            """);
    }

    private IEnumerable<List<(DateTimeOffset At, double Value)>> Stretches()
    {
        var stretch = new List<(DateTimeOffset, double)>();
        foreach (var (at, value) in Points)
        {
            if (value is { } known)
            {
                stretch.Add((at, known));
                continue;
            }

            if (stretch.Count > 1) yield return stretch;
            stretch = [];
        }

        if (stretch.Count > 1) yield return stretch;
    }
}
