using static SpecSkills.ShellGuard.ShellNode;

namespace SpecSkills.ShellGuard;

/// <summary>
/// Reads bash's grammar far enough to find every command that may run: <c>FOO=1 sudo k''ubectl get po | xargs -n1 $X
/// &amp;&amp; (echo "$(cat f)")</c>. Keywords of branches and loops are passed over, their parts stay.
/// </summary>
internal sealed partial class ShellParser
{
    private readonly string text;
    private readonly ShellBudget budget;
    private readonly List<(string Operator, string Delimiter, bool Literal, Action<ShellWord> Give)> awaited = [];
    private int at;
    private int cases;

    private ShellParser(string text, ShellBudget budget)
    {
        this.text = text;
        this.budget = budget;
    }

    /// <exception cref="ShellUnreadableException">It is no script we can follow.</exception>
    public static ShellNode Parse(string text, ShellBudget budget)
    {
        budget.Enter();
        var list = new ShellParser(text, budget).List(null);
        budget.Leave();
        return list;
    }

    private bool AtEnd => at >= text.Length;

    private char Here => at < text.Length ? text[at] : '\0';

    private char Next => at + 1 < text.Length ? text[at + 1] : '\0';

    private static ShellUnreadableException Unreadable(string why) => new(why);

    /// <summary>Commands up to a closing sign; null reads to the end.</summary>
    private Sequence List(string? closer)
    {
        budget.Enter();
        var items = new List<ShellNode>();
        while (true)
        {
            SkipSeparators();
            if (AtEnd)
            {
                if (closer is not null) throw Unreadable($"a {closer} is missing");
                break;
            }

            if (closer == ")" && Here == ')')
            {
                at++;
                break;
            }

            if (closer == "}" && AtWord("}"))
            {
                at++;
                break;
            }

            var before = at;
            items.Add(Pipe());
            if (at == before) throw Unreadable($"'{Here}' stands where no command can");
        }

        budget.Leave();
        return new Sequence(items);
    }

    private ShellNode Pipe()
    {
        var stages = new List<ShellNode> { Command() };
        while (true)
        {
            SkipBlanks();
            if (Here != '|' || Next == '|') break;
            at += Next == '&' ? 2 : 1;
            SkipLines();
            stages.Add(Command());
        }

        return stages.Count == 1 ? stages[0] : new Pipeline(stages);
    }

    private ShellNode Command()
    {
        budget.Enter();
        SkipBlanks();
        ShellNode command;
        if (Here == '(' && Next == '(' && ArithmeticEnd(at + 1) > 0) command = Arithmetic();
        else if (Here == '(')
        {
            at++;
            command = new Grouped(List(")"), Redirections());
        }
        else if (AtWord("{"))
        {
            at++;
            command = new Grouped(List("}"), Redirections());
        }
        else command = SimpleCommand();

        budget.Leave();
        return command;
    }

    private ShellNode SimpleCommand()
    {
        var assignments = new List<Assignment>();
        var words = new List<ShellWord>();
        var redirections = new List<Redirection>();
        while (true)
        {
            SkipBlanks();
            if (AtEnd || Here is '\n' or ';' or '|' or ')' || (Here == '&' && Next != '>')) break;
            if (Redirection() is { } redirection)
            {
                redirections.Add(redirection);
                continue;
            }

            if (Here == '(')
            {
                if (words is [var only] && only.Bare is { } name && FunctionBody() is { } body)
                    return new Function(name, body);
                throw Unreadable("a parenthesis stands inside a command");
            }

            if (words.Count == 0 && Assignment() is { } assignment)
            {
                assignments.Add(assignment);
                continue;
            }

            var word = Word();
            if (words.Count == 0 && assignments.Count == 0 && Keyword(word) is { } keyword)
            {
                if (keyword.Node is { } node) return node;
                continue;
            }

            words.Add(word);
        }

        return new Simple(assignments, words, redirections);
    }

