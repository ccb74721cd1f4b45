namespace SpecSkills.Application.Documents;

/// <summary>Codes of findings about JSON documents. A number never changes its meaning.</summary>
public static class DocumentCodes
{
    /// <summary>Not JSON, a key written twice, or nested too deeply.</summary>
    public const string Syntax = "JS0001";

    /// <summary>Over the size limit.</summary>
    public const string TooLarge = "JS0002";

    /// <summary>A key the document does not have.</summary>
    public const string UnknownKey = "JS0003";

    /// <summary>A value of the wrong JSON type.</summary>
    public const string WrongType = "JS0004";

    /// <summary>A required key is not there.</summary>
    public const string MissingKey = "JS0005";

    /// <summary>A value outside its grammar or range.</summary>
    public const string WrongValue = "JS0006";

    /// <summary>Parts of a request, or of a document, contradict each other.</summary>
    public const string Contradiction = "JS0007";
}
