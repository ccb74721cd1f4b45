using System.Globalization;
using SpecSkills.Core.Decisions;
using SpecSkills.Core.Primitives;

namespace SpecSkills.Core.Verification;

/// <summary>Whether an operation gives a service more or less to work with.</summary>
public static class CapacityChange
{
    /// <summary>Which way.</summary>
    public enum Direction
    {
        /// <summary>Neither, or some of both.</summary>
        Neutral,

        /// <summary>More replicas or larger requests, nothing smaller.</summary>
        More,

        /// <summary>Fewer replicas or smaller requests, nothing larger.</summary>
        Less,
    }

    /// <summary>Compares before and after of replicas, requests and limits.</summary>
    public static Direction Of(Operation operation)
    {
        if (operation.Kind is not (OperationKind.Scale or OperationKind.AdjustResources)) return Direction.Neutral;
        var more = false;
        var less = false;
        foreach (var (name, after) in operation.After)
        {
            if (operation.Before[name] is not { } before || Amount(before) is not { } from
                || Amount(after) is not { } to)
                continue;
            more |= to > from;
            less |= to < from;
        }

        return (more, less) switch
        {
            (true, false) => Direction.More,
            (false, true) => Direction.Less,
            _ => Direction.Neutral,
        };
    }

    /// <summary>Replica counts and quantities on one scale: only their order matters here.</summary>
    private static decimal? Amount(string text)
    {
        if (decimal.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count)) return count;
        return KubernetesQuantity.TryParse(text, out var quantity) ? quantity : null;
    }
}
