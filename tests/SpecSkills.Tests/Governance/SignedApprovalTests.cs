using System.Text;
using SpecSkills.Application.Governance;
using SpecSkills.Core.Audit;
using SpecSkills.Core.Governance;
using SpecSkills.Tests.Fakes;
using Xunit;

namespace SpecSkills.Tests.Governance;

/// <summary>Approvals by named persons: the key in the policy says who, checked by the real ssh-keygen.</summary>
public sealed class SignedApprovalTests : IDisposable
{
    private const string Target = "todo-frontend";

    private readonly SshKeyPair ann = new("ann");
    private readonly SshKeyPair bob = new("bob");

    public void Dispose()
    {
        ann.Dispose();
        bob.Dispose();
    }

    [Fact]
    public void A_signature_by_the_persons_key_approves_and_goes_on_record()
    {
        using var world = World();
        var request = world.Open().Request!;
        var signature = ann.Sign(request, ApprovalWorld.Ann);

        var yes = Approve(world, request, ApprovalWorld.Ann, signature);

        Assert.IsType<ApprovalOutcome.Approved>(yes);
        var proof = world.Audit.Events[^1].Body["proof"]!;
        Assert.Equal(ann.PublicLine, proof["key"]!.GetValue<string>());
        // What is on record can be checked again by any reader of the request.
        var armoured = $"-----BEGIN SSH SIGNATURE-----\n{proof["signature"]}\n-----END SSH SIGNATURE-----\n";
        Assert.Null(world.Signatures.Refuses(
            "person:ann", ann.PublicLine, SigningDocument.Of(request, ApprovalWorld.Ann), armoured));
    }

    [Fact]
    public void Attack_no_signature_or_garbage_in_its_place()
    {
        using var world = World();
        var request = world.Open().Request!;
        foreach (var nothing in (string?[])
            [null, "", "yes", "-----BEGIN SSH SIGNATURE-----\nAAAA\n-----END SSH SIGNATURE-----\n", new('x', 100_000)])
            Refused(world, request, Approve(world, request, ApprovalWorld.Ann, nothing));
    }

    [Fact]
    public void Attack_another_persons_key()
    {
        using var world = World();
        var request = world.Open().Request!;
        Refused(world, request, Approve(world, request, ApprovalWorld.Ann, bob.Sign(request, ApprovalWorld.Ann)));
    }

    [Fact]
    public void Attack_ones_own_signature_under_another_persons_name()
    {
        using var world = World();
        var request = world.Open().Request!;
        Refused(world, request, Approve(world, request, ApprovalWorld.Bob, ann.Sign(request, ApprovalWorld.Ann)));
        Refused(world, request, Approve(world, request, ApprovalWorld.Bob, bob.Sign(request, ApprovalWorld.Ann)));
    }

    [Fact]
    public void Attack_a_signature_made_for_another_purpose()
    {
        using var world = World();
        var request = world.Open().Request!;
        var signature = ann.Sign(request, ApprovalWorld.Ann, "git");
        Refused(world, request, Approve(world, request, ApprovalWorld.Ann, signature));
    }

    [Fact]
    public void Attack_replay_of_an_old_signature_for_another_operation()
    {
        using var world = World();
        var old = world.Open(9).Request!;
        var signature = ann.Sign(old, ApprovalWorld.Ann);
        Assert.IsType<ApprovalOutcome.Approved>(Approve(world, old, ApprovalWorld.Ann, signature));
        var other = world.Open(10).Request!;
        Refused(world, other, Approve(world, other, ApprovalWorld.Ann, signature));
        // The same operation asked for again is another request all the same.
        var again = world.Open(9).Request!;
        Assert.Equal(old.Operation.Id, again.Operation.Id);
        Refused(world, again, Approve(world, again, ApprovalWorld.Ann, signature));
    }

    [Fact]
    public void Attack_a_key_put_into_the_policy_beside_the_persons_own()
    {
        using var stranger = new SshKeyPair();
        using var world = World();
        var request = world.Open().Request!;
        // A changed policy has another digest: what was asked under the old one is asked anew.
        world.Repository.Policy = world.Policy with
        {
            Digest = "sha256:other",
            Groups = [new ApproverGroup("devops-team", [new Approver("person:ann", stranger.PublicLine)])],
        };
        var late = Approve(world, request, ApprovalWorld.Ann, stranger.Sign(request, ApprovalWorld.Ann));
        Assert.Equal(ApprovalState.Superseded, Assert.IsType<ApprovalOutcome.NotPending>(late).Request.State);
    }

    [Fact]
    public void Two_persons_are_two_named_persons()
    {
        using var world = World(twoPerson: true);
        var request = world.Open().Request!;

        Refused(world, request, world.Decide.Approve(request.Id, Principal.PersonLocal, Target, null));
        Assert.IsType<ApprovalOutcome.NeedsSecondPerson>(
            Approve(world, request, ApprovalWorld.Ann, ann.Sign(request, ApprovalWorld.Ann)));
        Refused(world, request, Approve(world, request, ApprovalWorld.Ann, ann.Sign(request, ApprovalWorld.Ann)));
        Refused(world, request, Approve(world, request, ApprovalWorld.Bob, ann.Sign(request, ApprovalWorld.Bob)));
        var yes = Assert.IsType<ApprovalOutcome.Approved>(
            Approve(world, request, ApprovalWorld.Bob, bob.Sign(request, ApprovalWorld.Bob)));

        Assert.Equal([ApprovalWorld.Ann, ApprovalWorld.Bob], yes.Request.ApprovedBy);
        Assert.Equal(
            [ApprovalEvents.Requested, ApprovalEvents.Seconded, ApprovalEvents.Approved],
            world.Audit.Events.Select(one => one.Kind));
    }

