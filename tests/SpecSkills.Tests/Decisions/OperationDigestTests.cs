using System.Text.Json.Nodes;
using SpecSkills.Core.Decisions;
using SpecSkills.Core.Primitives;
using SpecSkills.Tests.State;
using Xunit;

namespace SpecSkills.Tests.Decisions;

public sealed class OperationDigestTests
{
    [Fact]
    public void An_id_is_the_digest_of_wire_words_and_its_version()
    {
        var operation = Samples.Operation with { Origin = OperationOrigin.BlueprintChange };

        Assert.Equal(CanonicalJson.Digest(Preimage(operation, "blueprint_change")), operation.Id);
    }

    /// <summary>An id that is the digest of something else must never pass, in either version.</summary>
    [Fact]
    public void An_operation_is_written_only_as_a_digest_of_itself()
    {
        var operation = Samples.Operation;
        var other = operation with { Service = "todo-api" };

        Assert.Same(operation, operation.WrittenAs(operation.Id));
        Assert.Null(operation.WrittenAs(other.Id));
        Assert.Null(operation.WrittenAs(Version1Id(other)));
        Assert.Null(operation.WrittenAs(null));
        Assert.Equal(Version1Id(operation), operation.WrittenAs(Version1Id(operation))!.Id);
        Assert.Equal(other.Id, (operation.WrittenAs(Version1Id(operation))! with { Service = "todo-api" }).Id);
    }

    private static string Version1Id(Operation operation)
    {
        var document = Preimage(operation, $"{operation.Origin}");
        document["kind"] = "Scale";
        document.Remove("digest_version");
        return CanonicalJson.Digest(document);
    }

    private static JsonObject Preimage(Operation operation, string origin) => new()
    {
        ["digest_version"] = 2,
        ["kind"] = "scale",
        ["service"] = operation.Service,
        ["origin"] = origin,
        ["parameters"] = new JsonObject { ["replicas"] = "3" },
        ["target"] = new JsonObject
        {
            ["cluster"] = operation.Target.Cluster,
            ["namespace"] = operation.Target.Namespace,
            ["name"] = operation.Target.Name,
            ["uid"] = operation.Target.Uid,
        },
        ["before"] = new JsonObject { ["replicas"] = operation.Before["replicas"] },
        ["after"] = new JsonObject { ["replicas"] = operation.After["replicas"] },
        ["blueprint"] = new JsonObject
        {
            ["name"] = operation.Blueprint.Name,
            ["version"] = operation.Blueprint.Version,
            ["digest"] = operation.Blueprint.Digest,
        },
    };
}
