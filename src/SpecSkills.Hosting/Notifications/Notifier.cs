using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using SpecSkills.Application.Ports;
using SpecSkills.Core.Governance;
using SpecSkills.Core.Primitives;

namespace SpecSkills.Hosting.Notifications;

/// <summary>
/// Tells Slack, webhooks and the desktop. No proxy, redirect or cookie: a message with a code in it goes to the address
/// it was meant for or nowhere.
/// </summary>
public sealed class Notifier : INotifier, IDisposable
{
    private const string SlackPrefix = "slack://";
    private const string DesktopPrefix = "desktop://";

    /// <summary>A caller waits for its verdict meanwhile.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly ChannelBook? book;
    private readonly DesktopNotifier desktop;
    private readonly TimeProvider time;
    private readonly HttpClient client;

    /// <summary>By the person's own book of channels.</summary>
    public Notifier(TimeProvider time)
        : this(ChannelBook.OfPerson(), time, desktopProgram: null)
    {
        desktop = DesktopNotifier.OfMachine();
    }

    /// <summary>By another book and program.</summary>
    /// <param name="desktopProgram">Absolute path of a replacement for notify-send; null for none.</param>
    public Notifier(ChannelBook? book, TimeProvider time, string? desktopProgram)
    {
        this.book = book;
        this.time = time;
        desktop = new DesktopNotifier(desktopProgram);
        client = new HttpClient(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = false,
            ConnectTimeout = Patience,
            ActivityHeadersPropagator = null,
        })
        { Timeout = Timeout.InfiniteTimeSpan };
    }

    /// <inheritdoc/>
    public bool LeavesMachine(string channel)
    {
        ArgumentNullException.ThrowIfNull(channel);
        if (channel.StartsWith(DesktopPrefix, StringComparison.Ordinal)) return false;
        if (!channel.StartsWith(SlackPrefix, StringComparison.Ordinal)) return true;
        // An unusable book may hold the channel, so the code is demanded.
        var (address, fault) = Slack(channel);
        return address is not null || fault is not null;
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<ChannelNotice>> TellAsync(
        IReadOnlyList<string> channels, Notice notice, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(channels);
        ArgumentNullException.ThrowIfNull(notice);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(Patience);
        return await Task.WhenAll(channels.Select(channel => TellAsync(channel, notice, patience.Token)));
    }

    /// <inheritdoc/>
    public void Dispose() => client.Dispose();

    /// <summary>A channel as it may be shown: what follows a webhook's host may be a secret.</summary>
    public static string Shown(string channel) =>
        Uri.TryCreate(channel, UriKind.Absolute, out var address) && address.Scheme == Uri.UriSchemeHttps
            ? $"https://{address.Authority}/..."
            : UntrustedText.Clean(channel, 100);

    private async Task<ChannelNotice> TellAsync(string channel, Notice notice, CancellationToken cancellation)
    {
        var (status, why) = (NoticeStatus.Failed, (string?)null);
        try
        {
            (status, why) = await SendAsync(channel, notice, cancellation);
        }
        catch (OperationCanceledException)
        {
            why = $"no answer within {Patience.TotalSeconds} s";
        }
        catch (Exception error) when (error is HttpRequestException or IOException)
        {
            why = error is HttpRequestException request
                ? $"not reached: {request.HttpRequestError}" : "the connection broke off";
        }

        return new ChannelNotice(Shown(channel), status, why, time.GetUtcNow());
    }

    private async Task<(NoticeStatus, string?)> SendAsync(
        string channel, Notice notice, CancellationToken cancellation)
    {
        if (channel.StartsWith(DesktopPrefix, StringComparison.Ordinal))
            return await desktop.TellAsync(channel[DesktopPrefix.Length..], notice, cancellation);
        if (channel.StartsWith(SlackPrefix, StringComparison.Ordinal))
        {
            var (address, fault) = Slack(channel);
            if (address is not null) return await PostAsync(address, SlackMessage.Of(notice), cancellation);
            return fault is null
                ? (NoticeStatus.NotConfigured, $"no address for it in {book?.Path ?? "a home folder"}")
                : (NoticeStatus.Failed, fault);
        }

        return Uri.TryCreate(channel, UriKind.Absolute, out var webhook) && ChannelBook.IsSafe(webhook)
            ? await PostAsync(webhook, WebhookMessage.Of(notice), cancellation)
            : (NoticeStatus.Failed, "neither slack://, desktop:// nor an https address");
    }

    private (Uri? Address, string? Fault) Slack(string channel) =>
        book?.Slack(channel[SlackPrefix.Length..]) ?? (null, null);

    private async Task<(NoticeStatus, string?)> PostAsync(Uri address, JsonObject body, CancellationToken cancellation)
    {
        using var content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json");
        using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = content };
        // What it answers is of no interest, and may be endless.
        using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation);
        return answer.StatusCode is >= HttpStatusCode.OK and < HttpStatusCode.Ambiguous
            ? (NoticeStatus.Delivered, null)
            : (NoticeStatus.Failed, $"answered {(int)answer.StatusCode}");
    }
}
