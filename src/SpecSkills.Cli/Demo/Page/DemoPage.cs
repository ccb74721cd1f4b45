using System.Globalization;
using System.Net;
using System.Reflection;
using System.Text;

namespace SpecSkills.Cli.Demo.Page;

/// <summary>
/// The page that the demo writes: the charts of the hour and what was decided in it. One file, without scripts and
/// without anything loaded from elsewhere.
/// </summary>
internal static class DemoPage
{
    public static string Of(
        DemoSetting setting, IReadOnlyList<DemoFrame> frames, IReadOnlyList<DemoEvent> events, DemoSummary summary)
    {
        var numbered = events.Select((happened, index) => (Number: index + 1, Event: happened)).ToList();
        var page = new StringBuilder();
        page.Append("""
            <!doctype html><html lang="en"><head><meta charset="utf-8">
            <meta name="viewport" content="width=device-width">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
            <title>SpecSkills: one simulated hour</title><style>
            """).Append(Style()).Append("</style></head><body><main><h1>One simulated hour</h1>");
        page.Append(CultureInfo.InvariantCulture, $"""
            <p class="lead">Two services on the embedded cluster, governed by their blueprints. The clock starts at
            {setting.Start:yyyy-MM-dd HH:mm} UTC; seed {setting.Seed} repeats this hour and its record.</p>
            """);
        Tiles(page, summary);
        foreach (var service in setting.Services)
        {
            page.Append(CultureInfo.InvariantCulture, $"<section><h2>{Text(service.Name)}</h2>");
            page.Append(ServicePicture.Of(service, setting, frames, numbered)).Append("</section>");
        }

        Events(page, setting, numbered);
        page.Append("<section><h2>Look further</h2><ul>");
        foreach (var (command, why) in summary.Next)
        {
            page.Append(CultureInfo.InvariantCulture,
                $"<li><code>{Text(command)}</code> {Text(why)}</li>");
        }

        return page.Append("</ul></section></main></body></html>\n").ToString();
    }

    /// <summary>Any text, encoded for the page.</summary>
    public static string Text(string text) => WebUtility.HtmlEncode(text);

    public static string Class(DemoTone tone) => tone switch
    {
        DemoTone.Plain => "plain",
        DemoTone.Good => "good",
        DemoTone.Waiting => "waiting",
        DemoTone.Bad => "bad",
        DemoTone.Outside => "outside",
        _ => throw new InvalidOperationException($"No class for {tone}."),
    };

    private static void Tiles(StringBuilder page, DemoSummary summary)
    {
        page.Append("<div class=\"tiles\">");
        Tile(summary.Decisions, "decisions");
        Tile(summary.Operations.Count, "operations executed");
        Tile(summary.Operations.Count(one => one.Outcome == "rolled_back"), "undone by verification");
        Tile(summary.Blocked, "blocked");
        Tile(summary.PendingApprovals, "waiting for a person");
        Tile(summary.Breakers.Count, "breakers open");
        Tile((int)summary.Records, summary.ChainVerified ? "records, chain verified" : "records, chain BROKEN");
        page.Append("</div>");

        void Tile(int number, string what) =>
            page.Append(CultureInfo.InvariantCulture, $"<div class=\"tile\"><b>{number}</b><span>{what}</span></div>");
    }

    private static void Events(StringBuilder page, DemoSetting setting, List<(int Number, DemoEvent Event)> events)
    {
        page.Append("<section><h2>What happened</h2><table>")
            .Append("<tr><th></th><th>at</th><th>service</th><th>stage</th><th></th></tr>");
        foreach (var (number, happened) in events)
        {
            var clock = (happened.At - setting.Start).ToString(@"m\:ss", CultureInfo.InvariantCulture);
            page.Append(CultureInfo.InvariantCulture, $"""
                <tr id="e{number}" class="{Class(happened.Tone)}"><td class="number">{number}</td>
                <td class="time">{clock}</td><td class="service">{Text(happened.Service ?? "")}</td>
                <td><span class="stage">{Text(happened.Stage)}</span></td><td>{Text(happened.Text)}</td></tr>
                """);
        }

        page.Append("</table></section>");
    }

    private static string Style()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("page.css")
            ?? throw new InvalidOperationException("The page's style is not in the program.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
