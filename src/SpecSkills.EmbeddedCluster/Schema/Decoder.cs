using System.Globalization;

namespace SpecSkills.EmbeddedCluster.Schema;

/// <summary>
/// Reads a value as a type of the API: drops and names unknown fields, refuses wrong types in the words of Go's
/// decoder, leaves out zero values as Go's encoder does, and puts quantities into canonical form. What comes out is
/// what a server would store and answer.
/// </summary>
internal sealed class Decoder
{
    private readonly List<string> path = [];
    private readonly List<string> unknown = [];
    private readonly bool omitZeroCreationTime;
    private SchemaType? owner;

    private Decoder(SchemaCatalog catalog) => omitZeroCreationTime = catalog.MinorVersion >= 36;

    /// <summary>The first thing that could not be decoded.</summary>
    public string? Error { get; private set; }

    public static Decoded Decode(SchemaCatalog catalog, SchemaType type, Obj value)
    {
        var decoder = new Decoder(catalog);
        decoder.FindUnknown(type, value);
        var result = decoder.ReadStruct(type, value);
        return new Decoded(decoder.Error is null ? result : null, decoder.Error, decoder.unknown);
    }

    // In the order of the document, since that is the order in which a real server names them.
    private void FindUnknown(SchemaType type, Obj value)
    {
        foreach (var (key, item) in value)
        {
            path.Add("." + key);
            if (type.Field(key) is { } field)
                FindUnknown(field.Element, item);
            else
                unknown.Add(string.Concat(path).TrimStart('.'));
            path.RemoveAt(path.Count - 1);
        }
    }

    private void FindUnknown(SchemaElement element, Value value)
    {
        if (element.Shape == SchemaShape.Struct && value is Obj obj)
            FindUnknown(element.Struct!, obj);
        if (element.Shape != SchemaShape.List || value is not Arr array || element.Item!.Shape != SchemaShape.Struct)
            return;
        for (var i = 0; i < array.Count; i++)
        {
            path.Add($"[{i.ToString(CultureInfo.InvariantCulture)}]");
            FindUnknown(element.Item, array[i]);
            path.RemoveAt(path.Count - 1);
        }
    }

    private Obj ReadStruct(SchemaType type, Obj value)
    {
        var outer = owner;
        var builder = new ObjBuilder(type.Fields.Count);
        foreach (var field in type.Fields)
        {
            owner = type;
            path.Add("." + field.Name);
            builder.Add(field.Name, ReadField(field, value[field.Name]));
            path.RemoveAt(path.Count - 1);
        }
        owner = outer;
        return builder.Build();
    }

    private Value? ReadField(SchemaField field, Value? value)
    {
        if (value is null or Null)
            return Absent(field);
        var read = Read(field.Element, value);
        return !field.Pointer && !field.AlwaysWritten && IsZero(field.Element, read)
            ? Absent(field)
            : read;
    }

    // A pointer that is nil, an empty list and an empty map are left out; a struct is not, nor is an unset time.
    private Value? Absent(SchemaField field)
    {
        if (field.Element.Shape == SchemaShape.Struct && !field.Pointer)
            return ReadStruct(field.Element.Struct!, Obj.Empty);
        if (field.Element.Shape is SchemaShape.Time && !field.Pointer)
            return omitZeroCreationTime && field.Name == "creationTimestamp" ? null : Null.Instance;
        if (!field.AlwaysWritten)
            return null;
        return field.Element.Shape switch
        {
            _ when field.Pointer => Null.Instance,
            SchemaShape.Text => new Str(""),
            SchemaShape.Flag => Bool.False,
            SchemaShape.Int32 or SchemaShape.Int64 or SchemaShape.IntOrString => 0,
            _ => Null.Instance,
        };
    }

    private static bool IsZero(SchemaElement element, Value value) => element.Shape switch
    {
        SchemaShape.Struct or SchemaShape.Time or SchemaShape.Any or SchemaShape.IntOrString => false,
        _ => value switch
        {
            Str { Text: "" } or Bool { Flag: false } or Arr { Count: 0 } or Obj { Count: 0 } => true,
            Num num => num.Integer == 0,
            _ => false,
        },
    };

