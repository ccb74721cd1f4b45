namespace SpecSkills.Cli.Demo;

/// <summary>Shows the demo while it runs.</summary>
internal interface IDemoView
{
    /// <summary>Runs the demo inside the view.</summary>
    Task ShowAsync(DemoSetting setting, Func<Task> run);

    /// <summary>Something happened.</summary>
    void Tell(DemoEvent happened);

    /// <summary>Time went on.</summary>
    void Show(DemoFrame frame);
}
