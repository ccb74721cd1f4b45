using System.Text;
using System.Text.Json.Nodes;
using SpecSkills.ShellGuard;
using Xunit;

namespace SpecSkills.Tests.ShellGuard;

/// <summary>
/// What the coding agent's shell may run: a table of command lines, and input made to break the reader.
/// </summary>
public sealed class ShellGuardTests
{
    /// <summary>Rows of the table by number: a row's command would be no name for a test.</summary>
    public static TheoryData<int> Rows => [.. Enumerable.Range(0, Table.Count)];

    private static IReadOnlyList<(string Command, string Answer)> Table { get; } =
    [
        .. JsonNode.Parse(RepositoryFiles.Text("tests", "Data", "shell-commands.json"))!.AsArray()
            .Select(row => ((string)row!["command"]!, (string)row["answer"]!)),
    ];

    [Theory]
    [MemberData(nameof(Rows))]
    public void A_command_line_gets_the_answer_of_the_table(int row)
    {
        var (command, answer) = Table[row];
        var verdict = ShellCommand.Judge(command);
        Assert.True(
            answer == (verdict is ShellVerdict.Denied ? "denied" : "left_alone"),
            $"row {row}: {command} should be {answer}, and is {verdict}");
    }

    [Fact]
    public void The_table_is_large_and_half_of_what_it_denies_is_disguised()
    {
        Assert.True(Table.Count >= 200, $"{Table.Count} rows");
        var denied = Table.Where(row => row.Answer == "denied").Select(row => row.Command).ToList();
        var plain = denied.Count(command => command.Split(' ')[0] is "kubectl" or "helm" or "docker" or "minikube"
            or "./specskills" or "rm" or "curl" or "cat");
        Assert.True(plain * 2 <= denied.Count, $"{plain} of {denied.Count} are plain");
    }

    [Theory]
    [InlineData("kubectl scale deployment x --replicas=3", "decision_propose with kind scale")]
    [InlineData("kubectl set image deployment/x a=b", "set_image")]
    [InlineData("kubectl rollout undo deployment/x", "execution_rollback")]
    [InlineData("helm upgrade x ./chart", "reconcile_service")]
    [InlineData("./specskills approvals approve a-1", "governance_status")]
    public void A_denial_names_the_tool_to_use_instead(string command, string tool) =>
        Assert.Contains(
            tool, Assert.IsType<ShellVerdict.Denied>(ShellCommand.Judge(command)).Reason, StringComparison.Ordinal);

    [Fact]
    public void What_cannot_be_followed_is_denied_when_it_names_kubectl_and_left_alone_when_it_does_not()
    {
        Assert.IsType<ShellVerdict.Denied>(ShellCommand.Judge("case kubectl <<<<<"));
        Assert.IsType<ShellVerdict.Denied>(ShellCommand.Judge("echo \"k''ubectl get"));
        Assert.IsType<ShellVerdict.LeftAlone>(ShellCommand.Judge("echo \"no end"));
    }

    [Fact]
    public void Nesting_and_length_without_end_are_answered()
    {
        string[] lines =
        [
            Repeated("$(", 50_000) + "kubectl", Repeated("(", 50_000) + "kubectl",
            Repeated("`echo ", 20_000) + "kubectl",
            Repeated("${x:-", 20_000) + "kubectl", Repeated("{a,b}", 2_000) + " kubectl delete pod x",
            Repeated("a=b ", 30_000) + "kubectl delete pod x", Repeated("x;", 60_000) + "kubectl delete pod x",
            Repeated("eval ", 20_000) + "kubectl delete pod x", Repeated("sudo ", 25_000) + "kubectl delete pod x",
            "f() { f; f; }; f; kubectl delete pod x", "X=a; " + Repeated("X=$X$X; ", 60) + "kubectl delete pod x",
            Repeated("<<E ", 20_000) + "kubectl delete pod x",
        ];
        // Without bounds some of these would never come to an answer.
        foreach (var line in lines)
            Assert.True(ShellCommand.Judge(line) is ShellVerdict.Denied, $"{line[..20]}... is allowed");
        Assert.IsType<ShellVerdict.Denied>(ShellCommand.Judge(new string('x', ShellCommand.MaximumLength + 1)));
    }

