using System.Net.Sockets;
using SpecSkills.Core.Governance;
using SpecSkills.Core.Governance.Assurance;
using SpecSkills.Hosting.Assurance;
using SpecSkills.Hosting.Clusters;
using SpecSkills.Hosting.Workspaces;

namespace SpecSkills.Cli.Guard;

/// <summary>Tries every known door from the place where it runs, and changes nothing.</summary>
/// <param name="files">Credentials to try.</param>
/// <param name="policy">The policy in force; null when there is none.</param>
/// <param name="leavesMachine">Whether a notification channel is set up and leaves this machine.</param>
/// <param name="ask">Asks the cluster of a kubeconfig, bounded; says what came of it.</param>
public sealed class Examination(
    Workspace workspace, CredentialFiles files, GovernancePolicy? policy, Func<string, bool> leavesMachine,
    Func<string, CancellationToken, Task<string>> ask)
{
    /// <summary>A local socket answers in milliseconds.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>Sockets of container engines, where their places are fixed.</summary>
    private static readonly string[] Sockets =
        ["/var/run/docker.sock", "/run/docker.sock", "/run/podman/podman.sock", "/run/containerd/containerd.sock"];

    private const string Checkpoints = "checkpoints.jsonl";

    /// <summary>The report.</summary>
    public async Task<AssuranceReport> RunAsync(
        AssuranceSeat seat, DateTimeOffset now, CancellationToken cancellation) => new(
        seat, now,
        [
            await KubeconfigAsync(cancellation), Credentials(), await EngineAsync(cancellation), Minikube(),
            await EmbeddedAsync(cancellation), StateRead(),
            Written(DoorNames.StateWrite, "opened the state for writing", workspace.Database),
            Written(DoorNames.Record, "opened the record for writing", RecordFiles()),
            Written(DoorNames.Lock, "opened the policy lock for writing", Lock),
            Written(DoorNames.Program, "opened launcher, program and sources for writing", ProgramFiles()),
            Written(DoorNames.Settings, "opened Claude Code's settings for writing", SettingsFiles()),
            new ClaudeSettings(workspace).Examine(files.All), Channel(),
            Written(DoorNames.Policy, "opened policy and blueprints for writing", PolicyFiles()), Owner(), Signatures(),
            new Door(DoorNames.Bounds, DoorState.Unknown, "nothing: no policy for the cluster is generated yet",
                "not known, so not claimed"),
        ]);

    private string Lock => Path.Combine(workspace.Blueprints, "governance", "policy.lock");

    private async Task<Door> KubeconfigAsync(CancellationToken cancellation)
    {
        const string Tried = "read the kubeconfigs kubectl would use, and asked their clusters for permission to patch";
        var readable = files.Kubeconfigs.Where(FileTrial.Reads).ToList();
        if (readable.Count == 0)
            return new Door(DoorNames.Kubeconfig, DoorState.Shut, Tried, files.Kubeconfigs.Count == 0
                ? "there is none" : "none can be read");
        var answers = await Task.WhenAll(readable.Select(async file =>
            $"{Workspace.Shown(file)}: {await ask(file, cancellation)}"));
        return new Door(DoorNames.Kubeconfig, DoorState.Open, Tried, string.Join("; ", answers));
    }

    private Door Credentials()
    {
        var readable = files.Others.Where(FileTrial.Reads).ToList();
        return Of(DoorNames.Credentials, "read other kubeconfigs and tokens in the usual places", readable);
    }

    private Door Minikube() => Of(
        DoorNames.Minikube, "read minikube's keys", [.. files.Minikube.Where(FileTrial.Reads)]);

    private static async Task<Door> EngineAsync(CancellationToken cancellation)
    {
        const string Tried = "connected to the sockets of container engines";
        var open = new List<string>();
        foreach (var path in Sockets.Where(Path.Exists))
        {
            using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            if (await ConnectsAsync(socket.ConnectAsync(new UnixDomainSocketEndPoint(path), cancellation)))
                open.Add(path);
        }

        return Of(DoorNames.Engine, Tried, open);
    }

    private async Task<Door> EmbeddedAsync(CancellationToken cancellation)
    {
        const string Tried = "connected to the workspace's embedded cluster";
        var known = new EmbeddedClusterFiles(workspace);
        if (EmbeddedClusterInfo.Read(known) is not { } info)
            return new Door(DoorNames.Embedded, DoorState.Shut, Tried, File.Exists(known.Info)
                ? "its address cannot be read" : "none is known here");
        if (!Uri.TryCreate(info.Server, UriKind.Absolute, out var server))
            return new Door(DoorNames.Embedded, DoorState.Unknown, Tried, "its address is not valid");
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        return await ConnectsAsync(socket.ConnectAsync(server.Host, server.Port, cancellation))
            ? new Door(DoorNames.Embedded, DoorState.Open, Tried, $"{info.Server} answers, and asks for no credentials")
            : new Door(DoorNames.Embedded, DoorState.Shut, Tried, $"{info.Server} does not answer");
    }

    private static async Task<bool> ConnectsAsync(ValueTask connecting)
    {
        try
        {
            await connecting.AsTask().WaitAsync(Patience);
            return true;
        }
        catch (Exception closed) when (closed is SocketException or TimeoutException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private Door StateRead()
    {
        var readable = new[] { workspace.Database, workspace.State }.Where(Path.Exists).Where(FileTrial.Reads).ToList();
        return Of(DoorNames.StateRead, "read the state", [.. readable.Take(1)]);
    }

    private Door Owner()
    {
        const string Tried = "compared the owner of policy, state and record with the current user";
        var own = FileOwner.Own;
        var places = new[] { PolicyFile, workspace.State, Path.GetDirectoryName(workspace.Records)! }
            .Where(Path.Exists).ToList();
        if (own is null || places.Select(FileOwner.Of).Any(owner => owner is null))
            return new Door(DoorNames.Owner, DoorState.Unknown, Tried, "this system does not say who owns a file");
        var mine = places.Where(place => own == 0 || FileOwner.Of(place) == own).Select(Workspace.Shown).ToList();
        return mine.Count == 0
            ? new Door(DoorNames.Owner, DoorState.Shut, Tried, "they belong to another user")
            : new Door(DoorNames.Owner, DoorState.Open, Tried,
                own == 0 ? "this process is root and may act as any user" : $"own: {string.Join(", ", mine)}");
    }

    private Door Channel()
    {
        const string Tried = "looked for a notification channel that leaves this machine";
        var channels = policy?.ApprovalWorkflow?.NotificationChannels ?? [];
        return channels.Any(leavesMachine)
            ? new Door(DoorNames.Channel, DoorState.Shut, Tried, "approval needs a code that is sent there")
            : new Door(DoorNames.Channel, DoorState.Open, Tried, channels.Count == 0
                ? "the policy names none" : "none of those the policy names is set up");
    }

    private Door Signatures()
    {
        const string Tried = "looked at the approvers' keys";
        var people = policy?.Groups.SelectMany(group => group.Members).ToList() ?? [];
        var untouched = people.Where(person => person.SshKey?.StartsWith("sk-", StringComparison.Ordinal) != true)
            .Select(person => person.Person).Distinct().ToList();
        return people.Count > 0 && untouched.Count == 0
            ? new Door(DoorNames.Signatures, DoorState.Shut, Tried,
                "every approver signs with a key that must be touched")
            : new Door(DoorNames.Signatures, DoorState.Open, Tried,
                people.Count == 0 ? "the policy names no approvers"
                    : $"without such a key: {string.Join(", ", untouched.Take(5))}");
    }

    private string PolicyFile => Path.Combine(workspace.Blueprints, "governance", "policies.yaml");

    private string[] PolicyFiles() => [PolicyFile, .. Directory.Exists(workspace.Blueprints)
        ? Directory.EnumerateFiles(workspace.Blueprints, "blueprint.yaml", SearchOption.AllDirectories).Take(20) : []];

    private string[] RecordFiles()
    {
        var folder = Path.Combine(workspace.Root, policy?.Audit?.LogDestination ?? "logs/agent-decisions/");
        var last = Directory.Exists(folder)
            ? Directory.EnumerateFiles(folder, "*.jsonl", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
                .LastOrDefault(file => Path.GetFileName(file) != Checkpoints)
            : null;
        return [last ?? Path.Combine(folder, "new.jsonl"), Path.Combine(folder, Checkpoints)];
    }

    private string[] ProgramFiles()
    {
        var launcher = Path.Combine(workspace.Root, "artifacts", "launcher");
        var native = Path.Combine(launcher, "native");
        // The stamps decide which program is started, so they matter as much as the program.
        string[] files =
        [
            Path.Combine(workspace.Root, "specskills"), Path.Combine(workspace.Root, "global.json"),
            Path.Combine(workspace.Root, "src", "SpecSkills.Cli", "Program.cs"),
            Path.Combine(launcher, "program", "specskills.dll"), Path.Combine(launcher, "stamp"),
            Path.Combine(native, "stamp"),
            .. Directory.Exists(native)
                ? Directory.EnumerateDirectories(native).Select(folder => Path.Combine(folder, "specskills")) : [],
            Path.Combine(AppContext.BaseDirectory, "specskills.dll"),
            Path.Combine(AppContext.BaseDirectory, "specskills"),
        ];
        return [.. files.Distinct().Where(File.Exists)];
    }

    private string[] SettingsFiles()
    {
        var settings = new ClaudeSettings(workspace);
        return [settings.Project, settings.Local, Path.Combine(workspace.Root, ".mcp.json")];
    }

    private static Door Written(string name, string tried, params string[] paths) =>
        Of(name, tried, [.. paths.Where(FileTrial.Writes)]);

    private static Door Of(string name, string tried, List<string> open) => open.Count == 0
        ? new Door(name, DoorState.Shut, tried, "nothing opens")
        : new Door(name, DoorState.Open, tried, string.Join(", ", open.Take(4).Select(Workspace.Shown))
            + (open.Count > 4 ? $" and {open.Count - 4} more" : ""));
}
