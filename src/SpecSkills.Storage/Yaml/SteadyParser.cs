using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace SpecSkills.Storage.Yaml;

/// <summary>
/// The parser of YamlDotNet, whose scanner answers some texts - an opened bracket over lines that are a mapping,
/// <c>kind: [Blueprint</c> while a person types - with an <see cref="InvalidOperationException"/> of its own (16.3.0).
/// A text that is no YAML is an expected failure: it is reported as one, at the place reached. Can go when a later
/// version makes <c>BadInputTests.Half_a_document_and_a_slip_on_any_line_are_findings</c> pass without it.
/// </summary>
internal sealed class SteadyParser(IParser inner) : IParser
{
    /// <inheritdoc/>
    public ParsingEvent? Current => inner.Current;

    /// <inheritdoc/>
    public bool MoveNext()
    {
        var reached = inner.Current?.End ?? Mark.Empty;
        try
        {
            return inner.MoveNext();
        }
        catch (Exception fault) when (fault is InvalidOperationException or ArgumentException)
        {
            throw new YamlException(reached, reached, "what begins here is not closed, or is no value", fault);
        }
    }
}
