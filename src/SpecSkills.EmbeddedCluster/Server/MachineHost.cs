using SpecSkills.EmbeddedCluster.Requests;

namespace SpecSkills.EmbeddedCluster.Server;

/// <summary>Gives a machine its time and lets in one caller at a time.</summary>
internal sealed class MachineHost(ClusterMachine machine, TimeProvider time) : IDisposable
{
    // A clock that is stepped is noticed within this long.
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan ShortestWait = TimeSpan.FromMilliseconds(1);

    // Requests come by the dozen at once, and stepping the machine takes milliseconds: they wait in line without a
    // thread; a lock would let them spin and take processor time from the machine.
    private readonly SemaphoreSlim gate = new(1, 1);
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
        gate.Wait();
        try
        {
            if (stopped)
                return;
            machine.AdvanceTo(time.GetUtcNow());
            Reschedule();
        }
        finally
        {
            gate.Release();
        }
    }

    public T With<T>(Func<ClusterMachine, T> action)
    {
        gate.Wait();
        return Run(action);
    }

    public async Task<T> WithAsync<T>(Func<ClusterMachine, T> action)
    {
        await gate.WaitAsync();
        return Run(action);
    }

    public Task<ApiResponse> HandleAsync(ApiRequest request) =>
        WithAsync(target => target.Handle(request, time.GetUtcNow()));

    public Task<Requests.RequestFault?> InterceptAsync(ApiRequest request) =>
        WithAsync(target => target.Options.RequestFault?.Intercept(request, time.GetUtcNow()));

    public void Dispose()
    {
        With(target =>
        {
            stopped = true;
            target.DropWatches(_ => true);
            return true;
        });
        timer?.Dispose();
    }

    private T Run<T>(Func<ClusterMachine, T> action)
    {
        try
        {
            machine.AdvanceTo(time.GetUtcNow());
            var result = action(machine);
            Reschedule();
            return result;
        }
        finally
        {
            gate.Release();
        }
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
