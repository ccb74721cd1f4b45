using System.Text;
using SpecSkills.EmbeddedCluster.Validation;

namespace SpecSkills.EmbeddedCluster.Resources;

/// <summary>Events, stored in the core form. What was written through events.k8s.io must be complete.</summary>
internal sealed class EventRules : KindRules
{
    private const int MaximumNoteBytes = 1024;

    public override bool AllowsCreateOnUpdate => true;

    public override IReadOnlyList<string> SelectableFields =>
    [
        "involvedObject.kind", "involvedObject.namespace", "involvedObject.name", "involvedObject.uid",
        "involvedObject.apiVersion", "involvedObject.resourceVersion", "involvedObject.fieldPath", "reason",
        "reportingComponent", "source", "type",
    ];

    public override void Validate(Obj value, ValidationErrors errors)
    {
        MetadataValidation.Validate(value, nameIsLabel: false, errors);
        if (Encoding.UTF8.GetByteCount(value.Text("message") ?? "") > MaximumNoteBytes)
            errors.Invalid("message", "", "can have at most 1024 characters");
    }

    /// <summary>What the newer group asks for beyond that.</summary>
    public static void ValidateNew(Obj value, ValidationErrors errors)
    {
        if (value["eventTime"] is not Str)
        {
            errors.Required("eventTime");
            return;
        }
        if (string.IsNullOrEmpty(value.Text("reportingComponent")))
            errors.Required("reportingController");
        if (string.IsNullOrEmpty(value.Text("reportingInstance")))
            errors.Required("reportingInstance");
        if (string.IsNullOrEmpty(value.Text("action")))
            errors.Required("action");
        if (string.IsNullOrEmpty(value.Text("reason")))
            errors.Required("reason");
        if (value.Text("type") is not ("Normal" or "Warning"))
            errors.Invalid("type", "", "has invalid value: " + value.Text("type"));
    }
}
