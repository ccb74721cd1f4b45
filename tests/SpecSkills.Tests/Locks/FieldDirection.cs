namespace SpecSkills.Tests.Locks;

/// <summary>Two values of one field, and what going from the first to the second does.</summary>
/// <param name="Path">As in the schema; <c>*</c> stands for any key.</param>
/// <param name="First">JSON.</param>
/// <param name="Second">JSON; for what widens, the value that allows more.</param>
/// <param name="Example">What stands for <c>.*</c> in the documents.</param>
internal sealed record FieldDirection(string Path, FieldWay Way, string First, string Second, string Example = "");
