using System.Text;

namespace SpecSkills.EmbeddedCluster.Resources;

/// <summary>stringData is a way of writing data; it is never stored.</summary>
internal static class SecretDefaults
{
    public static Obj OnCreate(Obj value)
    {
        if (value.Object("stringData") is not { } plain)
            return value;
        var data = value.Object("data") ?? Obj.Empty;
        foreach (var (key, text) in plain)
            data = data.With(key, Convert.ToBase64String(Encoding.UTF8.GetBytes(((Str)text).Text)));
        return value.With("stringData", null).With("data", data);
    }
}
