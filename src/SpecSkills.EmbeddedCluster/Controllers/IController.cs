using SpecSkills.EmbeddedCluster.Store;

namespace SpecSkills.EmbeddedCluster.Controllers;

/// <summary>A part that acts on changes in the store.</summary>
internal interface IController
{
    /// <summary>Takes note of a change; acts later, on the state at that time.</summary>
    void OnChange(Change change);
}
