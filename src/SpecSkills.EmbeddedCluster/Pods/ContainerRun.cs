namespace SpecSkills.EmbeddedCluster.Pods;

/// <summary>Where one container of a pod stands, between two looks at it.</summary>
internal sealed class ContainerRun(string name, string image)
{
    public string Name { get; } = name;

    public string Image { get; } = image;

    public ContainerPhase Phase { get; set; } = ContainerPhase.Creating;

    /// <summary>When the phase ends by itself: a pull, a back-off, the next look at a running container.</summary>
    public DateTimeOffset? Due { get; set; }

    public int PullAttempts { get; set; }

    public string PullMessage { get; set; } = "";

    public int Restarts { get; set; }

    /// <summary>The wait before the next restart or pull; doubles up to its limit.</summary>
    public TimeSpan BackOff { get; set; }

    public DateTimeOffset? StartedAt { get; set; }

    public bool Ready { get; set; }

    /// <summary>The previous run's end, as it is written in lastState.</summary>
    public Obj? LastTerminated { get; set; }

    public ImagePull? Pull { get; set; }
}
