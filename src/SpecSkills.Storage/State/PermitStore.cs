using SpecSkills.Application.Documents;
using SpecSkills.Application.Ports;
using SpecSkills.Core.Decisions;
using SpecSkills.Core.Execution;

namespace SpecSkills.Storage.State;

/// <summary>
/// Permits in the state database. A permit ends when the wall clock says so or when as much time has passed as it may
/// live, whichever is first: a clock that steps back revives none.
/// </summary>
public sealed class PermitStore(StateDatabase database) : IPermitStore
{
    /// <summary>An execution rests on its permit until it is closed; none takes days.</summary>
    private static readonly TimeSpan Kept = TimeSpan.FromDays(31);

    /// <inheritdoc/>
    public void Issue(Permit permit)
    {
        var payload = PermitDocument.Write(permit).ToJsonString();
        database.Write(session =>
        {
            var elapsed = StateClock.Advance(session, permit.IssuedAt);
            session.Execute("DELETE FROM permits WHERE issued_at < $1", (permit.IssuedAt - Kept).UtcTicks);
            session.Execute(
                "INSERT INTO permits (id, operation_id, issued_at, expires_at, lapses_at, payload) " +
                "VALUES ($1, $2, $3, $4, $5, $6)",
                permit.Id, permit.Operation.Id, permit.IssuedAt.UtcTicks, permit.ExpiresAt.UtcTicks,
                elapsed + (permit.ExpiresAt - permit.IssuedAt).Ticks, payload);
        });
    }

    /// <inheritdoc/>
    public PermitStatus? Find(string permitId)
    {
        var found = database.Read(session => session.First(
            "SELECT payload, consumed_at, compensated_at FROM permits WHERE id = $1",
            row => (Payload: row.GetString(0), ConsumedAt: row.TimeAt(1), CompensatedAt: row.TimeAt(2)), permitId));
        return found.Payload is null
            ? null
            : new PermitStatus(
                PermitDocument.Read(found.Payload).Valid($"Permit {permitId}"), found.ConsumedAt, found.CompensatedAt);
    }

    /// <inheritdoc/>
    public bool TryConsume(string permitId, DateTimeOffset now) => database.Write(session =>
    {
        var elapsed = StateClock.Advance(session, now);
        return session.Execute(
            "UPDATE permits SET consumed_at = $2 WHERE id = $1 AND consumed_at IS NULL AND expires_at > $2 " +
            "AND issued_at <= $3 AND lapses_at > $4",
            permitId, now.UtcTicks, (now + EngineConstants.ClockTolerance).UtcTicks, elapsed) == 1;
    });

    /// <inheritdoc/>
    public bool TryClaimCompensation(string permitId, DateTimeOffset now) => database.Write(session => session.Execute(
        "UPDATE permits SET compensated_at = $2 WHERE id = $1 AND consumed_at IS NOT NULL AND compensated_at IS NULL",
        permitId, now.UtcTicks) == 1);
}
