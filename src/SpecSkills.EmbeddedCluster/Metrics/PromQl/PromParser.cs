using System.Globalization;

namespace SpecSkills.EmbeddedCluster.Metrics.PromQl;

/// <summary>
/// Reads the subset of PromQL that the adapter's queries use; anything else is refused by name rather than misread.
/// </summary>
/// <remarks>
/// <code>
/// (sum(rate(http_requests_total{namespace="default",code=~"5.."}[60s])) or vector(0))
///   / sum(rate(http_requests_total{namespace="default"}[60s]))
/// </code>
/// Left out: comparisons, <c>and</c>, <c>unless</c>, <c>on</c>/<c>ignoring</c>/<c>group_left</c>, <c>offset</c>,
/// <c>@</c>, and the functions not in <see cref="PromFunction"/>.
/// </remarks>
internal sealed partial class PromParser
{
    /// <summary>Deeper than any sensible query; a hostile query cannot overflow the stack.</summary>
    private const int MaximumDepth = 64;

    private static readonly string[] Aggregators = ["sum", "avg", "min", "max", "count"];

    private static readonly string[] Unsupported =
        ["==", "!=", ">", "<", ">=", "<=", "@", "and", "unless", "offset", "on", "ignoring", "bool", "group_left",
            "group_right"];

    private readonly List<PromToken> tokens;
    private int next;
    private int depth;

    private PromParser(List<PromToken> tokens) => this.tokens = tokens;

    private PromToken Current => tokens[next];

    public static PromExpression Parse(string query)
    {
        if (string.IsNullOrWhiteSpace(query))
            throw new PromQlException(0, "no expression found in input");
        var parser = new PromParser(PromLexer.Read(query));
        var expression = parser.Or();
        return parser.Current.Kind == PromTokenKind.End ? expression : throw parser.Unexpected("");
    }

    private PromExpression Or()
    {
        if (++depth > MaximumDepth)
            throw new PromQlException(Current.Position, $"more than {MaximumDepth} levels of nesting");
        var left = Sum();
        while (Current.IsWord("or"))
        {
            var at = Take().Position;
            var right = Sum();
            if (left.Type != PromType.Vector || right.Type != PromType.Vector)
                throw new PromQlException(left.Position,
                    "set operator \"or\" not allowed in binary scalar expression");
            left = new PromExpression.Binary(at, "or", left, right);
        }
        depth--;
        return left;
    }

    private PromExpression Sum()
    {
        var left = Product();
        while (Current.Is("+") || Current.Is("-"))
            left = Arithmetic(left, Take(), Product);
        return left;
    }

    private PromExpression Product()
    {
        var left = Unary();
        while (Current.Is("*") || Current.Is("/") || Current.Is("%"))
            left = Arithmetic(left, Take(), Unary);
        return left;
    }

    private PromExpression Unary()
    {
        if (!Current.Is("-") && !Current.Is("+"))
            return Power();
        var sign = Take();
        if (++depth > MaximumDepth)
            throw new PromQlException(sign.Position, $"more than {MaximumDepth} levels of nesting");
        var of = Unary();
        depth--;
        if (of.Type == PromType.Matrix)
            throw new PromQlException(sign.Position,
                "unary expression only allowed on expressions of type scalar or instant vector, got \"range vector\"");
        return sign.Is("-") ? new PromExpression.Negate(sign.Position, of) : of;
    }

    private PromExpression Power()
    {
        var left = Postfix();
        return Current.Is("^") ? Arithmetic(left, Take(), Unary) : left;
    }

    private static PromExpression.Binary Arithmetic(
        PromExpression left, PromToken symbol, Func<PromExpression> operand)
    {
        var right = operand();
        if (left.Type == PromType.Matrix || right.Type == PromType.Matrix)
            throw new PromQlException(left.Position,
                "binary expression must contain only scalar and instant vector types");
        return new PromExpression.Binary(symbol.Position, symbol.Text, left, right);
    }

    private PromExpression Postfix()
    {
        var expression = Primary();
        while (Current.Is("["))
        {
            var bracket = Take().Position;
            var length = Duration();
            if (Current.Is(":"))
            {
                Take();
                if (Current.Kind == PromTokenKind.End)
                    throw Unexpected("");
                var step = Current.Is("]") ? DefaultSubqueryStepMilliseconds : Duration();
                Expect("]", "subquery selector");
                if (expression.Type != PromType.Vector)
                    throw new PromQlException(expression.Position,
                        $"subquery is only allowed on instant vector, got {Name(expression.Type)} instead");
                expression = new PromExpression.Subquery(expression.Position, expression, length, step);
                continue;
            }
            if (!Current.Is("]"))
                throw Unexpected(" in subquery or range, expected \":\" or \"]\"");
            Take();
            if (expression is not PromExpression.Selector selector)
                throw new PromQlException(bracket, "ranges only allowed for vector selectors");
            expression = new PromExpression.Range(selector.Position, selector, length);
        }
        return expression;
    }

