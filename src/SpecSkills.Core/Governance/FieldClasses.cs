namespace SpecSkills.Core.Governance;

/// <summary>Sorts field names into classes, by the names of <see cref="Decisions.FieldValues"/>.</summary>
internal static class FieldClasses
{
    public static FieldClass Of(string field)
    {
        switch (field)
        {
            case "replicas": return FieldClass.Replicas;
            case "revision": return FieldClass.Revision;
            case "template": return FieldClass.Template;
            case "pods": return FieldClass.Pods;
            case "exists": return FieldClass.Existence;
            case "name" or "changed": return FieldClass.Name;
            case "strategy.type" or "strategy.max_surge" or "strategy.max_unavailable" or "min_ready_seconds"
                or "revision_history_limit":
                return FieldClass.Strategy;
        }

        // A sample: "app.cpu.request"; everything else is a container's, and a container's name has no point in it.
        var point = field.IndexOf('.', StringComparison.Ordinal);
        return point <= 0 ? FieldClass.Unclassified : OfContainer(field.AsSpan(point + 1));
    }

    private static FieldClass OfContainer(ReadOnlySpan<char> part) => part switch
    {
        "image" => FieldClass.Image,
        "cpu.request" or "cpu.limit" or "memory.request" or "memory.limit" => FieldClass.Resource,
        "ephemeral_storage.request" or "ephemeral_storage.limit" => FieldClass.Resource,
        "readiness_probe.initial_delay" or "readiness_probe.period" or "readiness_probe.timeout"
            or "readiness_probe.failure_threshold" => FieldClass.HealthCheck,
        "liveness_probe.initial_delay" or "liveness_probe.period" or "liveness_probe.timeout"
            or "liveness_probe.failure_threshold" => FieldClass.HealthCheck,
        _ => FieldClass.Unclassified,
    };
}

/// <summary>What a field of an operation is part of.</summary>
internal enum FieldClass
{
    Unclassified,
    Replicas,
    Resource,
    Strategy,
    HealthCheck,
    Image,
    Revision,
    Template,
    Pods,
    Existence,
    Name,
}
