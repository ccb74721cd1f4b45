namespace SpecSkills.Core.Blueprints;

/// <summary>
/// Every code a finding can carry. Codes are stable: a number never changes its meaning and is never used again.
/// 00xx the file and its shape, 01xx its meaning, 02xx warnings, 03xx the global policy, 04xx versions.
/// </summary>
public static class DiagnosticCodes
{
    /// <summary>The file could not be read.</summary>
    public const string FileUnreadable = "BP0001";

    /// <summary>The file is over the size limit.</summary>
    public const string FileTooLarge = "BP0002";

    /// <summary>The bytes are not UTF-8, or hold characters no document needs.</summary>
    public const string Encoding = "BP0003";

    /// <summary>Not YAML.</summary>
    public const string Syntax = "BP0004";

    /// <summary>A tab where indentation belongs.</summary>
    public const string TabIndentation = "BP0005";

    /// <summary>Nothing in it.</summary>
    public const string EmptyDocument = "BP0006";

    /// <summary>More than one document.</summary>
    public const string SecondDocument = "BP0007";

    /// <summary>An anchor or an alias.</summary>
    public const string Anchor = "BP0008";

    /// <summary>A tag or a directive.</summary>
    public const string Tag = "BP0009";

    /// <summary>A key written twice.</summary>
    public const string DuplicateKey = "BP0010";

    /// <summary>Nested too deeply.</summary>
    public const string TooDeep = "BP0011";

    /// <summary>A value of the wrong type, form or unit.</summary>
    public const string WrongValue = "BP0012";

    /// <summary>A key the format does not have.</summary>
    public const string UnknownKey = "BP0013";

    /// <summary>A required key is not there.</summary>
    public const string MissingKey = "BP0014";

    /// <summary>A list where a section belongs, and the like.</summary>
    public const string WrongShape = "BP0015";

    /// <summary>An unquoted value that YAML versions read differently.</summary>
    public const string AmbiguousScalar = "BP0016";

    /// <summary>A key that is not a simple text.</summary>
    public const string ComplexKey = "BP0017";

    /// <summary>A word outside a fixed choice.</summary>
    public const string UnknownWord = "BP0018";

    /// <summary>Not a document of this format: apiVersion or kind differ.</summary>
    public const string WrongKind = "BP0019";

    /// <summary>A readable value outside its range.</summary>
    public const string OutOfRange = "BP0020";

    /// <summary>Too many items, or too few.</summary>
    public const string ListLength = "BP0021";

    /// <summary>The schema refuses what the typed reader has no word about.</summary>
    public const string Schema = "BP0022";

    /// <summary>No blueprint of that service.</summary>
    public const string UnknownService = "BP0023";

    /// <summary>A link that leads out of the repository, or something that is not a file.</summary>
    public const string OutsideRepository = "BP0024";

    /// <summary>Two blueprints for one service or one Deployment.</summary>
    public const string DuplicateService = "BP0025";

    /// <summary>Replica counts that contradict each other.</summary>
    public const string ReplicaBounds = "BP0101";

    /// <summary>Scaling thresholds that contradict each other.</summary>
    public const string ScalingThresholds = "BP0102";

    /// <summary>Metrics or weights that cannot be weighed.</summary>
    public const string MetricWeights = "BP0103";

    /// <summary>An increment below one.</summary>
    public const string Increment = "BP0104";

    /// <summary>A request above its limit.</summary>
    public const string RequestAboveLimit = "BP0105";

    /// <summary>Latency percentiles or throughput out of order.</summary>
    public const string TargetOrder = "BP0106";

    /// <summary>Probe timing that cannot work.</summary>
    public const string ProbeTiming = "BP0107";

    /// <summary>A rollout that can neither add nor remove a pod.</summary>
    public const string RolloutStuck = "BP0108";

    /// <summary>An operation in two lists, or twice in one.</summary>
    public const string OperationListedTwice = "BP0109";

    /// <summary>A name no operation has.</summary>
    public const string UnknownOperation = "BP0110";

    /// <summary>A schedule that is not one: cron, time zone or duration.</summary>
    public const string FreezeSchedule = "BP0111";

    /// <summary>Amounts in two currencies.</summary>
    public const string Currency = "BP0112";

    /// <summary>An entry that may stand only once.</summary>
    public const string RepeatedEntry = "BP0113";

    /// <summary>The last step down is never taken.</summary>
    public const string NarrowBand = "BP0201";

    /// <summary>Optimising and scaling chase each other.</summary>
    public const string UtilizationOutsideBand = "BP0202";

    /// <summary>Scaling down reacts to a single sample.</summary>
    public const string NoStabilization = "BP0203";

    /// <summary>A weight that changes nothing.</summary>
    public const string IdleWeight = "BP0204";

    /// <summary>A setting that is read but cannot be granted.</summary>
    public const string CannotBeTurnedOff = "BP0205";

    /// <summary>The budget does not pay for what the blueprint allows.</summary>
    public const string BudgetBelowMaximum = "BP0206";

    /// <summary>An approver group the policy does not have.</summary>
    public const string UnknownGroup = "BP0301";

    /// <summary>The blueprint allows what the policy restricts; the policy wins.</summary>
    public const string BeyondPolicy = "BP0302";

    /// <summary>The blueprint asks for more than the policy's absolute limits.</summary>
    public const string BeyondLimits = "BP0303";

    /// <summary>A person in two places, or a malformed key.</summary>
    public const string ApproverEntry = "BP0304";

    /// <summary>Content changed, the version did not, or not far enough.</summary>
    public const string VersionNotRaised = "BP0401";

    /// <summary>The version went back, or is one that history has already.</summary>
    public const string VersionReused = "BP0402";

    /// <summary>A history file is not what was released.</summary>
    public const string HistoryEdited = "BP0403";

    /// <summary>
    /// The lock of accepted files is missing, unreadable or not the one accepted here: nothing is done.
    /// </summary>
    public const string PolicyLock = "BP0501";

    /// <summary>The file widens what was accepted, and what was accepted stays in force.</summary>
    public const string WaitsForAcceptance = "BP0502";

    /// <summary>The file was never accepted, so nothing is in force for it.</summary>
    public const string NeverAccepted = "BP0503";

    /// <summary>What was accepted is not there any more as it was accepted.</summary>
    public const string AcceptedContent = "BP0504";

    /// <summary>The file narrows what was accepted: in force, and not accepted yet.</summary>
    public const string InForceUnaccepted = "BP0505";

    /// <summary>The policy was not accepted anew within its review interval.</summary>
    public const string ReviewOverdue = "BP0506";
}
