using Xunit;

namespace SpecSkills.Tests.House;

/// <summary>A name means one thing in the whole solution.</summary>
public sealed class NameTests
{
    // Each program begins in a class of this name.
    private const string EntryPoint = "Program";

    [Fact]
    public void No_two_types_of_the_product_have_the_same_name()
    {
        var declared =
            from file in RepositoryFiles.Sources("src")
            let source = File.ReadAllText(file)
            from name in SourceTypes.NamesIn(source)
            where name != EntryPoint
            let path = Path.GetRelativePath(RepositoryFiles.Root, file)
            select (name, path, space: SourceTypes.NamespaceOf(source));
        // The files of a partial type are in one namespace.
        var twice = declared.GroupBy(type => type.name)
            .Where(types => types.Select(type => type.space).Distinct().Count() > 1)
            .Select(types => $"{types.Key}: {string.Join(", ", types.Select(type => type.path).Order())}")
            .ToList();

        Assert.True(twice.Count == 0, string.Join("\n", twice));
    }

    [Theory]
    [InlineData("public sealed partial class Room : House", "Room")]
    [InlineData("internal readonly record struct Room(int Doors);", "Room")]
    [InlineData("[Flags]\npublic enum Room", "Room")]
    [InlineData("public interface IRoom<in T>", "IRoom")]
    [InlineData("internal delegate Door Room<T>(T door);", "Room")]
    [InlineData("file static class Room", "Room")]
    [InlineData("    private sealed class Inner", null)]
    [InlineData("// class Room", null)]
    public void Declarations_of_every_kind_are_seen(string source, string? name) =>
        Assert.Equal(name is null ? [] : [name], SourceTypes.NamesIn(source));
}
