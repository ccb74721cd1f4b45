namespace SpecSkills.Cli.Demo.Views;

/// <summary>Tones as Spectre names colours.</summary>
internal static class DemoColours
{
    public static string Of(DemoTone tone) => tone switch
    {
        DemoTone.Plain => "silver",
        DemoTone.Good => "green",
        DemoTone.Waiting => "yellow",
        DemoTone.Bad => "red",
        DemoTone.Outside => "deepskyblue1",
        _ => throw new InvalidOperationException($"No colour for {tone}."),
    };
}
