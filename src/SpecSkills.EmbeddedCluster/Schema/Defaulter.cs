namespace SpecSkills.EmbeddedCluster.Schema;

/// <summary>
/// Fills in the constant defaults that the schema names, in the structs that are present.
/// </summary>
internal static class Defaulter
{
    public static Obj Fill(SchemaType type, Obj value)
    {
        var filled = value;
        foreach (var field in type.Fields)
        {
            var present = filled[field.Name];
            if (present is null or Null)
            {
                if (field.Default is null)
                    continue;
                present = field.Default;
                filled = type.Set(filled, field.Name, present);
            }
            var nested = FillElement(field.Element, present);
            if (!ReferenceEquals(nested, present))
                filled = filled.With(field.Name, nested);
        }
        return filled;
    }

    private static Value FillElement(SchemaElement element, Value value)
    {
        switch (element.Shape, value)
        {
            case (SchemaShape.Struct, Obj obj):
                return Fill(element.Struct!, obj);
            case (SchemaShape.List, Arr array) when element.Item!.Shape == SchemaShape.Struct:
                var items = new Value[array.Count];
                var changed = false;
                for (var i = 0; i < items.Length; i++)
                {
                    items[i] = FillElement(element.Item, array[i]);
                    changed |= !ReferenceEquals(items[i], array[i]);
                }
                return changed ? new Arr(items) : array;
            default:
                return value;
        }
    }
}
