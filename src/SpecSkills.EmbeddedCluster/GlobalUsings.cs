global using SpecSkills.EmbeddedCluster.Values;
global using static SpecSkills.EmbeddedCluster.Values.Value;
