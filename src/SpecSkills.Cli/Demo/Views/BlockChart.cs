using Spectre.Console;
using Spectre.Console.Rendering;

namespace SpecSkills.Cli.Demo.Views;

/// <summary>
/// A chart of eighth blocks over a fixed stretch of time, filled from the left as time goes on. Threshold lines show
/// where no bar covers them.
/// </summary>
/// <param name="values">One per column; null where nothing is known yet.</param>
/// <param name="height">Rows of text.</param>
/// <param name="top">Value at the upper edge.</param>
/// <param name="colour">Colour of a column by its value.</param>
/// <param name="lines">Values at which dotted lines are drawn.</param>
internal sealed class BlockChart(
    IReadOnlyList<double?> values, int height, double top, Func<double, Color> colour, IReadOnlyList<double> lines)
    : IRenderable
{
    private const string Eighths = " ▁▂▃▄▅▆▇█";
    private static readonly Style LineStyle = new(Color.Grey42);

    public Measurement Measure(RenderOptions options, int maxWidth) => new(values.Count, values.Count);

    public IEnumerable<Segment> Render(RenderOptions options, int maxWidth)
    {
        var lineRows = lines.Where(line => line < top).Select(line => (int)(line / top * height)).ToHashSet();
        for (var row = height - 1; row >= 0; row--)
        {
            foreach (var value in values) yield return Cell(value, row, lineRows.Contains(row));
            yield return Segment.LineBreak;
        }
    }

    private Segment Cell(double? value, int row, bool isLine)
    {
        var filled = value is { } known ? Math.Clamp(known / top, 0, 1) * height * 8 : 0;
        // A small value above zero is still visible.
        var eighths = (int)Math.Ceiling(filled - 0.25) - (row * 8);
        if (eighths > 0) return new Segment(Eighths[Math.Min(eighths, 8)].ToString(), new Style(colour(value!.Value)));
        return isLine ? new Segment("┄", LineStyle) : new Segment(" ");
    }
}
