using System.Globalization;

namespace SpecSkills.EmbeddedCluster.Machine;

/// <summary>The whole cluster as one JSON document, so that it outlives its process.</summary>
internal static class MachineSnapshot
{
    private const long FormatVersion = 1;

    public static byte[] Take(MachineContext context)
    {
        var objects = new List<Value>();
        foreach (var table in context.Store.Tables)
            foreach (var stored in table.List(null))
                objects.Add(Obj.Of(("resource", stored.Kind.QualifiedPlural), ("object", stored.Value)));
        return ValueWriter.ToBytes(Obj.Of(
            ("format", FormatVersion),
            ("minorVersion", context.Options.MinorVersion),
            ("revision", context.Store.Revision),
            ("source", context.Source.State.ToString(CultureInfo.InvariantCulture)),
            ("objects", Arr.Of(objects))));
    }

    public static void Restore(MachineContext context, ReadOnlySpan<byte> snapshot)
    {
        var parsed = ValueReader.Read(snapshot);
        if (parsed.Value is not Obj document || document.Integer("format") != FormatVersion
            || document.Array("objects") is not { } objects
            || !ulong.TryParse(document.Text("source"), CultureInfo.InvariantCulture, out var source))
            throw new FormatException(
                $"The cluster snapshot cannot be read: {parsed.Error ?? "it has another format"}. "
                + "Start the cluster without it to begin anew.");
        context.Store.Clear();
        context.Source.State = source;
        foreach (var entry in objects.Objects)
        {
            var kind = context.Catalog.All.FirstOrDefault(known => known.QualifiedPlural == entry.Text("resource"));
            if (kind is null || entry.Object("object") is not { } value
                || !long.TryParse((value.At("metadata", "resourceVersion") as Str)?.Text, out var revision))
                throw new FormatException($"The cluster snapshot has an object that cannot be read: {entry}.");
            context.Store.Restore(kind, value, revision);
        }
        context.Store.Resume(document.Integer("revision") ?? 0);
    }
}
