namespace SpecSkills.Core.Governance.Assurance;

/// <summary>Ways past the gate that are tried, by the names they have in documents.</summary>
public static class DoorNames
{
    /// <summary>The person's kubeconfig.</summary>
    public const string Kubeconfig = "person_kubeconfig";

    /// <summary>Other kubeconfigs, client keys and tokens.</summary>
    public const string Credentials = "other_credentials";

    /// <summary>The socket of a container engine.</summary>
    public const string Engine = "container_engine";

    /// <summary>Keys and programs of minikube.</summary>
    public const string Minikube = "minikube";

    /// <summary>The workspace's embedded cluster, which asks for no credentials.</summary>
    public const string Embedded = "embedded_cluster";

    /// <summary>Reading the state.</summary>
    public const string StateRead = "state_readable";

    /// <summary>Writing the state.</summary>
    public const string StateWrite = "state_writable";

    /// <summary>Writing the audit record.</summary>
    public const string Record = "record_writable";

    /// <summary>Writing the policy lock.</summary>
    public const string Lock = "lock_writable";

    /// <summary>Writing the policy.</summary>
    public const string Policy = "policy_writable";

    /// <summary>Writing this program, its sources or the launcher.</summary>
    public const string Program = "program_writable";

    /// <summary>Writing the coding agent's settings.</summary>
    public const string Settings = "settings_writable";

    /// <summary>Settings that do not demand hook and sandbox.</summary>
    public const string Demands = "agent_settings";

    /// <summary>Approving without a code sent off this machine.</summary>
    public const string Channel = "approval_without_code";

    /// <summary>Policy and state that belong to the user who tries.</summary>
    public const string Owner = "same_owner";

    /// <summary>Approving without a touched key.</summary>
    public const string Signatures = "approval_without_touch";

    /// <summary>A cluster that enforces nothing by itself.</summary>
    public const string Bounds = "cluster_without_bounds";
}
