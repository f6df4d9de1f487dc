using Acta.Access;
using Acta.Desk.Articles;
using Acta.Store;
using Acta.Tests.Access;
using Acta.Tests.World;
using Acta.Verification;

namespace Acta.Tests.Desk;

/// <summary>A press office at work: one person of each role, signed in, and the steps they take by the forms that are there.</summary>
internal sealed class Office : IAsyncDisposable
{
    private readonly List<Visitor> _visitors = [];

    private Office(DeskSite site) => Site = site;

    public DeskSite Site { get; }

    public Visitor Author { get; private set; } = null!;

    public Visitor Translator { get; private set; } = null!;

    public Visitor Editor { get; private set; } = null!;

    public Visitor Publisher { get; private set; } = null!;

    public static async Task<Office> Open(StoreKind kind = StoreKind.Sqlite, Acta.Media.IMediaStorage? files = null)
    {
        var office = new Office(await DeskSite.Start(kind, files: files));
        office.Author = await office.Hire(Roles.Author);
        office.Translator = await office.Hire(Roles.Translator);
        office.Editor = await office.Hire(Roles.Editor);
        office.Publisher = await office.Hire(Roles.Publisher);
        return office;
    }

    public async Task<Visitor> Hire(Roles role, string? name = null)
    {
        var visitor = await Site.SignIn(await Site.Add(role, name));
        _visitors.Add(visitor);
        return visitor;
    }

    /// <summary>Begins an article and returns its address at the desk, language and all.</summary>
    public async Task<string> Begin(Visitor who, string headline, string body, string kind = "news", string language = "en")
    {
        var made = await who.Submit("/desk/articles/new", "/desk/articles/new", ("headline", headline), ("kind", kind), ("language", language), ("section", "news"));
        Assert.Equal(303, made.Status);
        await Write(who, made.Location!, ("body", body));
        return made.Location!;
    }

    /// <summary>Changes fields of a draft as they stand on its page, and leaves the others as they are.</summary>
    public async Task<Page> Write(Visitor who, string at, params (string Name, string Value)[] fields) => await Write(who, await who.Get(at), at, fields);

    public static async Task<Page> Write(Visitor who, Page page, string at, params (string Name, string Value)[] fields)
    {
        Assert.Equal(200, page.Status);
        return await who.Submit(page, at, at, [.. fields, ("fields", string.Join(' ', fields.Select(f => f.Name).Distinct()))]);
    }

    /// <summary>Takes a step by its button.</summary>
    public static Task<Page> Step(Visitor who, string at, string step, params (string, string)[] fields) => who.Submit(at, $"{at}/{step}", fields);

    /// <summary>Written by the author, approved by the editor.</summary>
    public async Task<string> Approved(string headline, string body, string kind = "news", string language = "en")
    {
        var at = await Begin(Author, headline, body, kind, language);
        Assert.Equal(303, (await Author.Submit(at, at, ("fields", ""))).Status);
        Assert.Equal(303, (await Step(Editor, at, "approve")).Status);
        return at;
    }

    /// <summary>Everything of an article that is in the making goes out now.</summary>
    public async Task<Page> Release(string at, params (string, string)[] fields)
    {
        var article = Article(at);
        var page = await Publisher.Get(article + "/release");
        var chosen = page.Document.QuerySelectorAll("input[name=version]").Select(v => ("version", v.GetAttribute("value")!));
        var seen = page.Document.QuerySelector("input[name=seen]") is null ? [] : new[] { ("seen", "yes") };
        return await Publisher.Submit(page, article + "/release", article + "/release", [.. chosen, .. seen, .. fields.Length == 0 ? [("when", "now")] : fields]);
    }

    /// <summary>The article of a language version's address.</summary>
    public static string Article(string at) => at[..at.LastIndexOf('/')];

    public static Guid Id(string at) => Guid.Parse(at.Split('/')[3]);

    /// <summary>Where readers find it, asked once the views have it.</summary>
    public async Task<string> PublicAddress(string at)
    {
        await Followed();
        return (await Publisher.Get(Article(at))).Document.QuerySelector("td a[href^='/en/'], td a[href^='/ru/'], td a[href^='/ar/']")?.GetAttribute("href") ?? throw new InvalidOperationException("it is not public");
    }

    public async Task Followed()
    {
        for (var i = 0; i < 200 && (Site.Serving.Follower.Lag > 0 || Site.Serving.Follower.Position < Size()); i++) await Task.Delay(10);
    }

    public Draft? Draft(string at) => new Drafts(Site.Serving.Store, Site.Time).Find(Id(at), at.Split('/')[^1]);

    public Releasing Releasing => new(Site.Serving.Store, Site.Serving.Views, Site.Serving.Publisher, Site.Time, Site.Serving.Library);

    /// <summary>What <c>acta verify</c> finds.</summary>
    public AuditResult Audit() => StoreAudit.Run(Site.Serving.Store, Site.Serving.Folder, LogKey.Read(Site.Serving.Folder).Verifier, null, Site.Serving.Library.Storage);

    private long Size()
    {
        using var r = Site.Serving.Store.Read();
        return r.Head()?.Size ?? 0;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var visitor in _visitors) visitor.Dispose();
        await Site.DisposeAsync();
    }
}
