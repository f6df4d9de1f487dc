using System.Buffers;
using Acta.Access;
using Acta.Notify;
using Acta.Tests.Access;
using Acta.Tests.World;
using MimeKit;
using SmtpServer;
using SmtpServer.Authentication;
using SmtpServer.Protocol;
using SmtpServer.Storage;

namespace Acta.Tests.Desk;

public sealed class MailOnSqliteTests() : MailTests(StoreKind.Sqlite);

public sealed class MailOnPostgresTests() : MailTests(StoreKind.Postgres);

/// <summary>Mail from the desk, taken by a mail server of its own.</summary>
public abstract class MailTests(StoreKind kind)
{
    [Fact]
    public async Task Who_is_waited_for_is_told_in_their_language_and_nothing_of_the_text_is_in_it()
    {
        await using var office = await Office.Open(kind);
        using var sink = new Sink();
        await office.Editor.Submit("/desk/account", "/desk/account/profile", ("name", "Редактор"), ("language", "ru"), ("mail", "yes"));
        var at = await office.Begin(office.Author, "Secret headline", "Secret words.");
        await HandOn(office, at);
        var mails = await sink.Take(office);
        var mail = Assert.Single(mails);
        Assert.Equal("editor@example.org", mail.To.Mailboxes.Single().Address);
        Assert.Contains("текст ждёт проверки", mail.Subject);
        Assert.Contains($"https://news.example.org{at}", mail.TextBody);
        Assert.DoesNotContain("Secret", mail.ToString());
        await Office.Step(office.Editor, at, "ask-changes", ("comment", "Shorter."));
        Assert.Equal("author@example.org", Assert.Single(await sink.Take(office)).To.Mailboxes.Single().Address);

        // Who wants no mail gets none.
        await office.Editor.Submit("/desk/account", "/desk/account/profile", ("name", "Редактор"), ("language", "ru"));
        await HandOn(office, at);
        Assert.Empty(await sink.Take(office));
    }

    [Fact]
    public async Task A_name_with_a_line_break_adds_no_header_and_no_other_reader()
    {
        await using var office = await Office.Open(kind);
        using var sink = new Sink();
        using (var w = office.Site.Serving.Store.BeginDeskWrite())
        {
            Mails.Send(w, office.Site.Time.GetUtcNow(), "invite", "Eve\r\nBcc: all@example.org\r\n\r\nHello", "eve@example.org", "en", "/invite/0123");
            w.Commit();
        }
        var mail = Assert.Single(await sink.Take(office));
        Assert.Equal("eve@example.org", mail.To.Mailboxes.Single().Address);
        Assert.Empty(mail.Bcc);
        Assert.Null(mail.Headers["Bcc"]);
        Assert.Equal(1, sink.Recipients);
        // The link is a secret: sent, it is forgotten.
        using var r = office.Site.Serving.Store.Read();
        Assert.Equal(("sent", ""), r.First("SELECT state, link FROM mails", row => (row.GetString(0), row.GetString(1))));
    }

    [Fact]
    public async Task A_mail_server_that_is_away_or_refuses_is_tried_again_and_two_servers_send_one_mail()
    {
        await using var office = await Office.Open(kind);
        using (var w = office.Site.Serving.Store.BeginDeskWrite())
        {
            for (var i = 0; i < 8; i++) Mails.Send(w, office.Site.Time.GetUtcNow(), "clearance", "B", $"b{i}@example.org", "en", "/clearance/0123");
            w.Commit();
        }
        var away = new MailSender(office.Site.Serving.Store, new MailSettings("127.0.0.1", ChildProcess.FreePort(), null, null, "desk@example.org", "none"), "https://news.example.org", office.Site.Time);
        var trouble = await away.Send(CancellationToken.None);
        Assert.DoesNotContain("0123", trouble!);
        using var sink = new Sink(password: "right");
        Assert.Contains("refuses user or password", await sink.Sender(office, "wrong secret").Send(CancellationToken.None));
        Assert.Empty(sink.Mails);
        office.Site.Time.Pass(TimeSpan.FromMinutes(11));
        var senders = Enumerable.Range(0, 3).Select(_ => sink.Sender(office, "right").Send(CancellationToken.None));
        Assert.All(await Task.WhenAll(senders), Assert.Null);
        Assert.Equal(8, sink.Mails.Select(m => m.To.Mailboxes.Single().Address).Distinct().Count());
        Assert.Equal(8, sink.Mails.Count);
    }

