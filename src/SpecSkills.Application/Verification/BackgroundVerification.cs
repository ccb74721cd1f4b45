using System.Collections.Concurrent;
using SpecSkills.Application.Execution;
using SpecSkills.Application.Ports;

namespace SpecSkills.Application.Verification;

/// <summary>
/// Verifies in the background of the program. Disposing stops looking: what is unverified stays so in the state, blocks
/// its service, and is settled by the next process that starts.
/// </summary>
public sealed class BackgroundVerification(AdvanceOperation advance, TimeProvider time)
    : IVerificationSchedule, IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, Task> running = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource stopping = new();
    private int isDisposed;

    /// <inheritdoc/>
    public void Begin(string permitId) => running.GetOrAdd(permitId, id => Task.Run(() =>
        FollowAsync(id, stopping.Token)));

    /// <summary>Waits until every execution taken over is verified.</summary>
    public Task WhenVerifiedAsync(CancellationToken cancellation) =>
        Task.WhenAll(running.Values).WaitAsync(cancellation);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref isDisposed, 1) == 1) return;
        await stopping.CancelAsync();
        await Task.WhenAll(running.Values);
        stopping.Dispose();
    }

    private async Task FollowAsync(string permitId, CancellationToken cancellation)
    {
        try
        {
            while (true)
            {
                var step = await advance.StepAsync(permitId, cancellation);
                if (step is not AdvanceResult.Waiting waiting) break;
                var wait = waiting.Until - time.GetUtcNow();
                if (wait > TimeSpan.Zero) await Task.Delay(wait, time, cancellation);
            }
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // Stopping: the state says how far it came.
        }
        catch (AuditUnavailableException)
        {
            // Without a record nothing may change; the next start, or the next tick, tries again.
        }

        running.TryRemove(permitId, out _);
    }
}
