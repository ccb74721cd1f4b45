namespace SpecSkills.EmbeddedCluster.Requests;

/// <summary>What happens to a request instead of an answer from the machine.</summary>
public abstract record RequestFault
{
    private RequestFault()
    {
    }

    /// <summary>This answer is sent; the machine never sees the request.</summary>
    public sealed record Respond(ApiResponse Response) : RequestFault;

    /// <summary>No answer comes; the connection stays open until the client gives up.</summary>
    public sealed record NeverAnswer : RequestFault;

    /// <summary>The connection is cut without an answer.</summary>
    public sealed record CloseConnection : RequestFault;

    /// <summary>
    /// The machine handles the request, then the connection is cut: the client cannot know what happened.
    /// </summary>
    public sealed record HandleThenClose : RequestFault;
}
