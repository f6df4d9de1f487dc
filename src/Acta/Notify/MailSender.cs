using System.Net.Sockets;
using System.Reflection;
using System.Text.Json;
using Acta.Access;
using Acta.Store;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;

namespace Acta.Notify;

/// <summary>
/// Sends what <see cref="Mails"/> was told: each by one server, tried again ever more slowly, given up after three days. Nothing
/// waits for it. A crash between sending and noting it sends a mail twice; none is lost.
/// </summary>
public sealed class MailSender(MainStore store, MailSettings settings, string site, TimeProvider time)
{
    private static readonly TimeSpan GiveUp = TimeSpan.FromDays(3);

    // Longer than any server takes to answer: only then may another think that whoever had it is dead.
    private static readonly TimeSpan Claim = TimeSpan.FromMinutes(10);

    private static readonly IReadOnlyDictionary<string, Dictionary<string, string>> Words = new[] { "en", "ru" }.ToDictionary(l => l, Read);

    private sealed record Mail(long Id, string Kind, string Name, string Address, string? Language, string Link, int Tries, DateTimeOffset Created);

    /// <summary>Sends all that is due.</summary>
    /// <returns>What went wrong last, or null.</returns>
    public async Task<string?> Send(CancellationToken stop)
    {
        string? trouble = null;
        while (!stop.IsCancellationRequested && Take() is { } mail)
        {
            string? error;
            try
            {
                await Send(mail, stop);
                error = null;
            }
            catch (Exception e) when (e is SmtpCommandException or SmtpProtocolException or AuthenticationException or SocketException or IOException or SslHandshakeException or TimeoutException or NotSupportedException)
            {
                // The server's own words may repeat what it was told; of them only the kind is kept.
                error = e is AuthenticationException ? "the mail server refuses user or password" : $"{e.GetType().Name}: {settings.Host}:{settings.Port}";
            }
            Note(mail, error);
            trouble = error ?? trouble;
            if (error is not null) break;
        }
        return trouble;
    }

    /// <summary>Sends as long as the server runs.</summary>
    public async Task Run(CancellationToken stop)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(5));
        string? said = null;
        try
        {
            do
            {
                string? trouble;
                try
                {
                    trouble = await Send(stop);
                }
                catch (UserError e)
                {
                    trouble = e.Message;
                }
                if (trouble is not null && trouble != said) await Console.Error.WriteLineAsync($"acta: mail: {trouble}; it is tried again.");
                said = trouble;
            }
            while (await timer.WaitForNextTickAsync(stop));
        }
        catch (OperationCanceledException)
        {
            // The server ends.
        }
    }

    // Claimed in a transaction of its own, so that no two servers send one mail.
    private Mail? Take()
    {
        var now = time.GetUtcNow();
        using var w = store.BeginDeskWrite();
        var mail = w.First(
            "SELECT m.id, m.kind, COALESCE(u.name, m.name), COALESCE(u.email, m.address), COALESCE(u.language, m.language), m.link, m.tries, m.created FROM mails m LEFT JOIN users u ON u.id = m.user_id "
            + "WHERE m.state = 'waiting' AND m.next <= @now ORDER BY m.id LIMIT 1" + (w.IsPostgres ? " FOR UPDATE OF m SKIP LOCKED" : ""),
            r => new Mail(r.GetInt64(0), r.GetString(1), r.GetString(2), r.GetString(3), r.IsDBNull(4) ? null : r.GetString(4), r.GetString(5), (int)r.GetInt64(6), DateTimeOffset.FromUnixTimeMilliseconds(r.GetInt64(7))),
            ("@now", now.ToUnixTimeMilliseconds()));
        if (mail is null) return null;
        w.Execute("UPDATE mails SET next = @next, tries = tries + 1 WHERE id = @id", ("@next", (now + Claim).ToUnixTimeMilliseconds()), ("@id", mail.Id));
        w.Commit();
        return mail;
    }

    private async Task Send(Mail mail, CancellationToken stop)
    {
        var words = Words.GetValueOrDefault(mail.Language ?? "en") ?? Words["en"];
        var organisation = SiteName(mail.Language ?? "en");
        string Text(string key) => words[key].Replace("{name}", mail.Name, StringComparison.Ordinal).Replace("{site}", organisation, StringComparison.Ordinal)
            .Replace("{link}", mail.Link.StartsWith('/') ? site + mail.Link : mail.Link, StringComparison.Ordinal);
        var message = new MimeMessage
        {
            // A line break in a name would begin another header: the library encodes it, and we leave none.
            Subject = OneLine(Text(mail.Kind + ".subject")),
            Body = new TextPart("plain") { Text = Text("hello") + "\n\n" + Text(mail.Kind + ".text") + "\n\n" + Text("off") + "\n" },
            Date = time.GetUtcNow(),
        };
        message.From.Add(new MailboxAddress(OneLine(organisation), settings.From));
        message.To.Add(new MailboxAddress(OneLine(mail.Name), mail.Address));
        message.Headers.Add("Auto-Submitted", "auto-generated");
        message.MessageId = $"acta-{mail.Id}@{settings.From.Split('@')[1]}";
        using var client = new SmtpClient { Timeout = 30_000 };
        await client.ConnectAsync(settings.Host, settings.Port, settings.Security switch { "tls" => SecureSocketOptions.SslOnConnect, "none" => SecureSocketOptions.None, _ => SecureSocketOptions.StartTls }, stop);
        if (settings.User is { } user) await client.AuthenticateAsync(user, settings.Password ?? "", stop);
        await client.SendAsync(message, stop);
        await client.DisconnectAsync(quit: true, stop);
    }

    private void Note(Mail mail, string? error)
    {
        var now = time.GetUtcNow();
        using var w = store.BeginDeskWrite();
        if (error is null) w.Execute("UPDATE mails SET state = 'sent', link = '', error = NULL WHERE id = @id", ("@id", mail.Id));
        else if (now - mail.Created > GiveUp) w.Execute("UPDATE mails SET state = 'given-up', link = '', error = @error WHERE id = @id", ("@error", error), ("@id", mail.Id));
        else w.Execute("UPDATE mails SET next = @next, error = @error WHERE id = @id",
            ("@next", (now + TimeSpan.FromMinutes(Math.Min(240, Math.Pow(2, mail.Tries)))).ToUnixTimeMilliseconds()), ("@error", error), ("@id", mail.Id));
        w.Commit();
    }

    private string SiteName(string language)
    {
        using var r = store.Read();
        if (CurrentSettings.Of(r) is not { Settings: var found }) return "Acta";
        return (found.ShortName.For(language) ?? found.Name.For(language))?.Text ?? "Acta";
    }

    private static string OneLine(string text) => string.Join(' ', text.Split(['\r', '\n', '\0'], StringSplitOptions.RemoveEmptyEntries));

    private static Dictionary<string, string> Read(string language)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream($"mail-words/{language}.json")!;
        return JsonSerializer.Deserialize<Dictionary<string, string>>(stream)!;
    }
}
