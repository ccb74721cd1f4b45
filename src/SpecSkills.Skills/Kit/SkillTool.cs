using System.Text.Json;

namespace SpecSkills.Skills.Kit;

/// <summary>One tool: what a client sees of it, and what it does.</summary>
public abstract class SkillTool
{
    /// <summary>Name as called, <c>blueprint_parse</c>: the skill's word and what it does.</summary>
    public abstract string Name { get; }

    /// <summary>Short name for people.</summary>
    public abstract string Title { get; }

    /// <summary>The key fact first, then when to use it, what must come before, what it never does.</summary>
    public abstract string Description { get; }

    /// <summary>What calling it may change.</summary>
    public abstract ToolEffect Effect { get; }

    /// <summary>Arguments, checked before <see cref="CallAsync"/> sees them.</summary>
    public abstract IReadOnlyList<ToolArgument> Arguments { get; }

    /// <summary>Result fields beyond <c>summary</c> and <c>next_step</c>, as JSON Schema properties.</summary>
    public abstract string ResultProperties { get; }

    /// <summary>The client must ask its person on every call, past its own rules.</summary>
    public virtual bool RequiresUserInteraction => false;

    /// <summary>Does it. Expected failure is an answer; an exception is a bug and reaches no client's text.</summary>
    public abstract Task<ToolAnswer> CallAsync(ToolCall call, CancellationToken cancellation);

    /// <summary>A schema text as an element.</summary>
    protected static JsonElement Json(string text) => JsonDocument.Parse(text).RootElement;
}
