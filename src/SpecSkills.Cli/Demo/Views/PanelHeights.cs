namespace SpecSkills.Cli.Demo.Views;

/// <summary>Rows each chart of a service's panel gets.</summary>
internal sealed record PanelHeights(int Load, int Cpu, int Latency, int Replicas)
{
    /// <summary>Rows of the whole panel with its border, its last line and one label line per chart.</summary>
    public int Total => Load + Cpu + Latency + Replicas + 4 + 1 + 2;
}
