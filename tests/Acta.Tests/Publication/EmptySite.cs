using Acta.Commands;
using Acta.Publication;
using Acta.Record;
using Acta.Record.Bodies;
using Acta.Record.News;
using Acta.Record.Site;
using Acta.Store;
using Acta.Tests.World;
using Acta.Verification;

namespace Acta.Tests.Publication;

/// <summary>A new, empty site in a folder of its own, with settings and a memory of released heads beside it.</summary>
internal sealed class EmptySite : IDisposable
{
    public EmptySite(string? connection = null)
    {
        (Folder, Store, Publisher) = NewSite.Create(Path.Combine(Root, "data"), "news.example.org/log", connection, TimeProvider.System, State);
        NewSite.PublishSettings(Publisher, new SiteSettings
        {
            Id = Guid.NewGuid(),
            Name = Words.Of(("en", "Example Organisation")),
            Languages = ["en", "ru", "ar"],
            TimeZone = "Europe/Vienna",
            Sections = [new Section("news", Words.Of(("en", "News")), Words.None)],
        }, "test");
    }

    public string Root { get; } = Directory.CreateTempSubdirectory("acta-site-").FullName;

    /// <summary>Where the memory of released heads is kept, outside the data folder.</summary>
    public string State => Path.Combine(Root, "state");

    public DataFolder Folder { get; private set; }

    public MainStore Store { get; private set; }

    public Publisher Publisher { get; private set; }

    public ReleasedHead Released => new(LogKey.MemoryName(LogKey.Read(Folder).Verifier), State);

    public static Proposal Article(Act act, Guid id, string headline, string text, string language = "en", CorrectionNote? note = null) => new()
    {
        Act = act,
        Resource = id,
        Kind = "article",
        Language = language,
        Document = new Edition
        {
            Id = id,
            Language = language,
            Kind = ArticleKind.News,
            Headline = headline,
            Body = [new Paragraph(text) { Id = "p1" }],
            Correction = note,
        },
    };

    public static Proposal Notice(Act act, Guid id, string? language = null) => new()
    {
        Act = act,
        Resource = id,
        Kind = "article",
        Language = language,
        Document = act == Act.Erase ? new Erasure { Ground = Words.Of(("en", "A court said so.")) } : new Notice { Reason = Words.Of(("en", "Because.")) },
    };

    public IReadOnlyList<PublishedEntry> Publish(params Proposal[] proposals) =>
        Assert.IsType<PublishOutcome.Published>(Publisher.Publish(proposals, "test")).Entries;

    public Refusal Refused(params Proposal[] proposals) =>
        Assert.IsType<PublishOutcome.Refused>(Publisher.Publish(proposals, "test")).Refusals[0];

    /// <summary>Closes the store, lets something happen to the folder, and opens it as a server that starts would.</summary>
    public void Restart(Action? meanwhile = null)
    {
        Store.Dispose();
        meanwhile?.Invoke();
        Store = MainStore.Open(Folder);
        Publisher = new Publisher(Store, LogKey.Read(Folder), Released, TimeProvider.System);
    }

    /// <summary>Copies the main store as it is; the result puts that copy in its place, as a restored backup would.</summary>
    public Action Backup()
    {
        Action restore = () => { };
        Restart(() =>
        {
            if (Folder.StoreConnection is { } connection)
            {
                var copy = PostgresCluster.CopyOf(connection);
                restore = () =>
                {
                    var settings = Path.Combine(Folder.Path, "acta.json");
                    var json = System.Text.Json.Nodes.JsonNode.Parse(File.ReadAllText(settings))!;
                    json["store"] = copy;
                    File.WriteAllText(settings, json.ToJsonString());
                    Folder = DataFolder.Open(Folder.Path);
                };
                return;
            }
            var saved = Path.Combine(Root, "backup.db");
            File.Copy(Folder.MainFile, saved, overwrite: true);
            restore = () =>
            {
                foreach (var file in Directory.GetFiles(Folder.Path, "acta.db*")) File.Delete(file);
                File.Copy(saved, Folder.MainFile);
            };
        });
        return () => Restart(restore);
    }

    /// <summary>Takes the folder as a command left it.</summary>
    public void Reopen()
    {
        Folder = DataFolder.Open(Folder.Path);
        Restart();
    }

    /// <summary>Reads everything again, as acta verify does.</summary>
    public AuditResult Audit()
    {
        using var store = MainStore.OpenToRead(Folder);
        return StoreAudit.Run(store, Folder, LogKey.Read(Folder).Verifier, Released.Read());
    }

    public void Dispose()
    {
        Store.Dispose();
        Directory.Delete(Root, recursive: true);
    }
}