    [Fact]
    public async Task What_could_not_be_sent_for_three_days_is_given_up()
    {
        await using var office = await Office.Open(kind);
        using (var w = office.Site.Serving.Store.BeginDeskWrite())
        {
            Mails.Send(w, office.Site.Time.GetUtcNow(), "invite", "B", "b@example.org", "en", "/invite/0123");
            w.Commit();
        }
        var away = new MailSender(office.Site.Serving.Store, new MailSettings("127.0.0.1", ChildProcess.FreePort(), null, null, "desk@example.org", "none"), "https://news.example.org", office.Site.Time);
        for (var i = 0; i < 30; i++)
        {
            await away.Send(CancellationToken.None);
            office.Site.Time.Pass(TimeSpan.FromHours(5));
        }
        using var r = office.Site.Serving.Store.Read();
        Assert.Equal(("given-up", ""), r.First("SELECT state, link FROM mails", row => (row.GetString(0), row.GetString(1))));
    }

    [Fact]
    public async Task Each_mail_is_written_when_its_act_is_done_to_whom_it_concerns_in_their_language_and_to_nobody_else()
    {
        await using var office = await Office.Open(kind);
        using var sink = new Sink();
        var (boss, second) = (await office.Hire(Roles.Administrator), await office.Hire(Roles.Publisher, "second"));
        var keeper = await office.Hire(Roles.Keeper);
        foreach (var who in new[] { office.Translator, second, boss }) await who.Submit("/desk/account", "/desk/account/profile", ("name", "По-русски"), ("language", "ru"), ("mail", "yes"));
        async Task Written(params (string To, string Subject, string Link)[] mails)
        {
            var sent = await sink.Take(office);
            Assert.Equal(mails.Order(), sent.Select(m => (m.To.Mailboxes.Single().Address.Split('@')[0], m.Subject!, m.TextBody!.Split("https://news.example.org")[1].Split('\r', '\n', ' ')[0])).Order());
            foreach (var mail in sent) Assert.DoesNotContain("Secret", mail.ToString());
        }

        // The original of a translation is changed: its translator hears of it, once.
        var at = await office.Begin(office.Author, "Secret headline", "Secret words.");
        var article = Office.Article(at);
        await office.Translator.Submit(article, article + "/translate", ("language", "ru"), ("from", "en"));
        await office.Write(office.Translator, article + "/ru", ("headline", "Secret"), ("body", "Secret."));
        await Written();
        await office.Write(office.Author, at, ("body", "Secret words, changed."));
        await office.Write(office.Author, at, ("body", "Secret words, changed again."));
        await Written(("translator", "РК: изменён оригинал", article + "/ru"));
        await office.Translator.Submit(article + "/ru", article + "/ru/discard");

        // Released without approval: administrators hear of it.
        await office.Author.Submit(at, at, ("fields", ""));
        Assert.Equal(303, (await office.Release(at, ("when", "now"), ("override", "yes"))).Status);
        await Written(("administrator", "РК: выпущено в обход порядка", article));

        // A deletion waits for a second person: every other publisher.
        await office.Followed();
        Assert.Equal(303, (await office.Publisher.Submit(at + "/erase", at + "/erase", ("ground", "Secret reason."))).Status);
        await Written(("second", "РК: удаление ждёт второго человека", at + "/erase"));

        // A release that is held, of a text and of a record: who may release it.
        var held = await office.Approved("Secret, later", "Secret.");
        await office.Release(held, ("when", "later"), ("due", ScheduleTests.Typed(office.Site.Time.GetUtcNow().AddHours(2))));
        var person = await Register.Save(keeper, "person", ("name.en", "Secret Person"));
        var page = "/desk/register/release?id=" + person.Split('/')[3];
        var record = (await keeper.Get(page)).Document.QuerySelector("input[name=record]")!.GetAttribute("value")!;
        Assert.Equal(303, (await keeper.Submit(page, "/desk/register/release", ("record", record), ("when", "later"), ("due", ScheduleTests.Typed(office.Site.Time.GetUtcNow().AddHours(2))))).Status);
        await Written();
        office.Site.Time.Pass(TimeSpan.FromHours(3));
        office.Releasing.Tick();
        var (en, ru) = ("RC: a release is held", "РК: выпуск задержан");
        await Written(("publisher", en, Office.Article(held)), ("second", ru, Office.Article(held)), ("keeper", en, person), ("publisher", en, person), ("second", ru, person));
    }