    /// <summary>The global evaluation interval, whose default in Prometheus is a minute.</summary>
    private const long DefaultSubqueryStepMilliseconds = 60_000;

    private PromExpression Primary()
    {
        var token = Current;
        switch (token.Kind)
        {
            case PromTokenKind.Number:
                Take();
                return double.TryParse(token.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
                    ? new PromExpression.Number(token.Position, value)
                    : throw new PromQlException(token.Position, $"error parsing number: {token.Text}");
            case PromTokenKind.Symbol when token.Text == "(":
                Take();
                var inner = Or();
                if (!Current.Is(")"))
                    throw Unexpected("");
                Take();
                return inner;
            case PromTokenKind.Symbol when token.Text == "{":
                return Selector(null, token.Position);
            case PromTokenKind.Identifier:
                return Named();
            default:
                throw Unexpected("");
        }
    }

    private PromExpression Named()
    {
        var name = Take();
        if (name.IsWord("nan") || name.IsWord("inf"))
            return new PromExpression.Number(name.Position,
                name.IsWord("nan") ? double.NaN : double.PositiveInfinity);
        if (Aggregators.Contains(name.Text, StringComparer.OrdinalIgnoreCase)
            && (Current.Is("(") || Current.IsWord("by") || Current.IsWord("without")))
            return Aggregate(name);
        if (!Current.Is("("))
            return Unsupported.Contains(name.Text)
                ? throw new PromQlException(name.Position, $"unexpected <{name.Text}>")
                : Selector(name.Text, name.Position);
        var function = PromFunction.Find(name.Text)
            ?? throw new PromQlException(name.Position, $"unknown function with name \"{name.Text}\"");
        var arguments = Arguments();
        if (arguments.Count != function.Arguments.Count)
            throw new PromQlException(name.Position, $"expected {function.Arguments.Count} argument(s) in call to "
                + $"\"{name.Text}\", got {arguments.Count}");
        for (var index = 0; index < arguments.Count; index++)
            if (arguments[index].Type != function.Arguments[index])
                throw new PromQlException(arguments[index].Position,
                    $"expected type {Name(function.Arguments[index])} in call to function \"{name.Text}\", got "
                    + Name(arguments[index].Type));
        return new PromExpression.Call(name.Position, function, arguments);
    }

    private PromExpression.Aggregate Aggregate(PromToken name)
    {
        var grouping = Grouping();
        var arguments = Arguments();
        grouping ??= Grouping();
        if (arguments.Count == 0)
            throw new PromQlException(name.Position, "no arguments for aggregate expression provided");
        if (arguments.Count != 1)
            throw new PromQlException(name.Position,
                $"wrong number of arguments for aggregate expression provided, expected 1, got {arguments.Count}");
        if (arguments[0].Type != PromType.Vector)
            throw new PromQlException(arguments[0].Position,
                $"expected type instant vector in aggregation expression, got {Name(arguments[0].Type)}");
        return new PromExpression.Aggregate(
            name.Position, name.Text.ToLowerInvariant(), arguments[0],
            grouping?.Labels ?? [], grouping?.Without ?? false);
    }

    private (IReadOnlyList<string> Labels, bool Without)? Grouping()
    {
        if (!Current.IsWord("by") && !Current.IsWord("without"))
            return null;
        var without = Take().IsWord("without");
        Expect("(", "grouping opts");
        var labels = new List<string>();
        while (!Current.Is(")"))
        {
            if (Current.Kind != PromTokenKind.Identifier)
                throw Unexpected(" in grouping opts, expected label");
            labels.Add(Take().Text);
            if (!Current.Is(")"))
                Expect(",", "grouping opts");
        }
        Take();
        return (labels, without);
    }

    private List<PromExpression> Arguments()
    {
        Expect("(", "call");
        var arguments = new List<PromExpression>();
        while (!Current.Is(")"))
        {
            arguments.Add(Or());
            if (!Current.Is(")"))
                Expect(",", "call");
        }
        Take();
        return arguments;
    }

    private static string Name(PromType type) => type switch
    {
        PromType.Scalar => "scalar",
        PromType.Vector => "instant vector",
        _ => "range vector",
    };
}
