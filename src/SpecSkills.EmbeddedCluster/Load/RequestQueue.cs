namespace SpecSkills.EmbeddedCluster.Load;

/// <summary>
/// One pod as a queue: requests arrive at random, are served one after another at the speed of the pod's processor
/// share, and are refused when all places are taken.
/// </summary>
/// <remarks>
/// This is M/M/1/K (L. Kleinrock, "Queueing Systems", vol. 1, section 3.6; Gross and Harris, "Fundamentals of
/// Queueing Theory", section 2.4). With offered load r = arrivals / service rate, n requests are present with
/// probability r^n / sum(r^j), j = 0..K. An arrival that finds n &lt; K present stays an Erlang(n + 1) time, which
/// gives the whole distribution of latency exactly, overload included: below saturation more pods shorten it, above
/// saturation the queue fills, latency goes to K service times and the rest is refused. A pod with more than one core
/// is treated as one fast server, so its shortest latencies are flattered.
/// </remarks>
public sealed class RequestQueue
{
    /// <summary>More places would underflow the Poisson terms; servers shed long before.</summary>
    public const int MaximumPlaces = 512;

    private readonly double[] reached;

    /// <param name="arrivalsPerSecond">Requests offered per second.</param>
    /// <param name="servedPerSecond">Requests per second the pod serves when it is never idle; 0 serves none.</param>
    /// <param name="places">Requests it holds at most.</param>
    public RequestQueue(double arrivalsPerSecond, double servedPerSecond, int places)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(arrivalsPerSecond);
        ArgumentOutOfRangeException.ThrowIfNegative(servedPerSecond);
        ArgumentOutOfRangeException.ThrowIfLessThan(places, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(places, MaximumPlaces);
        ServiceRate = servedPerSecond;
        if (servedPerSecond <= 0)
        {
            RefusedShare = 1;
            MeanInFlight = arrivalsPerSecond > 0 ? places : 0;
            reached = [];
            return;
        }
        var present = Present(arrivalsPerSecond / servedPerSecond, places);
        RefusedShare = present[places];
        for (var n = 1; n <= places; n++)
            MeanInFlight += n * present[n];
        // Both say the same; each is exact where the other subtracts nearly equal numbers.
        ServedPerSecond = arrivalsPerSecond <= servedPerSecond
            ? arrivalsPerSecond * (1 - RefusedShare)
            : servedPerSecond * (1 - present[0]);
        reached = Reached(present, places);
        MeanSeconds = ServedPerSecond > 0 ? MeanInFlight / ServedPerSecond : 1 / servedPerSecond;
    }

    /// <summary>Requests per second served when never idle.</summary>
    public double ServiceRate { get; }

    /// <summary>Share of arrivals that find every place taken.</summary>
    public double RefusedShare { get; }

    /// <summary>Requests per second that are served.</summary>
    public double ServedPerSecond { get; }

    /// <summary>Requests present on average, waiting or served.</summary>
    public double MeanInFlight { get; }

    /// <summary>Mean time of an accepted request, by Little's law.</summary>
    public double MeanSeconds { get; }

    /// <summary>The probability that an accepted request takes longer than this.</summary>
    public double ShareLongerThan(double seconds)
    {
        if (reached.Length == 0)
            return 0;
        if (seconds <= 0)
            return 1;
        // Longer than t means: fewer services finish within t than were needed. Services finish as a Poisson process.
        var finished = ServiceRate * seconds;
        var term = Math.Exp(-finished);
        var longer = 0.0;
        for (var i = 0; i < reached.Length; i++)
        {
            longer += term * reached[i];
            term *= finished / (i + 1);
        }
        return Math.Min(1, longer);
    }

    private static double[] Present(double load, int places)
    {
        var present = new double[places + 1];
        var sum = 0.0;
        for (var n = 0; n <= places; n++)
        {
            // Above saturation the powers are counted from the full end, so that none overflows.
            present[n] = load <= 1 ? Math.Pow(load, n) : Math.Pow(1 / load, places - n);
            sum += present[n];
        }
        for (var n = 0; n <= places; n++)
            present[n] /= sum;
        return present;
    }

    /// <summary>For each i: the probability that an accepted arrival finds at least i others.</summary>
    private static double[] Reached(double[] present, int places)
    {
        var accepted = 0.0;
        for (var n = 0; n < places; n++)
            accepted += present[n];
        var reached = new double[places];
        var sum = 0.0;
        for (var n = places - 1; n >= 0; n--)
        {
            sum += present[n] / accepted;
            reached[n] = sum;
        }
        return reached;
    }
}