    [Fact]
    public void A_delegate_decides_until_the_last_day_and_not_after_it()
    {
        var day = DateOnly.FromDateTime(VerdictWorld.Epoch.UtcDateTime);
        using var eve = new SshKeyPair("eve");
        using var world = World();
        world.Delegate(new Delegation("person:ann", "person:eve", day, eve.PublicLine));
        var delegated = new Principal("person:eve");
        var request = world.Open().Request!;
        var signature = eve.Sign(request, delegated);

        world.Delegate(new Delegation("person:ann", "person:eve", day.AddDays(-1), eve.PublicLine));
        var late = Refused(world, request, Approve(world, request, delegated, signature));
        Assert.Contains("ended on", late, StringComparison.Ordinal);
        world.Delegate(new Delegation("person:ann", "person:eve", day, eve.PublicLine));
        Assert.IsType<ApprovalOutcome.Approved>(Approve(world, request, delegated, signature));

        Assert.Equal("person:ann", world.Audit.Events[^1].Body["proof"]!["delegated_by"]!.GetValue<string>());
    }

    [Fact]
    public void Attack_asking_for_an_operation_and_having_ones_delegate_approve_it()
    {
        using var eve = new SshKeyPair("eve");
        using var world = World();
        world.Delegate(new Delegation("person:ann", "person:eve", new DateOnly(2099, 1, 1), eve.PublicLine));
        var request = world.Open(requester: ApprovalWorld.Ann).Request!;
        var delegated = new Principal("person:eve");
        Assert.Contains(
            "only for a person who has already requested",
            Refused(world, request, Approve(world, request, delegated, eve.Sign(request, delegated))),
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Attack_one_right_used_twice_by_who_lent_it_and_who_borrowed_it(bool lenderFirst)
    {
        using var eve = new SshKeyPair("eve");
        using var world = World(twoPerson: true);
        world.Delegate(new Delegation("person:ann", "person:eve", new DateOnly(2099, 1, 1), eve.PublicLine));
        var delegated = new Principal("person:eve");
        var request = world.Open().Request!;
        var (anns, eves) = (ann.Sign(request, ApprovalWorld.Ann), eve.Sign(request, delegated));
        (Principal, string)[] both = [(ApprovalWorld.Ann, anns), (delegated, eves)];
        if (!lenderFirst) Array.Reverse(both);

        Assert.IsType<ApprovalOutcome.NeedsSecondPerson>(Approve(world, request, both[0].Item1, both[0].Item2));
        Refused(world, request, Approve(world, request, both[1].Item1, both[1].Item2));
        Assert.IsType<ApprovalOutcome.Approved>(
            Approve(world, request, ApprovalWorld.Bob, bob.Sign(request, ApprovalWorld.Bob)));
    }

    [Fact]
    public void Attack_passing_a_delegated_right_on()
    {
        using var eve = new SshKeyPair("eve");
        using var world = World();
        var until = new DateOnly(2099, 1, 1);
        world.Delegate(
            new Delegation("person:ann", "person:dan", until, null),
            new Delegation("person:dan", "person:eve", until, eve.PublicLine));
        var request = world.Open().Request!;
        var last = new Principal("person:eve");
        Refused(world, request, Approve(world, request, last, eve.Sign(request, last)));
    }

    [Fact]
    public void What_is_signed_has_one_spelling_that_names_everything_decided()
    {
        using var world = World();
        var request = world.Open().Request!;
        var text = Encoding.UTF8.GetString(SigningDocument.Of(request, ApprovalWorld.Ann));
        foreach (var part in (string[])
            [request.Id, request.Operation.Id, request.PolicyDigest, "\"approver\":\"person:ann\"", Target,
                "\"before_values\":{\"replicas\":\"2\"}", "\"after_values\":{\"replicas\":\"9\"}"])
            Assert.Contains(part, text, StringComparison.Ordinal);
        Assert.Equal(text, Encoding.UTF8.GetString(SigningDocument.Of(
            world.State.Approvals.Find(request.Id)!, ApprovalWorld.Ann)));
    }

    private ApprovalWorld World(bool twoPerson = false) => new(twoPerson, keys: new Dictionary<string, string>
    {
        ["ann"] = ann.PublicLine,
        ["bob"] = bob.PublicLine,
    });

    private static ApprovalOutcome Approve(
        ApprovalWorld world, ApprovalRequest request, Principal by, string? signature) =>
        world.Decide.Approve(request.Id, by, Target, null, new PersonsProof(null, signature));

    private static string Refused(ApprovalWorld world, ApprovalRequest request, ApprovalOutcome outcome)
    {
        var why = Assert.IsType<ApprovalOutcome.Refused>(outcome).Why;
        var kept = world.State.Approvals.Find(request.Id)!;
        Assert.Equal((ApprovalState.Pending, (string?)null), (kept.State, kept.PermitId));
        return why;
    }
}
