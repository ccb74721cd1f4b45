namespace SpecSkills.EmbeddedCluster.Validation;

/// <summary>What every object's metadata must satisfy.</summary>
internal static class MetadataValidation
{
    // A real server's limit on all annotations of an object together.
    private const int AnnotationsLimitBytes = 256 * 1024;

    public static void Validate(Obj value, bool nameIsLabel, ValidationErrors errors)
    {
        var metadata = value.Object("metadata")!;
        var name = metadata.Text("name") ?? "";
        if (name.Length == 0)
            errors.Required("metadata.name", "name or generateName is required");
        else if (nameIsLabel ? !Names.IsLabel(name) : !Names.IsSubdomain(name))
            errors.Invalid("metadata.name", new Str(name), nameIsLabel ? Names.LabelRule : Names.SubdomainRule);
        ValidateLabels(metadata.Object("labels"), "metadata.labels", errors);
        ValidateAnnotations(metadata.Object("annotations"), "metadata.annotations", errors);
    }

    public static void ValidateLabels(Obj? labels, string field, ValidationErrors errors)
    {
        foreach (var (key, value) in labels ?? Obj.Empty)
        {
            if (!Names.IsQualifiedName(key))
                errors.Invalid(field, new Str(key), Names.QualifiedNameRule);
            if (value is Str { Text: var text } && !Names.IsLabelValue(text))
                errors.Invalid(field, new Str(text), text.Length > 63 ? "must be no more than 63 bytes"
                    : Names.LabelValueRule);
        }
    }

    public static void ValidateAnnotations(Obj? annotations, string field, ValidationErrors errors)
    {
        long size = 0;
        foreach (var (key, value) in annotations ?? Obj.Empty)
        {
            if (!Names.IsQualifiedName(key.ToLowerInvariant()))
                errors.Invalid(field, new Str(key), Names.QualifiedNameRule);
            size += key.Length + ((value as Str)?.Text.Length ?? 0);
        }
        if (size > AnnotationsLimitBytes)
            errors.Invalid(field, "", $"must have at most {AnnotationsLimitBytes} bytes");
    }
}
