using SpecSkills.Application.Ports;
using SpecSkills.Hosting.Clusters;

namespace SpecSkills.Hosting.Wiring;

/// <summary>
/// Both sides of a connected cluster. The program that links a cluster adapter makes it: this project cannot, and a
/// program that links none has no write side.
/// </summary>
/// <param name="Connection">Ended with the program's work.</param>
public sealed record ClusterPorts(IClusterObserver Observer, IClusterWriter Writer, IDisposable Connection);

/// <summary>Makes both sides for an address; only programs that link the writer have one.</summary>
public delegate ClusterPorts ConnectCluster(ClusterAddress address, TimeProvider clock);
