namespace SpecSkills.Core.Blueprints.Documents;

/// <summary>What a scalar is, in JSON's terms.</summary>
public enum ScalarKind
{
    /// <summary>Nothing, or the word <c>null</c>.</summary>
    Null,

    /// <summary><c>true</c> or <c>false</c>.</summary>
    Boolean,

    /// <summary>A whole number.</summary>
    Whole,

    /// <summary>A number with a fraction or an exponent.</summary>
    Number,

    /// <summary>Anything else.</summary>
    Text,
}
