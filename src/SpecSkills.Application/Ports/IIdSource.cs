namespace SpecSkills.Application.Ports;

/// <summary>Where ids come from: unguessable in earnest, seeded in a repeatable run.</summary>
public interface IIdSource
{
    /// <summary>A new id, <c>prefix-</c> and at least 20 random characters of <c>[0-9a-z]</c>.</summary>
    string Next(string prefix);
}
