using System.Text.Json;

namespace SpecSkills.Kubernetes.Client;

/// <summary>
/// What a successful answer must be. A server, or something pretending to be one, that answers another object must not
/// have it taken for the one asked for. Null parts are not looked at.
/// </summary>
internal sealed record ExpectedObject(string Kind, string? Name = null, string? Namespace = null, string? Uid = null)
{
    /// <summary>Why the answer is not what was asked for, or null.</summary>
    public string? Lie(JsonElement answer)
    {
        if (answer.TextAt("kind") is var kind && kind != Kind)
            return $"its kind is '{SafeText.Of(kind, 60)}', not {Kind}";
        if (kind == "Status" && answer.TextAt("status") != "Success") return "it is a Status without success";
        return Differs("name", Name) ?? Differs("namespace", Namespace) ?? Differs("uid", Uid);

        string? Differs(string key, string? wanted) =>
            wanted is null || answer.TextAt("metadata", key) == wanted
                ? null
                : $"its {key} is '{SafeText.Of(answer.TextAt("metadata", key), 60)}', not '{wanted}'";
    }
}
