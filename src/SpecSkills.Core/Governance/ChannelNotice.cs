namespace SpecSkills.Core.Governance;

/// <summary>One channel that was told of a request, and the outcome.</summary>
/// <param name="Channel">As shown: a webhook's address without its path, which may be a secret.</param>
/// <param name="Why">Why it was not delivered; null when it was.</param>
public sealed record ChannelNotice(string Channel, NoticeStatus Status, string? Why, DateTimeOffset At);
