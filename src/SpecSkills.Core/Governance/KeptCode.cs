using System.Text.Json.Nodes;
using SpecSkills.Core.Primitives;

namespace SpecSkills.Core.Governance;

/// <summary>
/// What is kept of a code that was sent off this machine: never the code. The hash is bound to the request and its
/// operation, so that it fits no other.
/// </summary>
/// <param name="Salt">Base64 of random bytes.</param>
/// <param name="Hash">Base64 of the derived bytes.</param>
/// <param name="TriesLeft">Codes that may still be typed; at 0 the request ends.</param>
public sealed record KeptCode(string Salt, string Hash, int TriesLeft)
{
    /// <summary>
    /// Which code it is, for the record: an approval counts only by one that the record says was sent.
    /// </summary>
    public string Digest => CanonicalJson.Digest(new JsonObject { ["salt"] = Salt, ["hash"] = Hash });
}
