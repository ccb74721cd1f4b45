global using SpecSkills.Simulation.Values;
global using static SpecSkills.Simulation.Values.Value;
