namespace SpecSkills.Core.Blueprints.Documents;

/// <summary>One key of a mapping with its value.</summary>
public sealed record DocumentEntry(DocumentNode.Scalar Key, DocumentNode Value);
