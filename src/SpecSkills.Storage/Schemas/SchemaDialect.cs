using System.Text.Json;
using System.Text.RegularExpressions;
using Json.Schema;
using Json.Schema.Keywords;
using Json.Schema.Keywords.Draft06;
using FormatKeyword = Json.Schema.Keywords.Draft06.FormatKeyword;
using ItemsKeyword = Json.Schema.Keywords.Draft06.ItemsKeyword;

namespace SpecSkills.Storage.Schemas;

/// <summary>
/// The words of JSON Schema draft 07 that <c>blueprints/schema.yaml</c> uses, and no other: a word that is not enforced
/// here must not be written there, so a schema with one is not built. Each word says in ours what it refuses.
/// </summary>
internal static class SchemaDialect
{
    public const string Required = "required";

    /// <summary>Stands between the keys in the error of <see cref="Required"/>; no key of the schema has it.</summary>
    public const char KeySeparator = ' ';

    // What is for readers and editors only.
    private static readonly string[] Notes = ["title", "description", "default", "examples", "x-unit", "x-range"];

    private static readonly Dialect Words = new(
    [
        new Word(new TypeWord(), TypeExpected), new Word(EnumKeyword.Instance, (_, _) => "not in enumeration"),
        new Word(new PatternWord(), (_, _) => "pattern mismatch"),
        new Word(FormatKeyword.Validate, (format, _) => $"{format.RawValue.GetString()} expected"),
        new Word(MinimumKeyword.Instance, (bound, _) => $"number too small, the least is {bound.RawValue}"),
        new Word(MaximumKeyword.Instance, (bound, _) => $"number too big, the most is {bound.RawValue}"),
        new Word(MinLengthKeyword.Instance, (_, _) => "string too short"),
        new Word(MaxLengthKeyword.Instance, (_, _) => "string too long"),
        new Word(MinItemsKeyword.Instance, (_, _) => "too few items"),
        new Word(MaxItemsKeyword.Instance, (_, _) => "too many items"),
        new Word(MaxPropertiesKeyword.Instance, (_, _) => "too many properties"),
        new Word(RequiredKeyword.Instance, MissingKeys),
        new Word(AnyOfKeyword.Instance, (_, _) => "not any of"),
        new Word(AllOfKeyword.Instance, (_, _) => "not all of"),
        PropertiesKeyword.Instance, PatternPropertiesKeyword.Instance, AdditionalPropertiesKeyword.Instance,
        ItemsKeyword.Instance, RefKeyword.Instance, DefinitionsKeyword.Instance,
        .. Notes.Select(name => new Note(name)),
    ]);

    public static BuildOptions BuildOptions() => new() { Dialect = Words, SchemaRegistry = new SchemaRegistry() };

    private static string TypeExpected(KeywordData types, EvaluationContext context) =>
        types.RawValue.ValueKind == JsonValueKind.Array
            ? "no type validates" : $"{types.RawValue.GetString()} expected";

    private static string MissingKeys(KeywordData required, EvaluationContext context)
    {
        var section = context.Instance;
        return string.Join(KeySeparator, required.RawValue.EnumerateArray()
            .Select(key => key.GetString()!).Where(key => !section.TryGetProperty(key, out _)));
    }

    /// <summary>A word of the library, with our text where it refuses.</summary>
    private sealed class Word(IKeywordHandler inner, Func<KeywordData, EvaluationContext, string> text)
        : IKeywordHandler
    {
        public string Name => inner.Name;

        public object? ValidateKeywordValue(JsonElement value) => inner.ValidateKeywordValue(value);

        public void BuildSubschemas(KeywordData keyword, BuildContext context) =>
            inner.BuildSubschemas(keyword, context);

        public KeywordEvaluation Evaluate(KeywordData keyword, EvaluationContext context)
        {
            var evaluation = inner.Evaluate(keyword, context);
            if (evaluation.IsValid && evaluation.Details is not { Length: > 0 }) return evaluation;
            // Without the details: a refusal by one branch of anyOf is not a finding, another may accept the value.
            return new KeywordEvaluation
            {
                Keyword = Name,
                IsValid = evaluation.IsValid,
                Error = evaluation.IsValid || context.CanOptimize ? null : text(keyword, context),
            };
        }
    }

    /// <summary>Stricter than draft 07: 5.0 and 1e3 are numbers and no whole ones.</summary>
    private sealed class TypeWord : IKeywordHandler
    {
        public string Name => TypeKeyword.Instance.Name;

        public object? ValidateKeywordValue(JsonElement value) => TypeKeyword.Instance.ValidateKeywordValue(value);

        public void BuildSubschemas(KeywordData keyword, BuildContext context)
        {
        }

        public KeywordEvaluation Evaluate(KeywordData keyword, EvaluationContext context)
        {
            var evaluation = TypeKeyword.Instance.Evaluate(keyword, context);
            if (!evaluation.IsValid || context.Instance.ValueKind != JsonValueKind.Number) return evaluation;
            var isAny = keyword.RawValue.ValueKind == JsonValueKind.Array
                ? keyword.RawValue.EnumerateArray().Any(type => type.ValueEquals("number"u8))
                : keyword.RawValue.ValueEquals("number"u8);
            return isAny || context.Instance.GetRawText().AsSpan().IndexOfAny('.', 'e', 'E') < 0
                ? evaluation
                : new KeywordEvaluation { Keyword = Name, IsValid = false };
        }
    }

    /// <summary>
    /// The library compiles each pattern to machine code, which takes a program's start longer than all its matches.
    /// Can go when it lets the caller choose. Equal patterns are built once.
    /// </summary>
    private sealed class PatternWord : PatternKeyword
    {
        private readonly Dictionary<string, Regex> known = new(StringComparer.Ordinal);

        public override object? ValidateKeywordValue(JsonElement value)
        {
            var text = value.GetString()!;
            if (!known.TryGetValue(text, out var pattern)) known.Add(text, pattern = new Regex(text));
            return pattern;
        }

        public override KeywordEvaluation Evaluate(KeywordData keyword, EvaluationContext context) =>
            context.Instance.ValueKind != JsonValueKind.String
                ? KeywordEvaluation.Ignore
                : new KeywordEvaluation
                {
                    Keyword = Name,
                    IsValid = ((Regex)keyword.Value!).IsMatch(context.Instance.GetString()!),
                };
    }

    private sealed class Note(string name) : IKeywordHandler
    {
        public string Name => name;

        public object? ValidateKeywordValue(JsonElement value) => null;

        public void BuildSubschemas(KeywordData keyword, BuildContext context)
        {
        }

        public KeywordEvaluation Evaluate(KeywordData keyword, EvaluationContext context) => KeywordEvaluation.Ignore;
    }
}
