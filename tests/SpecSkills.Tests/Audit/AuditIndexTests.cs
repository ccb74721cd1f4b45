using System.Text.Json.Nodes;
using Microsoft.Data.Sqlite;
using SpecSkills.Application.Ports;
using SpecSkills.Tests.Fakes;
using Xunit;

namespace SpecSkills.Tests.Audit;

/// <summary>The index proves nothing: damaged it heals, edited it is not believed.</summary>
public sealed class AuditIndexTests : IDisposable
{
    private readonly AuditWorld world = new();

    public void Dispose() => world.Dispose();

    [Fact]
    public void An_index_that_is_no_database_any_more_is_built_again()
    {
        world.Append(5);
        Assert.Equal(5, Count());
        SqliteConnection.ClearAllPools();
        File.WriteAllText(world.IndexFile, "this was an index once");
        File.Delete(world.IndexFile + "-wal");
        Assert.Equal(5, Count());
        Assert.Equal(5, world.NewReader().Query(new AuditQuery()).Records.Count);
    }

    [Fact]
    public void An_index_damaged_in_the_middle_is_built_again_when_the_damage_is_met()
    {
        world.Append(200);
        Assert.Equal(200, Count());
        Edit("PRAGMA wal_checkpoint(TRUNCATE)");
        SqliteConnection.ClearAllPools();
        var bytes = File.ReadAllBytes(world.IndexFile);
        Array.Fill(bytes, (byte)0xAB, 4096, bytes.Length - 4096);
        File.WriteAllBytes(world.IndexFile, bytes);
        Assert.Equal(200, world.NewReader().Query(new AuditQuery(Limit: 250)).Records.Count);
    }

    [Fact]
    public void An_index_of_an_older_form_is_built_again()
    {
        world.Append(3);
        Assert.Equal(3, Count());
        Edit("PRAGMA user_version = 1; DROP TABLE operations");
        Assert.Equal(3, world.NewReader().Query(new AuditQuery()).Records.Count);
    }

    [Fact]
    public void A_record_cut_off_and_written_anew_is_found_as_it_now_stands()
    {
        world.Append(5);
        Assert.Equal(5, Count());
        File.WriteAllLines(world.Today, File.ReadAllLines(world.Today)[..2]);
        Assert.Equal(2, Count());
    }

    [Fact]
    public void A_row_that_points_out_of_the_record_is_not_followed()
    {
        world.Append(3);
        Assert.Equal(3, Count());
        var forged = """{"seq":3,"kind":"approval.approved","id":"a-1","decided_by":"person:local"}""";
        File.WriteAllText(Path.Combine(Path.GetDirectoryName(world.IndexFile)!, "forged.jsonl"), forged + "\n");
        Edit($"UPDATE records SET kind = 'approval.approved', offset = 0, length = {forged.Length} WHERE seq = 3; "
            + "UPDATE segments SET name = '../../.specskills/forged.jsonl'");
        Assert.Empty(world.Reader.Query(new AuditQuery(Kind: "approval.approved")).Records);
        Assert.Equal(3, Count());
    }

    [Theory]
    [InlineData("UPDATE records SET kind = 'approval.approved' WHERE seq = 2", "approval.approved", null)]
    [InlineData("INSERT INTO operations VALUES ('sha256:other', 2)", null, "sha256:other")]
    public void A_row_that_says_something_else_than_its_line_is_no_answer(string edit, string? kind, string? operation)
    {
        world.Append(3);
        Assert.Equal(3, Count());
        Edit(edit);
        Assert.Empty(world.Reader.Query(new AuditQuery(Kind: kind, OperationId: operation)).Records);
        Assert.Equal(3, world.Reader.Query(new AuditQuery(Kind: "decision")).Records.Count);
    }

    [Fact]
    public void A_row_that_points_into_the_middle_of_a_line_is_no_answer()
    {
        world.Append(3);
        Assert.Equal(3, Count());
        Edit("UPDATE records SET offset = offset + 1, length = length - 1 WHERE seq = 2");
        Assert.Equal(3, Count());
        Assert.Equal("d-2", (string?)world.Reader.Query(new AuditQuery(Before: 3, Limit: 1)).Records[0].Record["id"]);
    }

    [Theory]
    [InlineData("DELETE FROM records WHERE seq = 4")]
    [InlineData("DELETE FROM records WHERE seq = 6")]
    [InlineData("DELETE FROM records")]
    [InlineData("UPDATE records SET seq = 9 WHERE seq = 6")]
    [InlineData("UPDATE records SET offset = (SELECT offset FROM records WHERE seq = 2) WHERE seq = 4")]
    public void What_was_hidden_in_the_index_is_missed_and_found_again(string edit)
    {
        world.Append(6);
        Assert.Equal(6, Count());
        Edit(edit);
        Assert.Equal([3, 4, 5, 6], world.Reader.Since(3).Select(one => one.Sequence));
        Assert.Equal([6], world.Reader.Since(6).Select(one => one.Sequence));
        Assert.Throws<AuditUnavailableException>(() => world.Reader.Since(7));
    }

