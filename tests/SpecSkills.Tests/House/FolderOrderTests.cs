using System.Text.RegularExpressions;
using Xunit;

namespace SpecSkills.Tests.House;

/// <summary>
/// The folders of a project are floors: each uses only those below it, so that no two need each other. A folder uses
/// another by a using line or by a name that begins with the folder. A global using opens a folder to the whole
/// project, so it counts for every folder.
/// </summary>
public sealed partial class FolderOrderTests
{
    /// <summary>Every project below src, by the path of its file.</summary>
    public static TheoryData<string> Projects() => new(Directory
        .EnumerateFiles(RepositoryFiles.PathOf("src"), "*.csproj", SearchOption.AllDirectories)
        .Select(file => Path.GetRelativePath(RepositoryFiles.Root, file).Replace('\\', '/'))
        .Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Projects))]
    public void No_circle_ties_the_folders_of_a_project(string project)
    {
        var circle = new ProjectFolders(project).FindCircle();

        Assert.True(
            circle.Count == 0, $"{project}: these uses tie folders into a circle:\n{string.Join("\n", circle)}");
    }

    [Theory]
    [InlineData("using House.Below;", "One/A.cs: One -> Below")]
    [InlineData("using static House.Below.Cellar;", "One/A.cs: One -> Below")]
    [InlineData("using Cellar = House.Below.Cellar;", "One/A.cs: One -> Below")]
    [InlineData("_ = new Below.Cellar();", "One/A.cs: One -> Below")]
    [InlineData("_ = new House.Below.Cellar();", "One/A.cs: One -> Below")]
    [InlineData("global using House.Below;", "One/A.cs: One -> Below")]
    [InlineData("// using House.Below;", null)]
    [InlineData("_ = this.Below.Cellar;", null)]
    [InlineData("_ = Below.Length;", null)]
    public void A_use_is_seen_in_each_of_its_forms(string line, string? use)
    {
        var folders = new ProjectFolders("House",
        [
            ("One/A.cs", $"{line}\nnamespace House.One;\ninternal sealed class Attic;"),
            ("Below/B.cs", "using House.One;\nnamespace House.Below;\ninternal sealed class Cellar;"),
        ]);

        Assert.Equal(use is null ? [] : ["Below/B.cs: Below -> One", use], folders.FindCircle());
    }

    private sealed partial class ProjectFolders
    {
        private readonly Dictionary<(string From, string To), SortedSet<string>> uses = [];

        public ProjectFolders(string project)
            : this(Path.GetFileNameWithoutExtension(project), [.. ReadFiles(Path.GetDirectoryName(project)!)])
        {
        }

        public ProjectFolders(string name, IReadOnlyList<(string Path, string Text)> files)
        {
            var names = files.Where(file => FolderOf(file.Path) is not null)
                .GroupBy(file => FolderOf(file.Path)!, StringComparer.Ordinal)
                .ToDictionary(folder => folder.Key, NamesIn, StringComparer.Ordinal);
            foreach (var (path, text) in files)
                foreach (var (folder, isGlobal) in UsesIn(text, name, names))
                    foreach (var from in names.Keys)
                        if (isGlobal || from == FolderOf(path))
                            Add(from, folder, path);
        }

        /// <summary>The uses that lie on a circle, with their files; none when the folders have an order.</summary>
        public IReadOnlyList<string> FindCircle()
        {
            var folders = uses.Keys.SelectMany(use => new[] { use.From, use.To }).ToHashSet(StringComparer.Ordinal);
            var reached = folders.ToDictionary(folder => folder, ReachedFrom, StringComparer.Ordinal);
            return [.. uses.Where(use => reached[use.Key.To].Contains(use.Key.From))
                .SelectMany(use => use.Value.Select(file => $"{file}: {use.Key.From} -> {use.Key.To}"))
                .Order(StringComparer.Ordinal)];
        }

        private static IEnumerable<(string Path, string Text)> ReadFiles(string folder)
        {
            var root = RepositoryFiles.PathOf(folder);
            return RepositoryFiles.Sources(folder)
                .Select(file => (Path.GetRelativePath(root, file).Replace('\\', '/'), File.ReadAllText(file)));
        }

        private static string? FolderOf(string path) =>
            path.IndexOf('/', StringComparison.Ordinal) is > 0 and var end ? path[..end] : null;

        // What may follow a folder's name and a dot: its types and the folders in it.
        private static HashSet<string> NamesIn(IEnumerable<(string Path, string Text)> files) =>
            [.. files.SelectMany(file => SourceTypes.NamesIn(file.Text).Concat(file.Path.Split('/')[1..^1]))];

        private static IEnumerable<(string Folder, bool IsGlobal)> UsesIn(
            string text, string project, Dictionary<string, HashSet<string>> names)
        {
            var code = CommentLine().Replace(text, "");
            foreach (Match line in UsingLine().Matches(code))
                if (line.Groups["name"].Value is var used
                    && used.StartsWith(project + ".", StringComparison.Ordinal)
                    && used[(project.Length + 1)..].Split('.')[0] is var folder
                    && names.ContainsKey(folder))
                    yield return (folder, line.Groups["global"].Success);
            foreach (Match dotted in DottedName().Matches(code))
            {
                var parts = Relative(dotted.Value, project).Split('.');
                if (parts.Length > 1 && names.TryGetValue(parts[0], out var known) && known.Contains(parts[1]))
                    yield return (parts[0], false);
            }
        }

        // Inside SpecSkills.A a name may begin with SpecSkills.A, with A or with a folder of A.
        private static string Relative(string name, string project)
        {
            for (var start = project; ; start = start[(start.IndexOf('.', StringComparison.Ordinal) + 1)..])
            {
                if (name.StartsWith(start + ".", StringComparison.Ordinal))
                    return name[(start.Length + 1)..];
                if (!start.Contains('.', StringComparison.Ordinal))
                    return name;
            }
        }

        private void Add(string from, string to, string path)
        {
            if (from == to)
                return;
            if (!uses.TryGetValue((from, to), out var files))
                uses.Add((from, to), files = new(StringComparer.Ordinal));
            files.Add(path);
        }

        private HashSet<string> ReachedFrom(string folder)
        {
            var reached = new HashSet<string>(StringComparer.Ordinal);
            var open = new Stack<string>([folder]);
            while (open.TryPop(out var next))
                foreach (var to in uses.Keys.Where(use => use.From == next).Select(use => use.To))
                    if (reached.Add(to))
                        open.Push(to);
            return reached;
        }

        [GeneratedRegex(@"^\s*//.*$", RegexOptions.Multiline)]
        private static partial Regex CommentLine();

        [GeneratedRegex(@"^(?<global>global )?using (?:static )?(?:\w+ = )?(?<name>[\w.]+);", RegexOptions.Multiline)]
        private static partial Regex UsingLine();

        [GeneratedRegex(@"(?<![\w.])[A-Z]\w*(?:\.[A-Z]\w*)+")]
        private static partial Regex DottedName();
    }
}
