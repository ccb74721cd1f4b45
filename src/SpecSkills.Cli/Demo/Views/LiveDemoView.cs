using System.Globalization;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace SpecSkills.Cli.Demo.Views;

/// <summary>
/// Shows the hour while it runs: a panel of charts per service, and the list of what was decided.
/// </summary>
internal sealed class LiveDemoView(IAnsiConsole screen, TimeSpan pace, TimeProvider time) : IDemoView
{
    /// <summary>
    /// A decision of the agent stays a moment longer than a step of the clock, so that it can be read.
    /// </summary>
    private static readonly TimeSpan EventPause = TimeSpan.FromMilliseconds(350);

    /// <summary>More than any screen shows.</summary>
    private const int FeedBound = 200;

    /// <summary>Border, clock, service and stage before a feed line's text.</summary>
    private const int LinePrefix = 40;

    private readonly Queue<DemoEvent> feed = new();
    private readonly List<DemoFrame> frames = [];
    private DemoSetting? setting;
    private LiveDisplayContext? live;
    private long began;
    private TimeSpan pauses;
    private bool eventful;

    public async Task ShowAsync(DemoSetting setting, Func<Task> run)
    {
        this.setting = setting;
        began = time.GetTimestamp();
        var ended = Task.CompletedTask;
        // The alternate screen leaves the person's own lines as they were.
        screen.AlternateScreen(() => ended = ShowInsideAsync(run));
        await ended;
    }

    public void Tell(DemoEvent happened)
    {
        feed.Enqueue(happened);
        if (feed.Count > FeedBound) feed.Dequeue();
        eventful = true;
    }

    public void Show(DemoFrame frame)
    {
        frames.Add(frame);
        if (live is null || setting is null) return;
        live.UpdateTarget(Page(setting));
        live.Refresh();
        if (eventful) pauses += EventPause;
        eventful = false;
        var due = (pace * ((frame.At - setting.Start) / setting.Length)) + pauses;
        var ahead = due - time.GetElapsedTime(began);
        if (ahead > TimeSpan.Zero) Thread.Sleep(ahead);
    }

    // Spectre's alternate screen is synchronous, and nothing else runs in this process while the demo does.
    private Task ShowInsideAsync(Func<Task> run)
    {
        screen.Live(new Text("")).AutoClear(true).Overflow(VerticalOverflow.Crop).StartAsync(async context =>
        {
            live = context;
            await run();
        }).GetAwaiter().GetResult();
        return Task.CompletedTask;
    }

    private Rows Page(DemoSetting shown)
    {
        var panels = ServicePanel.HeightFor(screen.Profile.Height);
        var feedRows = Math.Max(3, screen.Profile.Height - panels.Total - 5);
        var columns = new Grid().Expand();
        foreach (var _ in shown.Services) columns.AddColumn(new GridColumn().Padding(0, 0, 0, 0));
        var width = (screen.Profile.Width / shown.Services.Count) - 1;
        columns.AddRow([.. shown.Services.Select(service => ServicePanel.Of(service, shown, frames, width, panels))]);
        return new Rows(Header(shown), columns, Feed(shown, feedRows));
    }

    private Markup Header(DemoSetting shown)
    {
        var at = frames.Count == 0 ? shown.Start : frames[^1].At;
        var done = (at - shown.Start) / shown.Length;
        var bar = new string('━', (int)(done * 40));
        return new Markup(string.Create(CultureInfo.InvariantCulture,
            $" [bold]SpecSkills[/] one simulated hour   [bold]{at:HH:mm:ss}[/] UTC  [green]{bar}[/][grey37]"
            + $"{new string('━', 40 - bar.Length)}[/] [grey]seed {shown.Seed}[/]"));
    }

    private Panel Feed(DemoSetting shown, int rows)
    {
        var lines = feed.TakeLast(rows).Select(happened => (IRenderable)Line(happened, shown)).ToList();
        while (lines.Count < rows) lines.Add(new Text(" "));
        return new Panel(new Rows(lines)).Header(" decided, permitted, executed, verified ").Expand()
            .BorderColor(Color.Grey37).Padding(1, 0);
    }

    private Markup Line(DemoEvent happened, DemoSetting shown)
    {
        // One line per event: a line that wraps would push the newest event off the screen.
        var room = Math.Max(10, screen.Profile.Width - LinePrefix);
        var text = happened.Text.Length > room ? happened.Text[..(room - 1)] + "…" : happened.Text;
        var colour = DemoColours.Of(happened.Tone);
        var clock = (happened.At - shown.Start).ToString(@"m\:ss", CultureInfo.InvariantCulture);
        return new Markup($"[grey]{clock,5}[/]  [bold]{Markup.Escape(happened.Service ?? ""),-13}[/] "
            + $"[{colour}]{happened.Stage,-12}[/] "
            + (happened.Tone == DemoTone.Plain ? "" : $"[{colour}]") + Markup.Escape(text)
            + (happened.Tone == DemoTone.Plain ? "" : "[/]"));
    }
}
