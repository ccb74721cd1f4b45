using SpecSkills.Core.Decisions;

namespace SpecSkills.Core.Execution;

/// <summary>The object as read at the moment of use, with the touched fields' values now.</summary>
public sealed record FreshFacts(OperationTarget Target, string ResourceVersion, FieldValues Current);
