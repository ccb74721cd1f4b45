using SpecSkills.EmbeddedCluster.Pods;

namespace SpecSkills.EmbeddedCluster.Load;

/// <summary>How one ready pod serves its share of the requests during a step.</summary>
internal sealed record PodService(RequestQueue Queue, PodEffect Effect, TimeSpan BaseLatency)
{
    private const double OneCoreMillicores = 1000;

    public double ServedPerSecond => Queue.ServedPerSecond;

    public double ShareLongerThan(double seconds) => Queue.ShareLongerThan(seconds - BaseLatency.TotalSeconds);

    public static ContainerView ServingContainer(PodView pod, ServiceCost cost)
    {
        foreach (var container in pod.Containers)
            if (cost.Container is null || container.Name == cost.Container)
                return container;
        return pod.Containers[0];
    }

    /// <summary>
    /// Processor time the container can have: its request, plus what the node can spare of the rest up to its limit.
    /// </summary>
    public static double Millicores(ContainerView container, ServiceCost cost)
    {
        var request = (double)(container.CpuRequestMillicores ?? container.CpuLimitMillicores ?? 0);
        var limit = container.CpuLimitMillicores ?? Math.Max(request, OneCoreMillicores);
        return request + (Math.Clamp(cost.BurstShare, 0, 1) * Math.Max(0, limit - request));
    }

    public static PodService Of(PodView pod, double arrivalsPerSecond, ServiceCost cost, PodEffect effect)
    {
        var spare = Math.Max(0, Millicores(ServingContainer(pod, cost), cost) - cost.IdleMillicores);
        var milliseconds = Math.Max(cost.CpuMillisecondsPerRequest * effect.CostFactor, 0.001);
        var queue = new RequestQueue(arrivalsPerSecond, spare / milliseconds, cost.RequestsInFlight);
        return new PodService(queue, effect, cost.BaseLatency);
    }

    public double UsedMillicores(ServiceCost cost) =>
        cost.IdleMillicores + (ServedPerSecond * cost.CpuMillisecondsPerRequest * Effect.CostFactor);

    public double UsedBytes(ServiceCost cost) =>
        cost.BaseMemoryBytes + (Queue.MeanInFlight * cost.MemoryBytesPerRequestInFlight * Effect.MemoryFactor);
}