    /// <summary>Lines that are short and grow without end as a shell expands them.</summary>
    public static TheoryData<string> Growing =>
    [
        "X=a; " + Repeated("X=$X$X; ", 60) + "kubectl $X",
        "X=a; " + Repeated("X=$X$X$X$X$X$X$X$X; ", 60) + "kubectl $X",
        "X=aaaaaaaa; " + Repeated("X=${X//a/aaaaaaaaaaaaaaaaaaaa}; ", 60) + "kubectl $X",
        "X=aa; " + Repeated("X=$(echo $X | sed s/a/aaaaaaaaaaaaaaaaaaaa/ | tr b a)$X; ", 60) + "kubectl $X",
        "X=" + new string('a', 60_000) + "; " + Repeated("echo $X;", 8_000) + " kubectl get pods",
        "echo " + new string('a', 60_000) + " | xargs -I% kubectl " + new string('%', 3_000),
        Repeated("cd a;", 5_000) + "kubectl get pods",
        "set -- " + Repeated("'' ", 8_000) + "; " + Repeated("f \"$@\";", 900) + " kubectl get pods",
    ];

    [Theory]
    [MemberData(nameof(Growing))]
    public void What_grows_without_end_spends_its_budget_before_it_is_made(string line)
    {
        var budget = new ShellBudget();
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.IsType<ShellVerdict.Denied>(ShellCommand.Judge(line, budget));
        Assert.True(budget.Characters > ShellBudget.MaximumCharacters, $"{budget.Characters} characters were counted");
        var made = (GC.GetAllocatedBytesForCurrentThread() - before) / 1024 / 1024;
        Assert.True(made < 256, $"{made} MiB were made");
    }

    [Theory]
    [InlineData("{a,b}", 25_000, " kubectl")]
    [InlineData("a|", 60_000, " kubectl delete pod x")]
    [InlineData("kubectl get ", 9_000, "kubectl delete pod x")]
    public void Long_lines_take_no_more_than_their_length_allows(string piece, int times, string end)
    {
        var budget = new ShellBudget();
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.IsType<ShellVerdict.Denied>(ShellCommand.Judge("x " + Repeated(piece, times) + end, budget));
        Assert.InRange(budget.Steps, 1, ShellBudget.MaximumSteps + 1);
        var made = (GC.GetAllocatedBytesForCurrentThread() - before) / 1024 / 1024;
        Assert.True(made < 256, $"{made} MiB were made");
    }

    [Fact]
    public void Ordinary_long_lines_stay_far_inside_the_budget()
    {
        var budget = new ShellBudget();
        var text = Repeated("A line of a document that names kubectl and helm.\n", 1_000);
        Assert.IsType<ShellVerdict.LeftAlone>(
            ShellCommand.Judge($"cat > docs/x.md <<'EOF'\n{text}EOF\nkubectl get pods", budget));
        Assert.InRange(budget.Characters, 1, ShellBudget.MaximumCharacters / 2);
        Assert.InRange(budget.Steps, 1, 100);
    }

    [Fact]
    public void No_input_makes_it_throw()
    {
        var seed = TestSeed.Next();
        var random = new Random(seed);
        string[] pieces =
        [
            "kubectl", "helm", " ", " ", "'", "\"", "\\", "$", "$(", ")", "(", "`", "{", "}", "|", "&&", ";", "\n",
            "<<E", "<", ">", "<(", "${", "x", "delete", "-c", "bash", "$'", "\\x", "for", "in", "do", "case", "esac",
            "]]", "[[", "#", "*", "=", "!", "eval", "xargs", "\uFFFE", "\0", "\uD800", "é", "((", "))",
            "0", ":", "-", "@", "sudo", "env",
        ];
        for (var i = 0; i < 20_000; i++)
        {
            var line = new StringBuilder();
            for (var n = random.Next(1, 24); n > 0; n--) line.Append(pieces[random.Next(pieces.Length)]);
            try
            {
                ShellCommand.Judge(line.ToString());
            }
            catch (Exception thrown)
            {
                Assert.Fail($"{TestSeed.Replay(seed)}: {line} threw {thrown}");
            }
        }
    }

    private static string Repeated(string text, int times) => new StringBuilder().Insert(0, text, times).ToString();
}
