using Xunit;

namespace SpecSkills.Tests;

/// <summary>
/// Compares a text with a checked-in one. <c>SPECSKILLS_REWRITE_GOLDEN=1</c> writes the files instead, for a person to
/// review in git; refused in CI, where that would make every test pass.
/// </summary>
internal static class GoldenFiles
{
    public const string Switch = "SPECSKILLS_REWRITE_GOLDEN";

    public static void Compare(string actual, params string[] path)
    {
        var file = RepositoryFiles.PathOf(path);
        if (Environment.GetEnvironmentVariable(Switch) == "1")
        {
            Assert.False(
                string.Equals(Environment.GetEnvironmentVariable("CI"), "true", StringComparison.OrdinalIgnoreCase),
                $"{Switch} is refused in CI.");
            File.WriteAllText(file, actual);
            return;
        }

        Assert.True(File.Exists(file), $"{file} is missing; {Switch}=1 writes it.");
        Assert.Equal(File.ReadAllText(file), actual);
    }
}
