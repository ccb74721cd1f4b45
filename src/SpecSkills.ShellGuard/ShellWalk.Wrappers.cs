namespace SpecSkills.ShellGuard;

/// <content>Programs and builtins that run another command, or a text as a script.</content>
internal sealed partial class ShellWalk
{
    /// <summary>Lines that <c>xargs</c> is followed for.</summary>
    private const int LinesFollowed = 24;

    private static readonly ProgramOptions Xargs =
        new("InPLsdEa", ["--replace", "--max-args", "--max-procs", "--max-lines", "--delimiter", "--arg-file"]);

    private static readonly ProgramOptions Ssh = new("bcDEeFIiJLlmOopQRSWwB", [], 1);

    /// <summary>False: the command is what it says, and is judged as such.</summary>
    private bool Wrapped(string name, IReadOnlyList<string> words, Input? input)
    {
        switch (name)
        {
            case "sh" or "bash" or "zsh" or "dash" or "ksh" or "mksh" or "ash" or "fish" or "rbash" or "yash":
                Shell(words, input);
                return true;
            case "command" when words.Count > 1 && words[1] is "-v" or "-V":
            case "which" or "type" or "whereis" or "tldr":
                return true;
            case "man":
                foreach (var pager in ProgramOptions.ValuesOf(words, "-P", "--pager", "-H", "--html"))
                    Found ??= InlineCode.Called(pager);
                return true;
            case "env" when words.Any(IsSplitString):
                Script(SplitString(words), []);
                return true;
            case "xargs" or "gxargs" or "parallel":
                Each(words, input);
                return true;
            case "find" or "gfind" or "fd" or "fdfind":
                Executed(words);
                return false;
            case "eval":
                Script(string.Join(' ', words.Skip(1).Where(word => word != "--")), []);
                return true;
            case "." or "source":
                Sourced(words, input);
                return true;
            case "ssh" or "mosh":
                var far = words.Skip(Ssh.Skip(words) + Ssh.Positionals).ToList();
                if (far.Count > 0) Script(string.Join(' ', far), []);
                else Piped(input);
                Found ??= InlineCode.Passed(name, words);
                return true;
            case "su" or "runuser":
                // runuser -u name program
                if (words.Any(word => word is "-u" or "--user" || word.StartsWith("--user=", StringComparison.Ordinal)))
                    Command([.. words.Skip(new ProgramOptions("ugGsTw", ["--user", "--group"]).Skip(words))], input);
                foreach (var script in ProgramOptions.ValuesOf(words, "-c", "--command")) Script(script, []);
                if (!words.Contains("-c")) Piped(input);
                return true;
            case "script":
                Recorded(words, input);
                return true;
            case "watch":
                Script(string.Join(' ', words.Skip(new ProgramOptions("nq", ["--interval"]).Skip(words))), []);
                return true;
            case "at" or "batch":
                Piped(input);
                return false;
            default:
                return Builtin(name, words, input) || Prefixed(name, words, input) || Interpreted(name, words, input);
        }
    }

