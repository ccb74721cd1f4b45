using SpecSkills.Application.Documents;
using SpecSkills.Application.Ports;

namespace SpecSkills.Storage.State;

/// <summary>
/// Decisions in the state database; the record keeps them for good, this only as long as they can be acted on.
/// </summary>
public sealed class DecisionStore(StateDatabase database) : IDecisionStore
{
    /// <summary>Long past any permit or approval that could rest on a decision.</summary>
    private static readonly TimeSpan Kept = TimeSpan.FromDays(31);

    /// <inheritdoc/>
    public void Save(StoredDecision decision)
    {
        var payload = StoredDecisionDocument.Write(decision).ToJsonString();
        // A decision means something only with its permit or approval, and that is flushed after it.
        database.WriteUnflushed(session =>
        {
            session.Execute("DELETE FROM decisions WHERE at < $1", (decision.At - Kept).UtcTicks);
            session.Execute(
                "INSERT INTO decisions (id, at, payload) VALUES ($1, $2, $3)", decision.Id, decision.At.UtcTicks,
                payload);
        });
    }

    /// <inheritdoc/>
    public StoredDecision? Find(string decisionId) => database.Read(session => session.First(
            "SELECT payload FROM decisions WHERE id = $1", row => row.GetString(0), decisionId)) is { } payload
        ? StoredDecisionDocument.Read(payload).Valid($"Decision {decisionId}")
        : null;
}
