namespace SpecSkills.Cli.Demo.Views;

/// <summary>Shows nothing: the answer is a document.</summary>
internal sealed class SilentDemoView : IDemoView
{
    public Task ShowAsync(DemoSetting setting, Func<Task> run) => run();

    public void Tell(DemoEvent happened)
    {
    }

    public void Show(DemoFrame frame)
    {
    }
}
