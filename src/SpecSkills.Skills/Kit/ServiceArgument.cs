using SpecSkills.Core.Primitives;
using SpecSkills.Hosting;
using SpecSkills.Hosting.Wiring;

namespace SpecSkills.Skills.Kit;

/// <summary>A service as a person names it: by its blueprint's name or its folder's.</summary>
public static class ServiceArgument
{
    private const int ShownLimit = 100;

    /// <summary>The blueprint's name; the typed text when no blueprint has it: the record may know it.</summary>
    public static string? Known(OpenWorkspace open, string? named) =>
        named is null ? null : open.Blueprints.Read().Find(named)?.Service ?? named;

    /// <summary>The blueprint's name.</summary>
    /// <exception cref="ProblemException">No blueprint has it.</exception>
    public static string Governed(OpenWorkspace open, string named)
    {
        var snapshot = open.Blueprints.Read();
        return snapshot.Find(named)?.Service
            ?? throw new ProblemException(new Problem("No blueprint governs this service.", ExitCode.InvalidInput)
            {
                Found = UntrustedText.Clean(named, ShownLimit),
                Allowed = string.Join(", ", snapshot.Services.Select(entry => entry.Service)),
            });
    }
}
