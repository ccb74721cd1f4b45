namespace SpecSkills.Cli.Demo;

/// <summary>Shows the demo while it runs.</summary>
internal interface IDemoView
{
    /// <summary>Runs the demo inside the view.</summary>
    Task ShowAsync(DemoSetting setting, Func<Task> run);

    /// <summary>An event happened.</summary>
    void Tell(DemoEvent happened);

    /// <summary>The clock has moved.</summary>
    void Show(DemoFrame frame);
}