    /// <summary>Builtins that change what later words mean.</summary>
    private bool Builtin(string name, IReadOnlyList<string> words, Input? input)
    {
        switch (name)
        {
            case "export" or "declare" or "local" or "readonly" or "typeset":
                foreach (var word in words.Skip(1)) Assigned(word);
                return true;
            case "alias":
                foreach (var word in words.Skip(1))
                    if (word.IndexOf('=', StringComparison.Ordinal) is > 0 and var at)
                        scope.Aliases[word[..at]] = word[(at + 1)..];
                return true;
            case "hash" when words is [_, "-p", var path, var known]:
                scope.Aliases[known] = path;
                return true;
            case "set":
                var mark = words.ToList().IndexOf("--");
                if (mark > 0) scope.Arguments = [.. words.Skip(mark + 1)];
                return true;
            case "shift":
                budget.Give(scope.Arguments?.Count ?? 0);
                if (scope.Arguments is { Count: > 0 } given) scope.Arguments = [.. given.Skip(1)];
                return true;
            case "read":
                var names = words.Skip(1).Where(word => word is not ['-', ..]).ToList();
                var line = input is null ? ShellScope.Unknown.ToString() : input.Text.Value.TrimEnd('\n');
                var values = line.Split(' ', Math.Max(1, names.Count), StringSplitOptions.RemoveEmptyEntries);
                for (var i = 0; i < names.Count; i++)
                    scope.Set(names[i], i < values.Length ? values[i] : ShellScope.Unknown.ToString());
                return true;
            case "printf" when words is [_, "-v", var target, ..]:
                scope.Set(target, ShellOutput.Formatted([words[0], .. words.Skip(3)]));
                return true;
            case "trap" when words.Count > 1:
                Script(words[1], []);
                return true;
            case "cd" or "pushd":
                var to = words.Skip(1).FirstOrDefault(word => word is not ['-', ..]) ?? "~";
                scope.Folder = GuardedPaths.Joined(scope.Folder, to);
                return false;
            case "ln" or "cp" or "mv" or "install":
                Renamed(words);
                return false;
            case "tee" when input is not null:
                foreach (var file in words.Skip(1).Where(word => word is not ['-', ..]))
                    scope.Write(file, input.Text.Value);
                return false;
            case "let" or "test" or "[" or "unset":
                // These work out what stands inside an index, also between single quotes.
                foreach (var word in words.Where(word => word.Contains("$(", StringComparison.Ordinal)))
                    Found ??= InlineCode.Called(word);
                return false;
            default:
                return false;
        }
    }

    private void Assigned(string word)
    {
        if (word.IndexOf('=', StringComparison.Ordinal) is > 0 and var at) scope.Set(word[..at], word[(at + 1)..]);
    }

    /// <summary>A program under another name: <c>cp /usr/bin/kubectl /tmp/x</c>.</summary>
    private void Renamed(IReadOnlyList<string> words)
    {
        var files = words.Skip(1).Where(word => word is not ['-', ..]).ToList();
        if (files.Count < 2) return;
        foreach (var source in files.SkipLast(1))
        {
            if (scope.FileText(source) is { } text) scope.Write(files[^1], text);
            if (!GovernedPrograms.Knows(GovernedPrograms.Name(source))) continue;
            scope.Aliases[files[^1]] = source;
            scope.Aliases[GovernedPrograms.Name(files[^1])] = source;
        }
    }

    /// <summary><c>bash -lc 'script' name args</c>, <c>bash file</c>, <c>... | bash</c>.</summary>
    private void Shell(IReadOnlyList<string> words, Input? input)
    {
        var script = false;
        var reads = false;
        var i = 1;
        for (; i < words.Count && words[i] is ['-' or '+', _, ..]; i++)
        {
            if (words[i] == "--")
            {
                i++;
                break;
            }

            if (words[i] is "--rcfile" or "--init-file")
            {
                if (i + 1 < words.Count && scope.FileText(words[i + 1]) is { } file) Script(file, []);
                i++;
            }
            else if (words[i] is not ['-', '-', ..])
            {
                script |= words[i].Contains('c', StringComparison.Ordinal);
                reads |= words[i].Contains('s', StringComparison.Ordinal);
                if (words[i][^1] is 'o' or 'O') i++;
            }
        }

        if (i < words.Count && words[i].Contains(ShellScope.Unknown, StringComparison.Ordinal)
            && scope.FileText(words[i]) is null && !script) Unsure();
        if (script)
        {
            if (i < words.Count) Script(words[i], words.Skip(i + 2));
        }
        else if (i < words.Count && !reads && words[i] is not ("-" or "/dev/stdin" or "/dev/fd/0" or "/proc/self/fd/0"))
        {
            if (scope.FileText(words[i]) is { } file) Script(file, words.Skip(i + 1));
            else Found ??= PersonOnly.Judge(GovernedPrograms.Name(words[i]), [.. words.Skip(i)]);
        }
        else Piped(input);
    }

