using SpecSkills.EmbeddedCluster.Pods;

namespace SpecSkills.EmbeddedCluster.Load;

/// <summary>Where the load model learns which pods are faulty.</summary>
public interface IPodEffects
{
    /// <summary>What is wrong with the pod's serving at this instant.</summary>
    PodEffect EffectOn(PodView pod, DateTimeOffset now);
}
