using System.Text.Json.Nodes;

namespace SpecSkills.Core.Audit;

/// <summary>
/// Something that happened and belongs on record. The chain adds <c>seq</c>, <c>prev</c> and the time.
/// </summary>
/// <param name="Kind"><c>decision</c>, <c>governance</c>, <c>approval.requested</c>, <c>operation.intent</c>,
/// ...</param>
/// <param name="Id">Id of the thing recorded (decision, approval, operation).</param>
/// <param name="Actor">Principal who acted.</param>
/// <param name="Service">Service concerned, or null for the workspace as a whole.</param>
/// <param name="At">When.</param>
/// <param name="Body">The kind's own fields, from the allow-list; text from outside already stripped and
/// capped.</param>
public sealed record AuditEvent(
    string Kind, string Id, string Actor, string? Service, DateTimeOffset At, JsonObject Body);