    private Value Read(SchemaElement element, Value value) => (element.Shape, value) switch
    {
        (SchemaShape.Any, _) => value,
        (SchemaShape.Struct, Obj obj) => ReadStruct(element.Struct!, obj),
        (SchemaShape.List, Arr array) => ReadList(element, array),
        (SchemaShape.Map, Obj obj) => ReadMap(element, obj),
        (SchemaShape.Text, Str) or (SchemaShape.Flag, Bool) or (SchemaShape.IntOrString, Str) => value,
        (SchemaShape.Int32 or SchemaShape.IntOrString, Num num) =>
            num.Integer is >= int.MinValue and <= int.MaxValue ? num : Mismatch(element, "number " + num.Literal),
        (SchemaShape.Int64, Num num) => num.Integer is not null ? num : Mismatch(element, "number " + num.Literal),
        (SchemaShape.Real, Num) => value,
        (SchemaShape.Quantity, Str str) => ReadQuantity(str.Text),
        (SchemaShape.Quantity, Num num) => ReadQuantity(num.Literal),
        (SchemaShape.Time, Str str) => ReadTime(str, "2006-01-02T15:04:05Z07:00", micro: false),
        (SchemaShape.MicroTime, Str str) => ReadTime(str, "2006-01-02T15:04:05.000000Z07:00", micro: true),
        (SchemaShape.Bytes, Str str) => ReadBytes(str),
        _ => Mismatch(element, NameOf(value)),
    };

    private Arr ReadList(SchemaElement element, Arr array)
    {
        var items = new Value[array.Count];
        for (var i = 0; i < items.Length; i++)
        {
            path.Add($"[{i.ToString(CultureInfo.InvariantCulture)}]");
            items[i] = array[i] is Null ? ReadNullItem(element.Item!) : Read(element.Item!, array[i]);
            path.RemoveAt(path.Count - 1);
        }
        return new Arr(items);
    }

    private Value ReadNullItem(SchemaElement item) => item.Shape switch
    {
        SchemaShape.Struct => ReadStruct(item.Struct!, Obj.Empty),
        SchemaShape.Text => new Str(""),
        _ => 0,
    };

    private Obj ReadMap(SchemaElement element, Obj map)
    {
        var builder = new ObjBuilder(map.Count);
        foreach (var (key, item) in map)
        {
            path.Add("." + key);
            builder.Add(key, item is Null ? new Str("") : Read(element.Item!, item));
            path.RemoveAt(path.Count - 1);
        }
        return builder.Build();
    }

    private Value ReadQuantity(string text)
    {
        if (ResourceQuantity.TryParse(text, out var quantity))
            return new Str(quantity.ToString());
        Error ??= ResourceQuantity.SyntaxError;
        return Null.Instance;
    }

    private Str ReadTime(Str str, string layout, bool micro)
    {
        var text = str.Text;
        var exact = micro
            ? DateTimeOffset.TryParseExact(text, "yyyy-MM-dd'T'HH:mm:ss.ffffffK", CultureInfo.InvariantCulture,
                DateTimeStyles.AssumeUniversal, out var time)
            : DateTimeOffset.TryParseExact(text, ["yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK"],
                CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out time);
        if (exact)
            return new Str(micro ? Times.Micro(time) : Times.Seconds(time));
        var wanted = micro && text.Length > 19 && text[19] != '.' ? ".000000" : "Z07:00";
        var rest = text.Length > 19 ? text[19..] : text;
        if (text.Length > 0 && (text.Length < 5 || text[4] != '-'))
            (wanted, rest) = ("2006", text);
        Error ??= $"parsing time \"{text}\" as \"{layout}\": cannot parse \"{rest}\" as \"{wanted}\"";
        return str;
    }

    private Str ReadBytes(Str str)
    {
        Span<byte> buffer = str.Text.Length <= 4096 ? stackalloc byte[str.Text.Length] : new byte[str.Text.Length];
        if (!Convert.TryFromBase64String(str.Text, buffer, out _))
            Error ??= "illegal base64 data at input byte 0";
        return str;
    }

    private Null Mismatch(SchemaElement element, string found)
    {
        var place = string.Concat(path.Where(part => part[0] == '.')).TrimStart('.');
        Error ??= $"json: cannot unmarshal {found} into Go struct field {owner!.Name}.{place} of type {element.GoName}";
        return Null.Instance;
    }

    private static string NameOf(Value value) => value switch
    {
        Str => "string",
        Num => "number",
        Bool => "bool",
        Arr => "array",
        _ => "object",
    };
}
