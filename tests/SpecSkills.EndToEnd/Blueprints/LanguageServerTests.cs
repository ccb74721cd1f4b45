using System.Text.Json.Nodes;
using SpecSkills.EndToEnd.Harness;

namespace SpecSkills.EndToEnd.Blueprints;

/// <summary>An editor opens a blueprint: the YAML language server finds the schema by the file's first line.</summary>
public sealed class LanguageServerTests
{
    [Fact]
    public async Task An_editor_gets_completion_hover_and_mistakes_from_the_schema()
    {
        using var workspace = new TestWorkspace();
        await using var editor = await LanguageServerClient.StartAsync(workspace.Root);
        var text = await File.ReadAllTextAsync(workspace.Frontend);
        var uri = await editor.OpenAsync(workspace.Frontend, text);

        var hover = await editor.AskAsync("textDocument/hover", At(uri, text, "max_replicas"));
        Assert.Contains("Never more without approval", hover!.ToJsonString(), StringComparison.Ordinal);

        var started = text.Replace("    max_replicas: 5\n", "    max_re\n", StringComparison.Ordinal);
        await editor.ChangeAsync(uri, started);
        var place = At(uri, started, "max_re");
        place["position"]!["character"] = "    max_re".Length;
        var offered = await editor.AskAsync("textDocument/completion", place);
        var item = Assert.Single(
            offered!["items"]!.AsArray(), one => $"{one!["label"]}" == "max_replicas")!;
        Assert.Contains("Never more without approval", item.ToJsonString(), StringComparison.Ordinal);

        await editor.ChangeAsync(uri, text.Replace("max_replicas: 5", "max_replicas: five", StringComparison.Ordinal));
        await editor.MistakeAsync(uri, "Incorrect type");
    }

    private static JsonObject At(string uri, string text, string word)
    {
        var offset = text.IndexOf(word, StringComparison.Ordinal);
        var line = text[..offset].Count(character => character == '\n');
        return new JsonObject
        {
            ["textDocument"] = new JsonObject { ["uri"] = uri },
            ["position"] = new JsonObject
            {
                ["line"] = line,
                ["character"] = offset - text.LastIndexOf('\n', offset),
            },
        };
    }
}
