namespace SpecSkills.Core.Blueprints.Reading;

/// <summary>Reads a text into a value; false when the text is outside the grammar.</summary>
internal delegate bool ScalarParser<T>(string text, out T value);

/// <summary>How one kind of value is written, and what to say when it is not.</summary>
/// <param name="Noun">What is allowed: "a percentage from 0% to 100%".</param>
/// <param name="Example">A value to show: <c>80%</c>.</param>
/// <param name="Parse">Grammar.</param>
internal sealed record ScalarFormat<T>(string Noun, string Example, ScalarParser<T> Parse)
{
    /// <summary>Unquoted numbers are this kind of value too: <c>cpu: 2</c>.</summary>
    public bool AllowsNumber { get; init; }

    /// <summary>Unquoted true and false are.</summary>
    public bool IsBoolean { get; init; }

    /// <summary>Only unquoted numbers are: a quoted one is a text.</summary>
    public bool IsNumber { get; init; }

    /// <summary>Code of a text outside the grammar.</summary>
    public string Code { get; init; } = DiagnosticCodes.WrongValue;

    /// <summary>False for a value outside its range.</summary>
    public Func<T, bool> InRange { get; init; } = static _ => true;

    /// <summary>True for a text that is well formed and only too large or too fine to be held exactly.</summary>
    public Func<string, bool> HasForm { get; init; } = static _ => false;

    /// <summary>What to write instead of this text, or null when the example must do.</summary>
    public Func<string, string?> Suggest { get; init; } = static _ => null;
}
