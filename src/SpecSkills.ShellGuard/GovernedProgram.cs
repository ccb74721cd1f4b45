namespace SpecSkills.ShellGuard;

/// <summary>A program that can change a cluster, and which of its verbs only read.</summary>
/// <param name="Options">Those that may stand before the verb.</param>
/// <param name="Switches">Options without a value that may stand before the verb.</param>
/// <param name="Reads">
/// Verbs that are allowed: <c>get</c>; with a second word <c>rollout status</c>; <c>config *</c> for a whole
/// family.
/// </param>
/// <param name="DryRuns">Verbs that are allowed with <c>--dry-run</c>.</param>
/// <param name="Instead">What to do instead of a verb; the empty verb means every other verb.</param>
internal sealed record GovernedProgram(
    ProgramOptions Options, string[] Switches, string[] Reads, string[] DryRuns, Dictionary<string, string> Instead)
{
    /// <summary>Options that certainly take no value, so that the word behind one is what it seems.</summary>
    private static readonly string[] Plain =
    [
        "--server-side", "--force-conflicts", "-R", "--recursive", "--prune", "--wait", "--all", "-A", "--force",
        "--atomic", "--install", "-i", "--debug", "--all-namespaces",
    ];

    /// <summary>Called without a verb it does not print its help but begins.</summary>
    public bool RunsBare { get; init; }

    /// <summary>Null: it only reads.</summary>
    /// <param name="name">The program as it is called.</param>
    /// <param name="words">The program and its arguments, expanded.</param>
    public ShellVerdict.Denied? Judge(string name, IReadOnlyList<string> words)
    {
        if (Verbs(words) is not { } verbs)
            return Deny(name, "", "cannot be checked in this form: write the command without variables.");
        if (verbs.Count == 0)
            return RunsBare && !words.Any(word => word is "--help" or "--version" or "-h")
                ? Deny(name, "", "changes the cluster, or could, without governance.") : null;
        var (first, second) = (verbs[0], verbs.Count > 1 ? verbs[1] : "");
        var verb = Instead.ContainsKey($"{first} {second}") ? $"{first} {second}" : first;
        if (IsRead(first, second, words.Count) || AsksForHelp(words, verbs, verb)) return null;
        if (verbs.Any(one => one.Contains(ShellScope.Unknown, StringComparison.Ordinal)) && !Instead.ContainsKey(verb))
            return Deny(name, Shown(first), "cannot be checked in this form: write the command without variables.");
        if (DryRuns.Contains(first) && IsDryRun(words)) return null;
        return Deny(name, verb, "changes the cluster, or could, without governance.");
    }

    /// <summary>A family named without its member (<c>kubectl config</c>) prints its help.</summary>
    private bool IsRead(string first, string second, int words) =>
        Reads.Contains(first) || Reads.Contains($"{first} {second}") || Reads.Contains($"{first} *")
        || (words == 2 && Reads.Any(read => read.StartsWith(first + " ", StringComparison.Ordinal)));

    /// <summary>The verb and what follows it, options left out; null where an option hides which word it is.</summary>
    private List<string>? Verbs(IReadOnlyList<string> words)
    {
        var verbs = new List<string>();
        for (var i = 1; i < words.Count; i++)
        {
            var word = words[i];
            if (word == "--") break;
            if (word.Length == 0) continue;
            if (word[0] != '-' || word.Length == 1)
            {
                verbs.Add(word);
                continue;
            }

            if (Options.TakesNext(word)) i++;
            else if (verbs.Count == 0 && !IsKnown(word)) return null;
        }

        return verbs;
    }

    private bool IsKnown(string word) =>
        Switches.Contains(word) || word.Contains('=', StringComparison.Ordinal)
        || (word[1] != '-' && Options.Valued.Contains(word[1], StringComparison.Ordinal));

    private static bool AsksForHelp(IReadOnlyList<string> words, List<string> verbs, string verb) =>
        words[^1] is "--help" && Stands(words, words.Count - 1)
        && verbs.Count <= (verb.Contains(' ', StringComparison.Ordinal) ? 2 : 1);

    private static bool IsDryRun(IReadOnlyList<string> words)
    {
        var asked = 0;
        for (var i = 1; i < words.Count && words[i] != "--"; i++)
        {
            if (!words[i].StartsWith("--dry-run", StringComparison.Ordinal)) continue;
            if (words[i] is not ("--dry-run" or "--dry-run=client" or "--dry-run=server" or "--dry-run=true")
                || !Stands(words, i)) return false;
            asked++;
        }

        return asked > 0;
    }

    /// <summary>The word is an option and not the value of the one before: <c>--field-manager --dry-run</c>.</summary>
    private static bool Stands(IReadOnlyList<string> words, int at) =>
        words[at - 1] is not ['-', ..] || words[at - 1].Contains('=', StringComparison.Ordinal)
        || Plain.Contains(words[at - 1]);

    private ShellVerdict.Denied Deny(string name, string verb, string why) => new(
        $"{name} {verb}".TrimEnd(), why,
        (Instead.GetValueOrDefault(verb) ?? Instead[""]) + " Read-only commands are allowed.");

    private static string Shown(string word) => word.Replace(ShellScope.Unknown, '?');
}
