using SpecSkills.Application.Ports;
using SpecSkills.Storage.Audit;
using SpecSkills.Tests.Fakes;
using SpecSkills.Tests.House;
using Xunit;

namespace SpecSkills.Tests.Audit;

public class AuditIndexFailureTests
{
    [Fact]
    public void An_index_that_cannot_be_opened_makes_the_record_unavailable_and_is_no_crash()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder.Combine("index.db"));
        var disk = new AuditDisk(folder.Root, "logs", folder.Combine("state"));
        var reader = new AuditReader(disk, new AuditIndex(folder.Combine("index.db")));
        var refused = Assert.Throws<AuditUnavailableException>(() => reader.Query(new AuditQuery()));
        Assert.Contains("try again", refused.Message, StringComparison.Ordinal);
    }
}
