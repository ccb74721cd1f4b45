using System.Globalization;
using SpecSkills.Application.Ports;
using Spectre.Console;

namespace SpecSkills.Hosting.Reports;

/// <summary>Records one to a line: a table in a terminal, plain columns for everything that reads them.</summary>
public static class RecordLines
{
    /// <summary>Writes them in the order given.</summary>
    public static void Write(Terminal terminal, IReadOnlyList<AuditEntry> records)
    {
        ArgumentNullException.ThrowIfNull(terminal);
        ArgumentNullException.ThrowIfNull(records);
        if (!terminal.AnswersAreSeen)
        {
            WritePlain(terminal.Answers, records);
            return;
        }

        var table = new Table().Border(TableBorder.Simple).BorderColor(Color.Grey37)
            .AddColumn(new TableColumn("#").RightAligned().NoWrap()).AddColumn(new TableColumn("at").NoWrap())
            .AddColumn(new TableColumn("kind").NoWrap()).AddColumn(new TableColumn("service").NoWrap())
            .AddColumn("what");
        foreach (var entry in records)
            table.AddRow(
                new Markup($"[grey]{entry.Sequence}[/]"), new Text(Field(entry, "timestamp")),
                new Markup($"[{Colour(entry)}]{Markup.Escape(Field(entry, "kind"))}[/]"), new Text(Service(entry)),
                new Text(Text(entry)));
        terminal.Screen.Write(table);
    }

    /// <summary>Columns without a table around them: also for records that come one by one.</summary>
    public static void WritePlain(TextWriter answers, IReadOnlyList<AuditEntry> records)
    {
        ArgumentNullException.ThrowIfNull(answers);
        ArgumentNullException.ThrowIfNull(records);
        foreach (var entry in records)
            answers.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{entry.Sequence,6}  {Field(entry, "timestamp")}  {Field(entry, "kind"),-18}"
                + $" {Service(entry),-14} {Text(entry)}"));
    }

    private static string Text(AuditEntry entry) => RecordText.Of(Field(entry, "kind"), entry.Record);

    private static string Service(AuditEntry entry) =>
        entry.Record["service"]?.ToString() ?? entry.Record["blueprint"]?["name"]?.ToString() ?? "-";

    private static string Field(AuditEntry entry, string name) => entry.Record[name]?.ToString() ?? "";

    private static string Colour(AuditEntry entry) => (Field(entry, "status"), Field(entry, "kind")) switch
    {
        ("blocked" or "failure", _) => "red",
        ("requires_approval", _) => "yellow",
        ("allowed" or "success", _) => "green",
        (_, "rollback" or "breaker.opened") => "red",
        _ => "silver",
    };
}
