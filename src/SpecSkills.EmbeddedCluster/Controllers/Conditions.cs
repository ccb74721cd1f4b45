namespace SpecSkills.EmbeddedCluster.Controllers;

/// <summary>
/// Lists of conditions, found by type: their order means nothing, and a changed one moves to the end.
/// </summary>
internal static class Conditions
{
    public static Obj? Find(Arr? conditions, string type)
    {
        foreach (var condition in conditions?.Objects ?? [])
            if (condition.Text("type") == type)
                return condition;
        return null;
    }

    public static bool IsTrue(Obj status, string type) =>
        Find(status.Array("conditions"), type)?.Text("status") == "True";

    public static Arr Without(Arr? conditions, string type) =>
        Arr.Of((conditions ?? Arr.Empty).Objects.Where(condition => condition.Text("type") != type));

    /// <summary>
    /// Sets a condition unless status and reason are what they were; the transition time stays when the status does.
    /// </summary>
    public static Arr Set(Arr? conditions, Obj condition)
    {
        var current = Find(conditions, condition.Text("type")!);
        if (current is not null && current.Text("status") == condition.Text("status")
            && current.Text("reason") == condition.Text("reason"))
            return conditions!;
        if (current is not null && current.Text("status") == condition.Text("status"))
            condition = condition.With("lastTransitionTime", current["lastTransitionTime"]);
        return Arr.Of([.. Without(conditions, condition.Text("type")!), condition]);
    }
}
