using SpecSkills.Hosting;
using Xunit;

namespace SpecSkills.Tests.Hosting;

/// <summary>A read of standard input cannot be cancelled; one signal must end the program all the same.</summary>
public sealed class InterruptibleWaitTests
{
    private readonly InterruptibleWait wait;
    private int ended;

    public InterruptibleWaitTests() => wait = new InterruptibleWait(() => ended++);

    [Fact]
    public void A_signal_during_the_wait_ends_the_program()
    {
        wait.Await(() =>
        {
            wait.Signal();
            Assert.Equal(1, ended);
            return 0;
        });
    }

    [Fact]
    public void A_signal_between_two_waits_ends_the_program_when_the_next_one_begins()
    {
        wait.Await(() => 0);
        wait.Signal();
        Assert.Equal(0, ended);
        wait.Await(() =>
        {
            Assert.Equal(1, ended);
            return 0;
        });
    }

    [Fact]
    public void Without_a_signal_a_wait_only_waits()
    {
        Assert.Equal(7, wait.Await(() => 7));
        Assert.Equal(0, ended);
    }
}
