using System.Globalization;
using SpecSkills.EmbeddedCluster.Ownership;
using SpecSkills.EmbeddedCluster.Schema;

namespace SpecSkills.EmbeddedCluster.Machine;

/// <summary>The objects a new cluster has before the first request: the usual namespaces and one node.</summary>
internal static class SystemObjects
{
    private static readonly FieldWriter Server = new("kube-apiserver", "v1", null);

    // Room for ten thousand pods; a single pod that asks for more than this is unschedulable.
    private static readonly Obj NodeSize = Obj.Of(
        ("cpu", "64"), ("ephemeral-storage", "1Ti"), ("memory", "256Gi"), ("pods", "20k"));

    public static void Create(MachineContext context)
    {
        foreach (var name in (string[])["default", "kube-node-lease", "kube-public", "kube-system"])
        {
            var value = Obj.Of(("kind", "Namespace"), ("apiVersion", "v1"), ("metadata", Obj.Of(("name", name))),
                ("spec", Obj.Empty), ("status", Obj.Empty));
            context.Writer.Create(
                context.Catalog.Namespaces, context.Catalog.Namespaces.Rules.PrepareForCreate(value), Server);
        }
        CreateNode(context);
    }

    private static void CreateNode(MachineContext context)
    {
        var name = context.Options.NodeName;
        var now = Times.Seconds(context.Now);
        var version = string.Create(CultureInfo.InvariantCulture, $"v1.{context.Options.MinorVersion}.0");
        var condition = Obj.Of(("type", "Ready"), ("status", "True"), ("lastHeartbeatTime", now),
            ("lastTransitionTime", now), ("reason", "KubeletReady"), ("message", "kubelet is posting ready status"));
        var status = Obj.Of(
            ("capacity", NodeSize),
            ("allocatable", NodeSize),
            ("conditions", Arr.Of([condition])),
            ("addresses", Arr.Of([
                Obj.Of(("type", "InternalIP"), ("address", "127.0.0.1")),
                    Obj.Of(("type", "Hostname"), ("address", name))])),
            ("nodeInfo", Obj.Of(
                ("machineID", ""), ("systemUUID", ""), ("bootID", ""), ("kernelVersion", "simulated"),
                ("osImage", "simulated"), ("containerRuntimeVersion", "containerd://simulated"),
                ("kubeletVersion", version), ("kubeProxyVersion", ""), ("operatingSystem", "linux"),
                ("architecture", "amd64"))));
        context.Writer.Create(context.Catalog.Nodes, Obj.Of(
            ("kind", "Node"), ("apiVersion", "v1"),
            ("metadata", Obj.Of(("name", name), ("labels", Obj.Of(("kubernetes.io/hostname", name))))),
            ("spec", Obj.Empty), ("status", status)), new FieldWriter("kubelet", "v1", null));
    }
}
