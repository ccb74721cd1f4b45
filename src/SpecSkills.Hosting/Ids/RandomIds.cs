using System.Security.Cryptography;
using SpecSkills.Application.Ports;

namespace SpecSkills.Hosting.Ids;

/// <summary>Ids that cannot be guessed, from the operating system's random source.</summary>
public sealed class RandomIds : IIdSource
{
    /// <inheritdoc/>
    public string Next(string prefix) => IdText.Of(prefix, RandomNumberGenerator.GetInt32);
}
