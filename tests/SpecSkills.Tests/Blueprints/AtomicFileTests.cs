using System.Runtime.Versioning;
using SpecSkills.Storage.Files;
using SpecSkills.Tests.Fakes;
using Xunit;

namespace SpecSkills.Tests.Blueprints;

[UnsupportedOSPlatform("windows")]
public sealed class AtomicFileTests : IDisposable
{
    private readonly TemporaryFolder home = new();

    [Fact]
    public void A_file_is_replaced_whole_and_keeps_its_mode_and_its_link()
    {
        const UnixFileMode Mode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead;
        var (file, link) = (home.Combine("file.yaml"), home.Combine("link.yaml"));
        File.WriteAllText(file, "old");
        File.SetUnixFileMode(file, Mode);
        File.CreateSymbolicLink(link, file);
        AtomicFile.Write(link, "new"u8);
        Assert.NotNull(new FileInfo(link).LinkTarget);
        Assert.Equal(("new", Mode), (File.ReadAllText(file), File.GetUnixFileMode(file)));
        Assert.Equal(2, Directory.GetFiles(home.Root).Length);
    }

    [Fact]
    public void What_cannot_be_written_leaves_nothing_behind()
    {
        // A folder cannot be renamed over, which fails after the new text is on the disk.
        var folder = home.Combine("taken");
        Directory.CreateDirectory(folder);
        Assert.ThrowsAny<Exception>(() => AtomicFile.Write(folder, "new"u8));
        Assert.Empty(Directory.GetFiles(home.Root));
    }

    public void Dispose() => home.Dispose();
}
