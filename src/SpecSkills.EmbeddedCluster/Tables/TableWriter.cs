using SpecSkills.EmbeddedCluster.Resources;
using SpecSkills.EmbeddedCluster.Store;

namespace SpecSkills.EmbeddedCluster.Tables;

/// <summary>Objects as a Table: the columns people see in kubectl, worked out by the server.</summary>
internal static class TableWriter
{
    public static Obj Of(ResourceKind kind, IEnumerable<StoredObject> items, Obj metadata, DateTimeOffset now)
    {
        var columns = TableColumns.For(kind.Plural);
        return Obj.Of(
            ("kind", "Table"),
            ("apiVersion", "meta.k8s.io/v1"),
            ("metadata", metadata),
            ("columnDefinitions", Arr.Of(columns.Select(Definition))),
            ("rows", Arr.Of(items.Select(item => Obj.Of(
                ("cells", Arr.Of(columns.Select(column => column.Cell(item, now)))),
                ("object", item.MetadataOnly))))));
    }

    private static Obj Definition(TableColumn column) => Obj.Of(
        ("name", column.Name), ("type", column.Type), ("format", column.Format),
        ("description", column.Description), ("priority", column.Priority));
}
