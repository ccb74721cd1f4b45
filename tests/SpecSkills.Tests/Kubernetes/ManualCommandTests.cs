using System.Diagnostics;
using SpecSkills.Core.Decisions;
using SpecSkills.Kubernetes.Writing;
using Xunit;

namespace SpecSkills.Tests.Kubernetes;

/// <summary>Commands of receipts are pasted into shells: a real one must read exactly the words meant.</summary>
public sealed class ManualCommandTests
{
    private static readonly OperationTarget Target = new("embedded", "default", "todo-frontend", "uid");

    [Theory]
    [InlineData("plain")]
    [InlineData("")]
    [InlineData("two words")]
    [InlineData("it's")]
    [InlineData("$(touch /tmp/owned)")]
    [InlineData("`id`")]
    [InlineData("a;b&c|d>e")]
    [InlineData("--flag=$HOME")]
    [InlineData("~root")]
    [InlineData("A=b")]
    [InlineData("*")]
    [InlineData("line\nbreak")]
    [InlineData("\"quoted\" \\ back")]
    [InlineData("#comment")]
    [InlineData("!history")]
    public void A_shell_reads_a_quoted_word_as_that_word(string word) =>
        Assert.Equal([word, "end"], Words("words " + ShellWords.Join(word, "end"), "words"));

    [Fact]
    public void An_image_with_a_trap_in_it_stays_one_word()
    {
        var operation = AdmittedPlans.Operation(
            new OperationParameters.SetImage("app", "registry/web:1';rm -rf ~;'"), Target,
            FieldValues.Of("app.image", "registry/web:0"), FieldValues.Of("app.image", "registry/web:1';rm -rf ~;'"));

        Assert.Equal(
            ["set", "image", "deployment", "todo-frontend", "--namespace", "default", "app=registry/web:1';rm -rf ~;'"],
            Words(ManualCommand.For(operation), "kubectl"));
    }

    [Fact]
    public void A_patch_by_hand_is_the_patch_that_is_sent_without_its_preconditions()
    {
        var operation = AdmittedPlans.Operation(
            new OperationParameters.UpdateStrategy("Recreate", null, null, null, null), Target,
            new FieldValues([new("strategy.type", "RollingUpdate"), new("strategy.max_surge", "1")]),
            FieldValues.Of("strategy.type", "Recreate"));

        Assert.Equal(
            [
                "patch", "deployment", "todo-frontend", "--namespace", "default", "--type=strategic",
                """--patch={"spec":{"strategy":{"rollingUpdate":null,"type":"Recreate"}}}""",
            ],
            Words(ManualCommand.For(operation), "kubectl"));
    }

    [Fact]
    public void Every_kind_has_a_command_or_none_on_purpose()
    {
        var probe = new ProbeTiming(5, 10, 1, 3);
        OperationParameters[] all =
        [
            new OperationParameters.Scale(0), new OperationParameters.AdjustResources("app", null, null, null, null),
            new OperationParameters.RestartPods(["a", "b"]), new OperationParameters.Rollback("2"),
            new OperationParameters.UpdateStrategy(null, null, null, 5, null),
            new OperationParameters.UpdateHealthChecks("app", probe, null),
                new OperationParameters.SetImage("app", "i"),
            .. from kind in Enum.GetValues<OperationKind>()
               where kind >= OperationKind.DeleteDeployment
               select new OperationParameters.Other(kind, "x"),
        ];

        Assert.Equal(Enum.GetValues<OperationKind>(), all.Select(parameters => parameters.Kind));
        foreach (var parameters in all)
        {
            var operation = AdmittedPlans.Operation(parameters, Target, FieldValues.Empty, FieldValues.Empty);
            Assert.Equal(parameters is OperationParameters.Other, ManualCommand.For(operation).Length == 0);
        }
    }

    /// <summary>What a program of that name is given when a POSIX shell runs the line.</summary>
    private static string[] Words(string line, string program)
    {
        Assert.SkipUnless(File.Exists("/bin/sh"), "There is no POSIX shell here.");
        var start = new ProcessStartInfo("/bin/sh") { RedirectStandardOutput = true, RedirectStandardInput = true };
        start.ArgumentList.Add("-c");
        start.ArgumentList.Add($"{program}() {{ printf '%s\\0' \"$@\"; }}\n{line}");
        using var shell = Process.Start(start)!;
        shell.StandardInput.Close();
        var output = shell.StandardOutput.ReadToEnd();
        shell.WaitForExit();
        Assert.Equal(0, shell.ExitCode);
        return output.Split('\0')[..^1];
    }
}