    [Theory]
    [InlineData("DELETE FROM records WHERE seq = 4", 4)]
    [InlineData("DELETE FROM records WHERE seq = 10", 10)]
    [InlineData("DELETE FROM records", 1)]
    [InlineData("UPDATE records SET kind = 'drift' WHERE seq = 5", 5)]
    [InlineData("UPDATE records SET service = 'todo-backend' WHERE seq = 4", 4)]
    [InlineData("UPDATE records SET id = NULL WHERE seq = 2", 2)]
    [InlineData("UPDATE records SET at = '2020-01-01T00:00:00.000Z' WHERE seq = 3", 3)]
    [InlineData("UPDATE records SET verdict = 'allowed' WHERE seq = 10", 10)]
    [InlineData("UPDATE records SET offset = offset + 1 WHERE seq = 6", 6)]
    [InlineData("UPDATE records SET segment = 77 WHERE seq = 6", 6)]
    [InlineData("INSERT INTO records SELECT 99, segment, offset, length, at, kind, id, service, verdict FROM records "
        + "WHERE seq = 1", 99)]
    [InlineData("UPDATE segments SET high_at = '2020-01-01T00:00:00.000Z' WHERE name LIKE '%22.jsonl'", 1)]
    [InlineData("UPDATE segments SET last_seq = 1 WHERE name LIKE '%22.jsonl'", 1)]
    [InlineData("DELETE FROM operations", 0)]
    [InlineData("UPDATE operations SET operation_id = 'sha256:other'", 0)]
    [InlineData("ALTER TABLE records RENAME TO kept; CREATE VIEW records AS SELECT * FROM kept WHERE seq <> 4", 4)]
    public void What_was_edited_in_the_index_is_named_and_gone_when_it_is_built_again(string edit, long record)
    {
        world.AppendDays(2, 4);
        var blocked = new JsonObject { ["status"] = "blocked" };
        world.Log.Append(AuditWorld.Event("sha256:abc", AuditWorld.Start.AddDays(1), "governance", blocked));
        Assert.Equal(10, world.Reader.RebuildIndex());
        Assert.Null(world.Reader.CompareIndex());
        SqliteConnection.ClearAllPools();
        Edit(edit);
        Assert.Equal(record, world.NewReader().CompareIndex()?.Sequence);
        Assert.Equal(10, world.NewReader().RebuildIndex());
        Assert.Null(world.NewReader().CompareIndex());
    }

    [Fact]
    public void What_was_written_since_is_taken_in_and_no_difference()
    {
        world.Append(3);
        Assert.Null(world.Reader.CompareIndex());
        world.AppendDays(2, 2);
        File.AppendAllText(world.FileOf("2026/11/23.jsonl"), "{\"seq\":99,\"pre");
        Assert.Null(world.Reader.CompareIndex());
    }

    [Theory]
    [InlineData("DELETE FROM records WHERE seq = 4")]
    [InlineData("DELETE FROM records WHERE seq = 6")]
    [InlineData("DELETE FROM records")]
    public void Nothing_hidden_in_the_index_is_missing_from_a_list_of_everything(string edit)
    {
        world.Append(6);
        Assert.Equal(6, Count());
        Edit(edit);
        Assert.Equal(
            [6, 5, 4, 3], world.NewReader().Query(new AuditQuery(Limit: 4)).Records.Select(one => one.Sequence));
    }

    [Fact]
    public void A_record_with_a_gap_of_its_own_is_listed_as_it_is()
    {
        world.Append(6);
        File.WriteAllLines(world.Today, File.ReadAllLines(world.Today).Where((_, line) => line != 3));
        File.AppendAllText(world.Today, "no record\n");
        Assert.Equal([6, 5, 3, 2, 1], world.Reader.Query(new AuditQuery()).Records.Select(one => one.Sequence));
    }

    [Fact]
    public void A_record_with_a_gap_of_its_own_has_nothing_since()
    {
        world.Append(6);
        File.WriteAllLines(world.Today, File.ReadAllLines(world.Today).Where((_, line) => line != 3));
        Assert.Throws<AuditUnavailableException>(() => world.Reader.Since(3));
        Assert.Equal(2, world.Reader.Since(5).Count);
    }

    [Fact]
    public void A_torn_last_line_hides_nothing()
    {
        world.Append(6);
        File.AppendAllText(world.Today, "{\"seq\":7,\"pre");
        Assert.Equal([5, 6], world.Reader.Since(5).Select(one => one.Sequence));
    }

    private int Count() => world.Reader.Query(new AuditQuery(Limit: 100 * 2)).Records.Count;

    private void Edit(string sql)
    {
        using var direct = new SqliteConnection($"Data Source={world.IndexFile};Pooling=False");
        direct.Open();
        using var command = direct.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
