using SpecSkills.EmbeddedCluster.Store;

namespace SpecSkills.EmbeddedCluster.Controllers;

/// <summary>Something that acts on what it sees in the store.</summary>
internal interface IController
{
    /// <summary>Takes note of a change; acts later, from the state as it then is.</summary>
    void OnChange(Change change);
}
