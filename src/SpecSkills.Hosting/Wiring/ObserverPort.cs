using SpecSkills.Application.Ports;
using SpecSkills.Hosting.Clusters;

namespace SpecSkills.Hosting.Wiring;

/// <summary>The read side of a connected cluster, for programs that never write to one.</summary>
/// <param name="Connection">Ended with the program's work.</param>
public sealed record ObserverPort(IClusterObserver Observer, IDisposable Connection);

/// <summary>Makes the read side for an address. The program chooses it: it decides whether a skill can reach a
/// cluster, and how far.</summary>
public delegate ObserverPort ConnectObserver(ClusterAddress address, TimeProvider clock);
