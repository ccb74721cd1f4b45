namespace SpecSkills.Hosting;

/// <summary>What the commands of a program share: its streams, its log, its clock.</summary>
public sealed record ProgramContext(Terminal Terminal, HostLog Log, TimeProvider Time);
