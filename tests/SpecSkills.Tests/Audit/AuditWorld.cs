using System.Text.Json.Nodes;
using SpecSkills.Core.Audit;
using SpecSkills.Core.Governance.Assurance;
using SpecSkills.Storage.Audit;
using SpecSkills.Tests.Fakes;

namespace SpecSkills.Tests.Audit;

/// <summary>A record on a real disk, in a folder of the test's own.</summary>
public sealed class AuditWorld : IDisposable
{
    public static readonly DateTimeOffset Start = new(2026, 11, 22, 10, 0, 0, TimeSpan.Zero);

    private readonly TemporaryFolder folder = new();

    public AuditWorld()
    {
        Disk = NewDisk();
        Log = new AuditLog(Disk, () => AssuranceStanding.Untried);
        Reader = NewReader();
    }

    public string IndexFile => folder.Combine(".specskills", "audit-index.db");

    public AuditDisk Disk { get; }

    public AuditLog Log { get; }

    public AuditReader Reader { get; }

    public string Records => folder.Combine("logs", "agent-decisions");

    public string Checkpoints => Path.Combine(Records, "checkpoints.jsonl");

    public string Today => Path.Combine(Records, "2026", "11", "22.jsonl");

    public AuditDisk NewDisk() => new(folder.Root, "logs/agent-decisions", folder.Combine(".specskills"));

    public AuditReader NewReader(IAuditDisk? disk = null) => new(disk ?? Disk, new AuditIndex(IndexFile));

    public AuditRetention NewRetention(IAuditDisk? disk = null) =>
        new(disk ?? Disk, new AuditLog(disk ?? Disk, () => AssuranceStanding.Untried), NewReader(disk));

    public string FileOf(string segment) => Path.Combine(Records, segment);

    /// <summary>Some records on each of so many days, from <see cref="Start"/> on.</summary>
    public void AppendDays(int days, int eachDay)
    {
        for (var day = 0; day < days; day++)
            for (var i = 1; i <= eachDay; i++)
                Log.Append(Event($"d-{day}-{i}", Start.AddDays(day)));
    }

    public static AuditEvent Event(
        string id, DateTimeOffset? at = null, string kind = "decision", JsonObject? body = null) =>
        new(kind, id, "agent:loop", "todo-frontend", at ?? Start, body ?? new JsonObject { ["type"] = "hold" });

    public void Append(int count)
    {
        for (var i = 1; i <= count; i++) Log.Append(Event($"d-{i}"));
    }

    public void Dispose()
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        folder.Dispose();
    }
}
