using System.Reflection;
using System.Xml.Linq;
using SpecSkills.Application.Ports;
using SpecSkills.Kubernetes;
using Xunit;

namespace SpecSkills.Tests.House;

/// <summary>
/// What a program may do to a cluster is what it links. These read which projects a program is made of, however many
/// steps away, since a reference of a reference is linked too.
/// </summary>
public sealed class ObservingProgramsTests
{
    private const string Writer = "SpecSkills.Kubernetes.Writing";

    [Theory]
    [InlineData("blueprint-parser")]
    [InlineData("decision-engine")]
    [InlineData("governance-enforcer")]
    public void A_program_that_only_observes_links_no_writer(string program) =>
        Assert.DoesNotContain(Writer, Closure(ProjectOf(program)));

    [Theory]
    [InlineData("decision-engine")]
    [InlineData("governance-enforcer")]
    public void A_program_that_observes_links_the_observer(string program) =>
        Assert.Contains("SpecSkills.Kubernetes", Closure(ProjectOf(program)));

    /// <summary>Where this failed, the tests above would be looking for a name that is nowhere.</summary>
    [Theory]
    [InlineData("execution-engine")]
    [InlineData("verification-engine")]
    [InlineData("specskills")]
    public void A_program_that_writes_links_the_writer(string program) =>
        Assert.Contains(Writer, Closure(ProjectOf(program)));

    [Fact]
    public void Nothing_in_the_observing_project_is_a_write_port() =>
        Assert.DoesNotContain(
            typeof(ClusterAdapter).Assembly.GetTypes(), type => typeof(IClusterWriter).IsAssignableFrom(type));

    /// <summary>A program that only observes would otherwise reach the connection inside.</summary>
    [Fact]
    public void The_observing_project_opens_its_inside_to_no_program()
    {
        var friends = typeof(ClusterAdapter).Assembly
            .GetCustomAttributes<System.Runtime.CompilerServices.InternalsVisibleToAttribute>()
            .Select(friend => friend.AssemblyName)
            .Order(StringComparer.Ordinal);

        Assert.Equal([Writer, "SpecSkills.Tests"], friends);
    }

    private static string ProjectOf(string program) => Assert.Single(
        Directory.EnumerateFiles(RepositoryFiles.PathOf("src"), "*.csproj", SearchOption.AllDirectories),
        file => XDocument.Load(file).Descendants("AssemblyName").Any(name => name.Value == program));

    /// <summary>Names of every project a project refers to, directly or through another.</summary>
    private static HashSet<string> Closure(string project)
    {
        var found = new HashSet<string>(StringComparer.Ordinal);
        var open = new Queue<string>([project]);
        while (open.TryDequeue(out var file))
            foreach (var reference in XDocument.Load(file).Descendants("ProjectReference"))
            {
                var path = reference.Attribute("Include")!.Value.Replace('\\', '/');
                var referred = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(file)!, path));
                if (found.Add(Path.GetFileNameWithoutExtension(referred))) open.Enqueue(referred);
            }

        return found;
    }
}