    [Fact]
    public async Task Where_mail_is_sent_whoever_is_invited_by_the_form_is_mailed_the_link_that_is_shown()
    {
        await using var site = await DeskSite.Start(kind, prepare: folder =>
        {
            var file = Path.Combine(folder.KeysFolder, "mail.json");
            File.WriteAllText(file, $$"""{"host": "127.0.0.1", "port": {{ChildProcess.FreePort()}}, "from": "desk@example.org", "security": "none"}""");
            if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        });
        using var boss = await site.SignIn(await site.Add(Roles.Administrator));
        await boss.Submit("/desk/account", "/desk/account/profile", ("name", "Администратор"), ("language", "ru"));
        var made = await boss.Submit("/desk/people", "/desk/invitations", ("email", "vera@example.org"), ("name", "Vera"), ("role", "author"));
        var link = new Uri(made.Document.QuerySelector("#link")!.GetAttribute("value")!).AbsolutePath;
        using var r = site.Serving.Store.Read();
        Assert.Equal([("invite", "Vera", "vera@example.org", "ru", link)], r.Query("SELECT kind, name, address, language, link FROM mails", row => (row.GetString(0), row.GetString(1), row.GetString(2), row.GetString(3), row.GetString(4))));
    }

    private static async Task HandOn(Office office, string at)
    {
        var page = await office.Author.Get(at);
        var fields = new[] { "form-token", "version" }.Select(n => KeyValuePair.Create(n, page.Document.QuerySelector($"#edit input[name={n}]")!.GetAttribute("value")!));
        Assert.Equal(303, (await office.Author.Post(at + "?then=submit", [.. fields, KeyValuePair.Create("fields", "")])).Status);
    }

    /// <summary>A mail server that keeps what it is given.</summary>
    private sealed class Sink : IDisposable
    {
        private readonly int _port = ChildProcess.FreePort();
        private readonly CancellationTokenSource _stop = new();
        private readonly Lock _gate = new();
        private readonly Task _running;

        public Sink(string? password = null)
        {
            var options = new SmtpServerOptionsBuilder().ServerName("localhost").Endpoint(e =>
            {
                e.Endpoint(new System.Net.IPEndPoint(System.Net.IPAddress.Loopback, _port));
                if (password is not null) e.AuthenticationRequired().AllowUnsecureAuthentication();
            }).Build();
            var services = new SmtpServer.ComponentModel.ServiceProvider();
            services.Add(new Keeper(this));
            if (password is not null) services.Add(new DelegatingUserAuthenticator((_, _, given) => given == password));
            _running = new SmtpServer.SmtpServer(options, services).StartAsync(_stop.Token);
        }

        public List<MimeMessage> Mails { get; } = [];

        public int Recipients { get; private set; }

        public MailSender Sender(Office office, string? password = null) =>
            new(office.Site.Serving.Store, new MailSettings("127.0.0.1", _port, password is null ? null : "acta", password, "desk@example.org", "none"), "https://news.example.org", office.Site.Time);

        public async Task<List<MimeMessage>> Take(Office office)
        {
            Mails.Clear();
            Assert.Null(await Sender(office).Send(CancellationToken.None));
            return [.. Mails];
        }

        public void Dispose()
        {
            _stop.Cancel();
            _stop.Dispose();
        }

        private sealed class Keeper(Sink sink) : MessageStore
        {
            public override async Task<SmtpResponse> SaveAsync(ISessionContext context, IMessageTransaction transaction, ReadOnlySequence<byte> buffer, CancellationToken cancellationToken)
            {
                using var stream = new MemoryStream(buffer.ToArray());
                var message = await MimeMessage.LoadAsync(stream, cancellationToken);
                lock (sink._gate)
                {
                    sink.Mails.Add(message);
                    sink.Recipients += transaction.To.Count;
                }
                return SmtpResponse.Ok;
            }
        }
    }
}
