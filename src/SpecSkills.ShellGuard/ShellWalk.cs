using System.Text.RegularExpressions;
using static SpecSkills.ShellGuard.ShellNode;

namespace SpecSkills.ShellGuard;

/// <summary>
/// Goes through a script in order and judges every command that may run, in any wrapping. Stops at the first
/// one that bypasses the gate.
/// </summary>
internal sealed partial class ShellWalk
{
    private readonly ShellBudget budget;
    private readonly ShellScope scope;
    private readonly ShellOutput outputs;
    private readonly string whole;
    private readonly HashSet<string> called = new(StringComparer.Ordinal);

    /// <param name="whole">The command line as typed: a part that cannot be checked is judged by its words.</param>
    public ShellWalk(string whole, ShellBudget budget)
    {
        this.whole = whole;
        this.budget = budget;
        scope = new ShellScope(budget, node => outputs!.Of(node));
        outputs = new ShellOutput(scope, budget);
    }

    /// <summary>The first command that is denied; null while there is none.</summary>
    public ShellVerdict.Denied? Found { get; private set; }

    /// <summary>Walks the whole script.</summary>
    public void Run(ShellNode script)
    {
        Walk(script, null);
        // A function that is not called by name may still be called by a hidden name.
        foreach (var (name, body) in scope.Functions.ToArray())
        {
            if (Found is not null || called.Contains(name)) continue;
            scope.Arguments = null;
            Walk(body, null);
        }
    }

    /// <param name="input">What is piped in; null for nothing.</param>
    private void Walk(ShellNode node, Input? input)
    {
        if (Found is not null) return;
        budget.Enter();
        switch (node)
        {
            case Sequence sequence:
                foreach (var item in sequence.Items) Walk(item, input);
                break;
            case Pipeline pipeline:
                var decoded = false;
                for (var i = 0; i < pipeline.Stages.Count; i++)
                {
                    var before = i;
                    Walk(pipeline.Stages[i], i == 0 ? input : new Input(
                        new Lazy<string>(() => outputs.Of(new Pipeline([.. pipeline.Stages.Take(before)]))), decoded));
                    decoded |= ShellOutput.Decodes(pipeline.Stages[i]);
                }

                break;
            case Grouped group:
                Walk(group.Body, InputOf(group.Redirections, input, 0));
                Redirect("a group", group.Redirections, 0);
                break;
            case Function function:
                scope.Functions[function.Name] = function.Body;
                break;
            case Simple simple:
                Simple(simple, input);
                break;
        }

        budget.Leave();
    }

    private void Simple(Simple simple, Input? input)
    {
        foreach (var word in simple.Words) Inside(word);
        foreach (var word in simple.Assignments.SelectMany(one => one.Values)) Inside(word);
        foreach (var redirection in simple.Redirections) Inside(redirection.Target);
        if (Found is not null) return;
        foreach (var assignment in simple.Assignments)
            for (var round = 0; round < scope.Rounds(assignment.Values); round++) scope.Assign(assignment, round);
        for (var round = 0; round < scope.Rounds(simple.Words) && Found is null; round++)
        {
            var words = simple.Words.SelectMany(word => scope.Fields(word, round)).ToList();
            if (words.Count > 0)
                foreach (var assignment in simple.Assignments) SetFor(assignment, round);
            Command(words, InputOf(simple.Redirections, input, round));
            Redirect(words.Count == 0 ? ">" : words[0], simple.Redirections, round);
            Remember(simple, round);
        }
    }

    /// <summary>A variable set for one command may name what it runs: <c>GIT_PAGER='...' git log</c>.</summary>
    private void SetFor(Assignment assignment, int round)
    {
        foreach (var value in assignment.Values.Select(value => scope.Text(value, round)))
        {
            Found ??= InlineCode.Called(value);
            if (assignment.Name is "BASH_ENV" or "ENV" && scope.FileText(value) is { } file) Script(file, []);
        }
    }

    /// <summary>What a word substitutes runs too.</summary>
    private void Inside(ShellWord word)
    {
        foreach (var part in word.Parts)
        {
            switch (part)
            {
                case ShellWord.Substitution substitution: Walk(substitution.Script, null); break;
                case ShellWord.Process process: Walk(process.Script, null); break;
                case ShellWord.Parameter parameter: Inside(parameter.Argument); break;
            }
        }
    }

    private Input? InputOf(IReadOnlyList<Redirection> redirections, Input? piped, int round)
    {
        if (redirections.LastOrDefault(one => one.IsText) is { } text)
            return new Input(new Lazy<string>(() => scope.Text(text.Target, round)), false);
        return redirections.LastOrDefault(one => one.Operator == "<") is { } file
            ? new Input(
                new Lazy<string>(() => scope.FileText(scope.Text(file.Target, round))
                    ?? ShellScope.Unknown.ToString()),
                false)
            : piped;
    }

    private void Redirect(string by, IReadOnlyList<Redirection> redirections, int round)
    {
        foreach (var redirection in redirections.Where(one => !one.IsText))
        {
            var target = scope.Text(redirection.Target, round);
            Found ??= GuardedPaths.Redirected(by, redirection.Operator, target, redirection.Writes, scope.Folder)
                ?? (redirection.Writes ? ApiCalls.Redirected(target) : null);
        }
    }

    /// <summary>A script written here and run here is read like any other.</summary>
    private void Remember(Simple simple, int round)
    {
        foreach (var redirection in simple.Redirections.Where(one => one.Writes))
        {
            scope.Write(scope.Text(redirection.Target, round), outputs.Of(simple));
        }
    }

