using SpecSkills.EmbeddedCluster.Validation;

namespace SpecSkills.EmbeddedCluster.Selection;

/// <summary>Reads the query form of a selector, e.g. <c>app=web,tier in (a,b),!legacy,rank&gt;3</c>.</summary>
internal sealed class LabelSelectorReader
{
    private readonly string text;
    private int at;
    private string? error;

    private LabelSelectorReader(string text) => this.text = text;

    public static bool TryRead(string text, out LabelFilter selector, out string error)
    {
        var reader = new LabelSelectorReader(text);
        var requirements = reader.ReadAll();
        error = reader.error is null ? "" : $"unable to parse requirement: {reader.error}";
        selector = new LabelFilter(requirements);
        return reader.error is null;
    }

    private List<LabelRequirement> ReadAll()
    {
        var requirements = new List<LabelRequirement>();
        if (Peek().Length == 0)
            return requirements;
        while (error is null)
        {
            if (ReadRequirement() is { } requirement)
                requirements.Add(requirement);
            if (error is not null || Peek().Length == 0)
                break;
            if (Take() is var token && token != ",")
                error ??= $"found '{token}', expected: ',' or 'end of string'";
        }
        return requirements;
    }

    private LabelRequirement? ReadRequirement()
    {
        if (Peek() == "!")
        {
            Take();
            return CheckKey(Take()) is { } absent ? new(absent, LabelOperator.Absent, []) : null;
        }
        if (CheckKey(Take()) is not { } key)
            return null;
        switch (Peek())
        {
            case "" or ",":
                return new(key, LabelOperator.Present, []);
            case "in" or "notin":
                var isIn = Take() == "in";
                return new(key, isIn ? LabelOperator.In : LabelOperator.NotIn, ReadSet());
            case "=" or "==":
                Take();
                return new(key, LabelOperator.In, [ReadExact()]);
            case "!=":
                Take();
                return new(key, LabelOperator.NotIn, [ReadExact()]);
            case ">" or "<":
                var greater = Take() == ">";
                return new(key, greater ? LabelOperator.GreaterThan : LabelOperator.LessThan, [ReadExact()]);
            default:
                error ??= $"found '{Peek()}', expected: in, notin, =, ==, !=, gt, lt";
                return null;
        }
    }

    private List<string> ReadSet()
    {
        var values = new List<string>();
        if (Take() is var open && open != "(")
        {
            error ??= $"found '{open}' expected: '('";
            return values;
        }
        while (error is null)
        {
            if (Peek() == ")")
                break;
            values.Add(CheckValue(Take()));
            if (Peek() is var next && next is not ("," or ")"))
                error ??= $"found '{next}', expected: ',' or ')'";
            if (next == ",")
                Take();
        }
        Take();
        return values;
    }

    private string ReadExact()
    {
        if (Peek() is "" or ",")
            return "";
        var value = Take();
        if (!IsSymbol(value[0]))
            return CheckValue(value);
        error ??= $"found '{value}', expected: identifier";
        return "";
    }

    private string? CheckKey(string key)
    {
        if (Names.IsQualifiedName(key))
            return key;
        error ??= key is "" or "," or "=" or "==" or "!=" or "(" or ")" or ">" or "<"
            ? $"found '{key}', expected: !, identifier, or 'end of string'"
            : $"<nil>: Invalid value: \"{key}\": {Names.QualifiedNameRule}";
        return null;
    }

    private string CheckValue(string value)
    {
        if (!Names.IsLabelValue(value))
            error ??= $"values[0][]: Invalid value: \"{value}\": {Names.LabelValueRule}";
        return value;
    }

    private string Peek()
    {
        var start = at;
        var token = Take();
        at = start;
        return token;
    }

    private string Take()
    {
        while (at < text.Length && char.IsWhiteSpace(text[at]))
            at++;
        var start = at;
        if (at >= text.Length)
            return "";
        if (IsSymbol(text[at]))
        {
            at++;
            if (at < text.Length && text[at - 1] is '=' or '!' && at < text.Length && text[at] == '=')
                at++;
        }
        else
            while (at < text.Length && !IsSymbol(text[at]) && !char.IsWhiteSpace(text[at]))
                at++;
        return text[start..at];
    }

    private static bool IsSymbol(char c) => c is '=' or '!' or '(' or ')' or ',' or '>' or '<';
}