    /// <summary>Null for a word that is none; without a node for one that is passed over.</summary>
    private (ShellNode? Node, bool Passed)? Keyword(ShellWord word)
    {
        switch (word.Bare)
        {
            case "if" or "then" or "elif" or "else" or "fi" or "while" or "until" or "do" or "done" or "!" or "time"
                or "coproc":
                // Where a word ends a command, the next word begins another.
                SkipBlanks();
                return Here is '{' or '(' && word.Bare is not "time" ? (Command(), false) : (null, true);
            case "esac":
                cases = Math.Max(0, cases - 1);
                return (null, true);
            case "for" or "select":
                return (Loop(), false);
            case "case":
                return (Case(), false);
            case "function":
                SkipBlanks();
                var name = Word().Bare ?? throw Unreadable("a function has no plain name");
                SkipBlanks();
                return (new Function(name, FunctionBody() ?? Command()), false);
            case "[[":
                return (Condition(), false);
            default:
                return null;
        }
    }

    /// <summary><c>() { ... }</c> after a name.</summary>
    private ShellNode? FunctionBody()
    {
        if (Here != '(') return null;
        at++;
        SkipBlanks();
        if (Here != ')') return null;
        at++;
        SkipLines();
        return Command();
    }

    private Simple Loop()
    {
        SkipBlanks();
        if (Here == '(') return Arithmetic();
        var name = Word().Bare ?? throw Unreadable("a loop has no plain variable");
        SkipLines();
        var values = new List<ShellWord>();
        if (AtWord("in"))
        {
            at += 2;
            while (true)
            {
                SkipBlanks();
                if (AtEnd || Here is '\n' or ';' or '&' or '|' or ')') break;
                values.Add(Word());
            }
        }

        return new Simple([new Assignment(name, values, AssignmentKind.OneOf)], [], []);
    }

    private Simple Case()
    {
        SkipBlanks();
        var subject = Word();
        SkipLines();
        if (!AtWord("in")) throw Unreadable("a case has no 'in'");
        at += 2;
        cases++;
        SkipPattern();
        return new Simple([new Assignment("_", [subject], AssignmentKind.OneOf)], [], []);
    }

    /// <summary>Up to the parenthesis that ends a case's pattern.</summary>
    private void SkipPattern()
    {
        SkipLines();
        if (AtWord("esac")) return;
        if (Here == '(') at++;
        while (Here != ')')
        {
            if (AtEnd) throw Unreadable("a case's pattern does not end");
            if (Here is ' ' or '\t' or '|' or '\n') at++;
            else Word();
        }

        at++;
    }

    /// <summary><c>[[ ... ]]</c>: its words are looked at for what they substitute.</summary>
    private Simple Condition()
    {
        var values = new List<ShellWord>();
        while (true)
        {
            SkipLines();
            if (AtEnd) throw Unreadable("a ]] is missing");
            if (AtWord("]]"))
            {
                at += 2;
                break;
            }

            if (Here is '(' or ')' or '<' or '>' or '&' or '|' or ';') at++;
            else values.Add(Word());
        }

        return new Simple([new Assignment("_", values, AssignmentKind.OneOf)], [], []);
    }

    /// <summary><c>((...))</c>: only what it substitutes can run.</summary>
    private Simple Arithmetic()
    {
        var end = ArithmeticEnd(at + 1);
        if (end < 0) throw Unreadable("a )) is missing");
        var word = new ShellParser(text[(at + 2)..end], budget).QuotedText('\0');
        at = end + 2;
        return new Simple([new Assignment("_", [word], AssignmentKind.OneOf)], [], []);
    }

    private List<Redirection> Redirections()
    {
        var found = new List<Redirection>();
        while (true)
        {
            SkipBlanks();
            if (Redirection() is not { } redirection) return found;
            found.Add(redirection);
        }
    }
}
