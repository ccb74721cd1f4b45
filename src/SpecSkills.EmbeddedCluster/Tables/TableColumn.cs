using SpecSkills.EmbeddedCluster.Store;

namespace SpecSkills.EmbeddedCluster.Tables;

/// <summary>One column that kubectl prints. Priority 1 shows only with <c>-o wide</c>.</summary>
internal sealed record TableColumn(
    string Name, string Type, string Description, Func<StoredObject, DateTimeOffset, Value> Cell, int Priority = 0,
    string Format = "");
