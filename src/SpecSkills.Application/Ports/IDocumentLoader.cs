using SpecSkills.Core.Blueprints;
using SpecSkills.Core.Governance;

namespace SpecSkills.Application.Ports;

/// <summary>Reads single blueprint and policy files that a person or program names, in any folder.</summary>
public interface IDocumentLoader
{
    /// <summary>Reads one file, <c>-</c> for standard input. Never throws for what the file is or holds.</summary>
    LoadedDocument Load(string file);
}

/// <summary>One file read: a blueprint, a policy, or neither, with every finding.</summary>
/// <param name="File">As it was named.</param>
/// <param name="Text">Its lines, to show findings in; null when it is no text.</param>
/// <param name="Blueprint">Set when it is a readable blueprint.</param>
/// <param name="Policy">Set when it is a valid policy.</param>
public sealed record LoadedDocument(
    string File, string? Text, BlueprintReading? Blueprint, PolicyReading? Policy,
    IReadOnlyList<Diagnostic> Diagnostics);
