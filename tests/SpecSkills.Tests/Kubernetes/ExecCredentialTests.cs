using k8s.Models;
using SpecSkills.Kubernetes;
using SpecSkills.Kubernetes.Client;
using SpecSkills.Kubernetes.Configuration;
using SpecSkills.Tests.Kubernetes.Servers;
using Xunit;

namespace SpecSkills.Tests.Kubernetes;

/// <summary>Exec users, with real programs.</summary>
public sealed class ExecCredentialTests : IDisposable
{
    private const string Version = "client.authentication.k8s.io/v1";

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_programs_token_is_used_and_kept_while_it_lasts()
    {
        var runs = Path.Combine(folder.Path, "runs");
        var program = Program($"echo run >> '{runs}'", Credential("t-1", "2999-01-01T00:00:00Z"));

        var requests = await AskTwiceAsync(program);

        Assert.Equal<string?>(["Bearer t-1", "Bearer t-1"], requests);
        Assert.Single(await File.ReadAllLinesAsync(runs));
    }

    [Fact]
    public async Task A_token_past_its_time_is_asked_for_again()
    {
        var runs = Path.Combine(folder.Path, "runs");
        var program = Program($"echo run >> '{runs}'", Credential("t-1", "2001-01-01T00:00:00Z"));

        await AskTwiceAsync(program);

        Assert.Equal(2, (await File.ReadAllLinesAsync(runs)).Length);
    }

    [Fact]
    public async Task A_program_sees_its_own_variables_and_arguments_and_a_cleaned_environment()
    {
        Environment.SetEnvironmentVariable("SPECSKILLS_TEST_LEAK", "leaked");
        var seen = Path.Combine(folder.Path, "seen");
        var program = Program($"env > '{seen}'; printf '%s|' \"$@\" >> '{seen}'", Credential("t-1", null));
        var command = program with
        {
            Arguments = ["--flag", "$(id)", "two words"],
            Environment = new Dictionary<string, SecretText> { ["MY_PROFILE"] = new("dev") },
        };

        await AskTwiceAsync(command);

        var text = await File.ReadAllTextAsync(seen);
        Assert.Contains("MY_PROFILE=dev", text, StringComparison.Ordinal);
        Assert.Contains("KUBERNETES_EXEC_INFO={\"kind\":\"ExecCredential\"", text, StringComparison.Ordinal);
        Assert.DoesNotContain("SPECSKILLS_TEST_LEAK", text, StringComparison.Ordinal);
        Assert.EndsWith("--flag|$(id)|two words|", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("exit 3", "ended with exit code 3")]
    [InlineData("echo not-json-hunter2", "did not print one JSON document")]
    [InlineData("echo '{\"kind\":\"Secret\"}'", "did not print an ExecCredential")]
    [InlineData("echo '{\"kind\":\"ExecCredential\",\"apiVersion\":\"client.authentication.k8s.io/v1beta1\"}'",
        "speaks")]
    [InlineData("head -c 400000 /dev/zero", "printed more than 256 KiB")]
    [InlineData("echo '{\"kind\":\"ExecCredential\",\"apiVersion\":\"client.authentication.k8s.io/v1\",\"status\":{}}'",
        "neither a token of one line nor a certificate")]
    public async Task A_program_that_gives_no_credential_is_named_and_nothing_is_sent(string body, string said)
    {
        var (error, sent) = await FailAsync(Program(body));

        Assert.Equal(ApiErrorKind.NoCredential, error.Kind);
        Assert.Contains(said, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", error.Message, StringComparison.Ordinal);
        Assert.Equal(0, sent);
    }

    [Fact]
    public async Task A_program_that_is_not_there_comes_with_the_files_hint()
    {
        var command = new ExecCommand(
            Version, "no-such-program-anywhere", [], new Dictionary<string, SecretText>(), null, "install it\u001b[2J");

        var (error, _) = await FailAsync(command);

        Assert.Contains("The kubeconfig's hint: install it [2J", error.Message, StringComparison.Ordinal);
    }

    private static string Credential(string token, string? until) =>
        $$"""{"apiVersion":"{{Version}}","kind":"ExecCredential","status":{"token":"{{token}}" """ +
        (until is null ? "" : $",\"expirationTimestamp\":\"{until}\"") + "}}";

    private ExecCommand Program(string body, string? output = null)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There is no POSIX shell here.");
        if (OperatingSystem.IsWindows()) throw new PlatformNotSupportedException();
        var file = folder.Write("program", $"#!/bin/sh\n{body}\n{(output is null ? "" : $"echo '{output}'")}\n");
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return new ExecCommand(Version, file, [], new Dictionary<string, SecretText>(), null, null);
    }

    private static async Task<List<string?>> AskTwiceAsync(ExecCommand command)
    {
        await using var server = new WireServer(_ => WireAnswer.Json(200, """{"kind":"Version"}"""));
        using var client = Client(server, command);
        for (var i = 0; i < 2; i++)
            Assert.IsType<ApiAnswer<VersionInfo>.Answered>(await client.VersionAsync());
        return [.. server.Received.Select(request => request.Header("Authorization"))];
    }

    private static async Task<(ApiError Error, int Sent)> FailAsync(ExecCommand command)
    {
        await using var server = new WireServer(_ => WireAnswer.Json(200, """{"kind":"Version"}"""));
        using var client = Client(server, command);
        var answer = await client.VersionAsync();
        return (Assert.IsType<ApiAnswer<VersionInfo>.Failed>(answer).Error, server.Received.Count);
    }

    private static ApiClient Client(WireServer server, ExecCommand command) =>
        new(new ClusterConnection("c", server.Address, "default") { Credential = new ClusterCredential.Exec(command) });
}
