namespace SpecSkills.Core.Blueprints.Reading;

/// <summary><c>metadata</c></summary>
internal static class MetadataSection
{
    /// <summary>Labels are for people and filters; hundreds of them would be data.</summary>
    private const int LabelLimit = 64;

    private static readonly ScalarFormat<string> LabelKey =
        new("a label name of letters, digits and -._/", "team", (string text, out string value) =>
        {
            value = text;
            return text.Length is > 0 and <= 317
                && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '.' or '_' or '/');
        });

    public static BlueprintMetadata Read(SectionReader metadata)
    {
        var read = new BlueprintMetadata(
            metadata.Required("name", Formats.Name),
            metadata.Required("version", Formats.Version),
            metadata.Maybe("description", Formats.Text),
            metadata.Maybe("owner", Formats.Text),
            metadata.Nullable("created", Formats.Date),
            metadata.Map("labels", LabelKey, Formats.Text, LabelLimit));
        metadata.Finish();
        return read;
    }
}
