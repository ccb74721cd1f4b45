using SpecSkills.Application.Ports;

namespace SpecSkills.Hosting.Wiring;

/// <summary>The read side of a connected cluster, for programs that never write to one.</summary>
/// <param name="Connection">Ended with the program's work.</param>
public sealed record ObserverPort(IClusterObserver Observer, IDisposable Connection);
