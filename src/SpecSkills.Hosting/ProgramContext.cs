using Serilog;

namespace SpecSkills.Hosting;

/// <summary>What the commands of a program share: its streams, its log, its clock.</summary>
public sealed record ProgramContext(Terminal Terminal, ILogger Log, TimeProvider Time);
