using SpecSkills.Simulation.Api;

namespace SpecSkills.Simulation.Server;

/// <summary>Gives a machine its time and lets one caller at a time at it.</summary>
internal sealed class MachineHost(ClusterMachine machine, TimeProvider time) : IDisposable
{
    // A clock that is stepped is noticed within this long.
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan ShortestWait = TimeSpan.FromMilliseconds(1);

    private readonly Lock gate = new();
    private ITimer? timer;
    private bool stopped;

    public string ClusterName => machine.Options.ClusterName;

    public DateTimeOffset Now => time.GetUtcNow();

    public void Start()
    {
        timer = time.CreateTimer(_ => Advance(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        Advance();
    }

    public void Advance()
    {
        lock (gate)
        {
            if (stopped)
                return;
            machine.AdvanceTo(time.GetUtcNow());
            Reschedule();
        }
    }

    public T With<T>(Func<ClusterMachine, T> action)
    {
        lock (gate)
        {
            machine.AdvanceTo(time.GetUtcNow());
            var result = action(machine);
            Reschedule();
            return result;
        }
    }

    public ApiResponse Handle(ApiRequest request) => With(target => target.Handle(request, time.GetUtcNow()));

    public Faults.RequestFault? Intercept(ApiRequest request)
    {
        lock (gate)
            return machine.Options.RequestFault?.Intercept(request, time.GetUtcNow());
    }

    public void Dispose()
    {
        lock (gate)
        {
            stopped = true;
            machine.DropWatches(_ => true);
        }
        timer?.Dispose();
    }

    private void Reschedule()
    {
        if (stopped || timer is null)
            return;
        var wait = machine.NextDue is { } due ? due - time.GetUtcNow() : LongestWait;
        wait = wait < ShortestWait ? ShortestWait : wait > LongestWait ? LongestWait : wait;
        timer.Change(wait, Timeout.InfiniteTimeSpan);
    }
}
