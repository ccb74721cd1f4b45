namespace SpecSkills.Application.Ports;

/// <summary>
/// The state database cannot be used: locked, damaged, read-only, full, or written by a newer program. What was asked
/// of it did not happen and nothing may be allowed without it; the message says what to do next.
/// </summary>
public sealed class StateUnavailableException(string message, Exception? cause = null) : Exception(message, cause);