    /// <summary>Judges one command with its words expanded.</summary>
    /// <param name="direct">Run by another program, which knows neither functions nor aliases.</param>
    private void Command(IReadOnlyList<string> words, Input? input, bool direct = false)
    {
        if (Found is not null || words.Count == 0 || words[0].Length == 0) return;
        budget.Enter();
        // Paths are looked at from the folder that cd has led to, however long that has become.
        budget.Give(scope.Folder.Length);
        var name = GovernedPrograms.Name(words[0]);
        if (words[0].Contains(ShellScope.Unknown, StringComparison.Ordinal) && scope.FileText(words[0]) is null)
            Hidden(name, words);
        else if (!direct && scope.Functions.TryGetValue(words[0], out var body)) Call(words, body, input);
        else if (scope.Aliases.TryGetValue(words[0], out var alias) || scope.Aliases.TryGetValue(name, out alias))
            Aliased(words, alias, input);
        else if (scope.FileText(words[0]) is { } file) Script(file, words.Skip(1));
        else if (IsPattern(words[0]) && Matching(name) is { } match) Command([match, .. words.Skip(1)], input);
        else if (!Wrapped(name, words, input)) Judge(name, words, input);
        budget.Leave();
    }

    private void Judge(string name, IReadOnlyList<string> words, Input? input)
    {
        Found ??= GovernedPrograms.Judge(name, words);
        if (name is "k" or "kc" or "kctl" or "kube" && GovernedPrograms.LooksLikeKubectl(words))
            Found ??= GovernedPrograms.Judge("kubectl", words);
        Found ??= PersonOnly.Judge(name, words) ?? ApiCalls.Judge(name, words)
            ?? GuardedPaths.Judge(name, words, scope.Folder) ?? InlineCode.Passed(name, words);
        if (Found is null && input is not null)
            Found = ApiCalls.Sent(name, input.Text.Value) ?? InlineCode.Read(name, words, input.Text.Value);
        // A hook that this very line wrote.
        if (name == "git")
            foreach (var hook in scope.FilesIn(".git/hooks/")) Script(hook, []);
    }

    /// <summary>A program whose name is not known: by its arguments, and by the words of the whole line.</summary>
    private void Hidden(string name, IReadOnlyList<string> words)
    {
        if (Matching(name.Replace(ShellScope.Unknown, '*')) is { } match)
            Found ??= GovernedPrograms.Judge(match, words);
        if (GovernedPrograms.LooksLikeKubectl(words))
            Found ??= GovernedPrograms.Judge("kubectl", ["kubectl", .. words.Skip(1)]);
        Unsure();
    }

    /// <summary>Something runs that cannot be read: the words of the whole line decide.</summary>
    private void Unsure() => Found ??= WordsAlone.Judge(whole);

    private void Call(IReadOnlyList<string> words, ShellNode body, Input? input)
    {
        called.Add(words[0]);
        var before = scope.Arguments;
        scope.Arguments = [.. words.Skip(1)];
        // Its own name inside it is the program: kubectl() { command kubectl "$@"; }
        scope.Functions.Remove(words[0]);
        Walk(body, input);
        scope.Functions[words[0]] = body;
        scope.Arguments = before;
    }

    private void Aliased(IReadOnlyList<string> words, string alias, Input? input)
    {
        var first = ShellParser.Parse(alias, budget);
        if (first is Sequence { Items: [Simple { Redirections: [], Assignments: [] } simple] })
        {
            var names = simple.Words.SelectMany(word => scope.Fields(word, 0)).ToList();
            if (names.Count > 0 && names[0] == words[0]) Judge(GovernedPrograms.Name(words[0]), words, input);
            else Command([.. names, .. words.Skip(1)], input);
        }
        else Walk(first, input);
    }

    /// <summary>A text that is run as a script.</summary>
    private void Script(string text, IEnumerable<string> arguments)
    {
        if (text.AsSpan().Trim([ShellScope.Unknown, ' ', '\n', '\t']).IsEmpty)
        {
            if (text.Contains(ShellScope.Unknown, StringComparison.Ordinal)) Unsure();
            return;
        }

        var before = scope.Arguments;
        var given = arguments.ToList();
        if (given.Count > 0) scope.Arguments = given;
        Walk(ShellParser.Parse(text, budget), null);
        scope.Arguments = before;
    }

    /// <summary>What a command reads.</summary>
    /// <param name="Text">As far as it is known.</param>
    /// <param name="Decoded">It went through a program that makes text unreadable or readable.</param>
    private sealed record Input(Lazy<string> Text, bool Decoded);

    private static bool IsPattern(string word) => word.AsSpan().IndexOfAny("*?[") >= 0;

    private static string? Matching(string pattern)
    {
        if (pattern.Trim('*', '?').Length < 2) return null;
        var expression = Regex.Escape(pattern).Replace(@"\*", ".*", StringComparison.Ordinal)
            .Replace(@"\?", ".", StringComparison.Ordinal).Replace(@"\[", "[", StringComparison.Ordinal)
            .Replace("[!", "[^", StringComparison.Ordinal);
        return GovernedPrograms.Names.FirstOrDefault(name => Matches(name, expression));
    }

    private static bool Matches(string name, string expression)
    {
        try
        {
            // Without backtracking: a row of stars would be tried in every way there is.
            return Regex.IsMatch(name, $@"\A(?:{expression})\z", RegexOptions.NonBacktracking);
        }
        catch (ArgumentException)
        {
            return false; // An unfinished [ is no pattern in a shell either.
        }
    }
}
