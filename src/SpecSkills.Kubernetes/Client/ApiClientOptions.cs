using System.Reflection;

namespace SpecSkills.Kubernetes.Client;

/// <summary>Bounds of a client.</summary>
public sealed record ApiClientOptions
{
    /// <summary>A read of this program answers in milliseconds; ten seconds is a server in trouble.</summary>
    public TimeSpan ReadTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// Admission webhooks may take up to 30 s each; cutting a write shorter makes its outcome unknown.
    /// </summary>
    public TimeSpan WriteTimeout { get; init; } = TimeSpan.FromSeconds(34);

    /// <summary>A connection on any network worth automating over is made in less.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Objects are at most 1.5 MiB in etcd; a page of 250 pods is some 4 MiB.</summary>
    public int MaximumAnswerBytes { get; init; } = 16 * 1024 * 1024;

    /// <summary>Repetitions of a read after the first attempt.</summary>
    public int Repetitions { get; init; } = 2;

    /// <summary>The first wait between attempts, doubled each time.</summary>
    public TimeSpan RepetitionDelay { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>A server that asks for a longer wait than this gets its refusal reported instead.</summary>
    public TimeSpan LongestWait { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Connections at once: bounds what one observation asks in parallel.</summary>
    public int Connections { get; init; } = 8;

    /// <summary>
    /// Times waits and limits of the network: real time also where the rest runs on a simulated clock.
    /// </summary>
    public TimeProvider Timers { get; init; } = TimeProvider.System;

    /// <summary>The User-Agent.</summary>
    public string UserAgent { get; init; } = $"specskills/{Version()}";

    private static string Version() =>
        typeof(ApiClientOptions).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()
            ?.InformationalVersion.Split('+')[0] ?? "0";
}
