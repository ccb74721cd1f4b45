using System.Text.RegularExpressions;

namespace SpecSkills.Core.Blueprints.Reading;

/// <summary>
/// <c>spec.target</c>: every word of it may end up in a request path or beside Helm, so its grammar is narrow.
/// </summary>
internal static partial class TargetSection
{
    /// <summary>The fields a Helm value can carry.</summary>
    private static readonly string[] HelmFields =
        ["replicas", "cpu_request", "cpu_limit", "memory_request", "memory_limit", "ephemeral_storage", "image"];

    private static readonly ScalarFormat<string> HelmField =
        Formats.OneOf([.. HelmFields.Select(field => (field, field))]);

    private static readonly ScalarFormat<string> ValuePath =
        Formats.Pattern("a path of value names with points", "frontend.resources.requests.cpu", ValuePathPattern());

    private static readonly ScalarFormat<string> ChartFolder =
        Formats.Pattern("a folder inside the repository", "blueprints/charts/todo-chatbot", Folder());

    public static TargetReference Read(SectionReader? target, string service)
    {
        if (target is null) return new TargetReference("default", service, null, null);
        var reference = new TargetReference(
            target.Optional("namespace", Formats.Name, "default"),
            target.Optional("deployment", Formats.Name, service),
            target.Maybe("container", Formats.Name),
            ReadHelm(target.Section("helm")));
        target.Finish();
        return reference;
    }

    private static HelmReference? ReadHelm(SectionReader? helm)
    {
        if (helm is null) return null;
        var reference = new HelmReference(
            helm.Required("release", Formats.Name),
            helm.Required("chart", ChartFolder),
            helm.Map("values", HelmField, ValuePath, HelmFields.Length));
        helm.Finish();
        return reference;
    }

    /// <summary>
    /// A relative folder: every part begins with a letter, digit or underscore, so there is no way up or out.
    /// </summary>
    [GeneratedRegex(@"\A[A-Za-z0-9_][A-Za-z0-9._-]{0,99}(/[A-Za-z0-9_][A-Za-z0-9._-]{0,99}){0,15}/?\z")]
    internal static partial Regex Folder();

    [GeneratedRegex(@"\A[A-Za-z0-9_][A-Za-z0-9_-]{0,62}(\.[A-Za-z0-9_][A-Za-z0-9_-]{0,62}){0,15}\z")]
    private static partial Regex ValuePathPattern();
}