    /// <summary>Standard input is the script.</summary>
    private void Piped(Input? input)
    {
        if (input is null) return;
        var text = input.Text.Value;
        if (input.Decoded && text.Contains(ShellScope.Unknown, StringComparison.Ordinal))
            Found ??= new ShellVerdict.Denied(
                "a decoded script", "hides the commands that it runs.",
                "Run the commands as they are.");
        Script(text, []);
    }

    private void Sourced(IReadOnlyList<string> words, Input? input)
    {
        if (words.Count < 2) return;
        if (words[1] is "/dev/stdin" or "/dev/fd/0" or "/proc/self/fd/0") Piped(input);
        else if (scope.FileText(words[1]) is { } file) Script(file, words.Skip(2));
        else if (words[1].Contains(ShellScope.Unknown, StringComparison.Ordinal)) Unsure();
    }

    /// <summary><c>script -qec 'command' file</c>; the BSD form is <c>script file command</c>.</summary>
    private void Recorded(IReadOnlyList<string> words, Input? input)
    {
        var commands = ProgramOptions.ValuesOf(words, "-c", "--command").ToList();
        for (var i = 1; i + 1 < words.Count; i++)
            if (words[i] is ['-', not '-', .., 'c']) commands.Add(words[i + 1]);
        foreach (var command in commands) Script(command, []);
        var rest = words.Skip(new ProgramOptions("cEIOBTtm", ["--command"]).Skip(words) + 1).ToList();
        if (commands.Count == 0 && rest.Count > 0) Command(rest, input);
        if (commands.Count == 0) Piped(input);
    }

    /// <summary><c>xargs kubectl delete</c>: what is appended is known only where the input is.</summary>
    private void Each(IReadOnlyList<string> words, Input? input)
    {
        var command = words.Skip(Xargs.Skip(words)).TakeWhile(word => word is not (":::" or "::::")).ToList();
        if (command.Count == 0) return;
        var own = words.Take(Xargs.Skip(words)).ToList();
        var replaced = ProgramOptions.ValuesOf(own, "-I", "--replace", "-J").FirstOrDefault() ?? "{}";
        var known = words.SkipWhile(word => word != ":::").Skip(1).ToArray();
        var text = known.Length > 0 ? string.Join('\n', known) : input?.Text.Value ?? ShellScope.Unknown.ToString();
        if (command.Any(word => word.Contains(replaced, StringComparison.Ordinal)))
        {
            foreach (var line in text.Split('\n').Take(LinesFollowed))
                Run([.. command.Select(word => budget.Replace(word, replaced, line))]);
            return;
        }

        Run([.. command, .. text.Split([' ', '\n', '\t'], StringSplitOptions.RemoveEmptyEntries)]);

        void Run(IReadOnlyList<string> one)
        {
            // parallel hands its words to a shell.
            if (GovernedPrograms.Name(words[0]) == "parallel") Script(string.Join(' ', one), []);
            else Command(one, null);
        }
    }

    /// <summary><c>find -exec ... ;</c>, <c>fd -x ...</c>.</summary>
    private void Executed(IReadOnlyList<string> words)
    {
        for (var i = 1; i < words.Count; i++)
        {
            if (words[i] is not ("-exec" or "-execdir" or "-ok" or "-okdir" or "-x" or "-X" or "--exec"
                or "--exec-batch")) continue;
            var command = words.Skip(i + 1).TakeWhile(word => word is not (";" or "+"))
                .Select(word => word.Replace("{}", ShellScope.Unknown.ToString(), StringComparison.Ordinal)).ToList();
            Command(command, null);
        }
    }

    /// <summary>Code of another language, given on the command line or by standard input.</summary>
    private bool Interpreted(string name, IReadOnlyList<string> words, Input? input)
    {
        if (!InlineCode.IsInterpreter(name)) return false;
        var code = InlineCode.Of(words).ToList();
        if (input is not null) code.Add(input.Text.Value);
        code.AddRange(words.Skip(1).Concat(InlineCode.ReadUnasked).Select(scope.FileText).OfType<string>());
        foreach (var text in code) Found ??= InlineCode.Judge(name, text);
        return false;
    }
}
