using Acta.Access;
using Acta.Publication;
using Acta.Record;
using Acta.Record.News;
using Acta.Record.Site;
using Acta.Store;

namespace Acta.Desk.Articles;

/// <summary><c>/desk/articles/{id}</c>: an article with all its language versions, what is public and what is in the making.</summary>
internal static class ArticlePage
{
    public static Task Show(DeskRequest r) => ArticleRequest.Id(r) is { } id ? Show(r, id, null, 200) : r.Message(404, "no-page");

    public static async Task Show(DeskRequest r, Guid id, string? fault, int status, LocalMoment.Twice? twice = null)
    {
        var article = r.Need<PublishedList>().Find(id);
        IReadOnlyList<Draft> drafts;
        IReadOnlyList<string> behind;
        IReadOnlyList<PlannedRelease> planned;
        IReadOnlyList<ErasureRequest> erasures;
        IReadOnlyList<ArticleEvent> events;
        Embargo? embargo;
        using (var reading = r.Need<MainStore>().Read())
        {
            drafts = Drafts.Of(reading, id);
            behind = Behind(reading, drafts, r.Need<PublishedList>(), article);
            planned = [.. Planned.All(reading).Where(p => p.Items.Any(i => i.Id == id))];
            erasures = Erasing.Of(reading, id);
            embargo = Embargo.Of(reading, id, r.Need<TimeProvider>().GetUtcNow());
            events = reading.Query("SELECT time, actor, act, language, entry_idx, detail FROM audit WHERE resource = @id ORDER BY id DESC LIMIT 200",
                row => new ArticleEvent(DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(0)), row.GetString(1), row.GetString(2), row.IsDBNull(3) ? null : row.GetString(3), row.IsDBNull(4) ? null : row.GetInt64(4), row.IsDBNull(5) ? null : row.GetString(5)),
                ("@id", id.ToString()));
        }
        var open = drafts.Where(d => d.State != DraftState.Published).ToList();
        if (article is null && open.Count == 0 && drafts.Count > 0)
        {
            // It went out this moment.
            await r.Followed();
            article = r.Need<PublishedList>().Find(id);
        }
        if (article is null && open.Count == 0 || r.Settings is not { } settings)
        {
            await r.Message(404, "no-page");
            return;
        }
        var languages = settings.Languages.Union(open.Select(d => d.Language)).Union(article?.Versions.Select(v => v.Language) ?? []).Select(l => new ArticleLanguage(
            l, open.FirstOrDefault(d => d.Language == l), article?.In(l), behind.Contains(l))).ToList();
        var title = languages.OrderBy(l => l.Language == r.Words.Language ? 0 : 1).Select(l => l.Draft?.Headline ?? l.Public?.Headline).FirstOrDefault(t => !string.IsNullOrEmpty(t)) ?? r.Words[languages.Any(l => l.IsThere) ? "article.untitled" : "article.erased"];
        // What was refused stands there as it was typed.
        var typed = fault is not null && r.Http.Request.HasFormContentType ? r.Http.Request.Form : null;
        var due = typed?["due"].ToString() is { Length: > 0 } written ? written : embargo is null ? "" : OrgTime.Field(embargo.Until, r.Zone);
        await r.Page(Slices.Article.Create(new ArticleModel(
            r.Frame(title), id, languages, planned, erasures, events, embargo, due, twice, r.Zone.Id, fault, r.Names())
        {
            Typed = typed,
            Refused = typed is null ? null : r.Http.Request.Path.Value!.Split('/')[^1],
        }), status);
    }

    /// <summary>Begins to change a public text.</summary>
    public static async Task Change(DeskRequest r)
    {
        if (ArticleRequest.Version(r) is not var (id, language) || r.Need<PublishedList>().Find(id)?.In(language) is not { Digest: { } digest } line)
        {
            await r.Message(404, "no-page");
            return;
        }
        var act = await r.Field("act") == "correct" ? Act.Correct : Act.Revise;
        if (!r.Staff.MayWrite(language, line.Section, line.EditionKind != EditionKind.Original))
        {
            await r.Message(403, "no-right");
            return;
        }
        Edition? edition;
        Digest? source = null;
        using (var reading = r.Need<MainStore>().Read())
        {
            edition = reading.Document(digest) is { State: DocumentState.Served, Bytes: { } bytes } ? (Edition)Document.Read(bytes) : null;
            // Made from words that were never public: of no original that stands.
            if (edition?.TranslationOf is { Older: true }) source = Drafts.Find(reading, id, language)?.Source ?? Wording.Of(edition);
            else if (edition?.TranslationOf is { Digest: { } of } && reading.Document(of).Bytes is { } original) source = Wording.Of((Edition)Document.Read(original));
        }
        if (edition is null)
        {
            await Show(r, id, r.Words["change.not-readable"], 409);
            return;
        }
        r.Need<Drafts>().Reopen(edition, digest, source, act, r.Staff, r.Address);
        await r.Go($"/desk/articles/{id}/{language}");
    }

    // Older than the original they were made from; what is in the making counts before what is public.
    private static List<string> Behind(Reading reading, IReadOnlyList<Draft> drafts, PublishedList published, PublicArticle? article)
    {
        var open = drafts.Where(d => d.State != DraftState.Published).ToList();
        return
        [
            .. open.Where(d => EditPage.OriginalOf(reading, d, published) is { HasMoved: true }).Select(d => d.Language),
            .. article?.Versions.Where(v => v.IsReadable && article.NewerOriginalOf(v) is not null).Select(v => v.Language).Except(open.Select(d => d.Language)) ?? [],
        ];
    }
}

/// <summary>The acts on what is public that change no text: no longer current, removed from the site, back again.</summary>
internal static class Notices
{
    public static Task Retire(DeskRequest r) => Do(r, Act.Retire);

    public static Task Withdraw(DeskRequest r) => Do(r, Act.Withdraw);

    public static Task Restore(DeskRequest r) => Do(r, Act.Restore);

    private static async Task Do(DeskRequest r, Act act)
    {
        if (ArticleRequest.Id(r) is not { } id || r.Need<PublishedList>().Find(id) is not { } article)
        {
            await r.Message(404, "no-page");
            return;
        }
        var chosen = await r.Fields("language");
        if (chosen.Count == 0 || chosen.Any(c => article.Versions.All(v => v.Language != c)))
        {
            await ArticlePage.Show(r, id, r.Words["notice.no-language"], 400);
            return;
        }
        if (article.Versions.Any(v => chosen.Contains(v.Language) && !r.Staff.MayRelease(v.Language, v.Section)))
        {
            await ArticlePage.Show(r, id, r.Words["draft.not-yours"], 403);
            return;
        }
        var reasons = new List<(string, string)>();
        foreach (var language in chosen)
            if ((await r.Field("reason-" + language)).Normalize() is { Length: > 0 } reason) reasons.Add((language, reason));
        // A removal without a word would be a silent one, and one in another language nearly so.
        if (act != Act.Restore && chosen.FirstOrDefault(c => reasons.All(said => said.Item1 != c)) is { } silent)
        {
            await ArticlePage.Show(r, id, r.Words.Text("notice.no-reason", ("language", r.Words.LanguageName(silent))), 400);
            return;
        }
        // A reason for a version that is not ticked was meant for something.
        if (article.Versions.FirstOrDefault(v => !chosen.Contains(v.Language) && r.Http.Request.Form["reason-" + v.Language].ToString().Trim().Length > 0) is { } unticked)
        {
            await ArticlePage.Show(r, id, r.Words.Text("notice.unticked", ("language", r.Words.LanguageName(unticked.Language))), 400);
            return;
        }
        var replacement = await Replacement(r, id);
        if (replacement is { Wrong: true })
        {
            await ArticlePage.Show(r, id, r.Words[replacement.Value.Id == id ? "notice.own-replacement" : "notice.no-replacement"], 400);
            return;
        }
        var notice = new Notice { Reason = Record.Words.Of([.. reasons]), Replacement = replacement?.Id };
        var proposals = chosen.Select(l => new Proposal { Act = act, Resource = id, Kind = "article", Language = l, Document = notice }).ToList();
        if (r.Need<Publisher>().Publish(proposals, r.Staff.Actor) is PublishOutcome.Refused refused) await ArticlePage.Show(r, id, refused.Refusals[0].Sentence, 409);
        else await r.GoOnceFollowed($"/desk/articles/{id}", "act." + act.Word());
    }

    // The address of another article's page, here or on the site.
    private static async Task<(Guid? Id, bool Wrong)?> Replacement(DeskRequest r, Guid id)
    {
        var typed = await r.Field("replacement");
        if (typed.Length == 0) return null;
        var found = r.Need<PublishedList>().At(typed.Split('?', '#')[0])?.Id ?? r.Need<PublishedList>().All().FirstOrDefault(a => a.Id != id && typed.Contains(a.Id.ToString(), StringComparison.Ordinal))?.Id;
        return (found, found == id || found is null);
    }
}

/// <summary>A deletion that waits for the second person.</summary>
public sealed record ErasureRequest(Guid Request, string Language, string Ground, bool Hide, Guid AskedBy, DateTimeOffset Asked);

/// <summary>Deletion on legal grounds: one publisher asks, another does it, both having seen all that goes.</summary>
internal static class Erasing
{
    public static IReadOnlyList<ErasureRequest> Of(Reading r, Guid id) => r.Query(
        "SELECT request, language, ground, hide, asked_by, asked FROM erasure_requests WHERE id = @id ORDER BY asked",
        row => new ErasureRequest(Guid.Parse(row.GetString(0)), row.GetString(1), row.GetString(2), row.GetInt64(3) == 1, Guid.Parse(row.GetString(4)), DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(5))),
        ("@id", id.ToString()));

    /// <summary>Those of all articles that wait for somebody's decision.</summary>
    public static IReadOnlyList<(Guid Id, PublicLine Line)> Waiting(Reading r, PublishedList published, Staff who) =>
    [
        .. r.Query("SELECT id, language FROM erasure_requests WHERE asked_by <> @who ORDER BY asked", row => (Id: Guid.Parse(row.GetString(0)), Language: row.GetString(1)), ("@who", who.Id.ToString()))
            .Select(e => (e.Id, Line: published.Find(e.Id)?.In(e.Language)!)).Where(e => e.Line is not null && who.MayRelease(e.Line.Language, e.Line.Section)),
    ];

    /// <summary>Everything that will go, before anybody says so.</summary>
    public static Task Show(DeskRequest r) => ArticleRequest.Version(r) is var (id, language) ? Show(r, id, language, null, 200) : r.Message(404, "no-page");

    public static async Task Ask(DeskRequest r)
    {
        if (Line(r) is not var (id, line))
        {
            await r.Message(404, "no-page");
            return;
        }
        var ground = (await r.Field("ground")).Normalize();
        if (ground.Length is 0 or > 1000)
        {
            await Show(r, id, line.Language, r.Words["erase.no-ground"], 400);
            return;
        }
        var (store, time) = (r.Need<MainStore>(), r.Need<TimeProvider>());
        using (var w = store.BeginDeskWrite())
        {
            w.Execute("DELETE FROM erasure_requests WHERE id = @id AND language = @language", ("@id", id.ToString()), ("@language", line.Language));
            w.Execute("INSERT INTO erasure_requests (request, id, language, ground, hide, asked_by, asked) VALUES (@request, @id, @language, @ground, @hide, @by, @now)",
                ("@request", Guid.NewGuid().ToString()), ("@id", id.ToString()), ("@language", line.Language), ("@ground", ground), ("@hide", await r.Field("hide") == "yes" ? 1L : 0L),
                ("@by", r.Staff.Id.ToString()), ("@now", time.GetUtcNow().ToUnixTimeMilliseconds()));
            Mails.TellAll(w, time.GetUtcNow(), "erase", s => s.Id != r.Staff.Id && s.May(Roles.Publisher, line.Language), $"/desk/articles/{id}/{line.Language}/erase");
            AuditTrail.Add(w, time, r.Staff.Actor, "erase-ask", r.Address, id, line.Language, line.Digest?.ToBytes());
            w.Commit();
        }
        await r.Go($"/desk/articles/{id}/{line.Language}/erase", "erase-asked");
    }

    public static async Task Decide(DeskRequest r)
    {
        if (Line(r) is not var (id, line))
        {
            await r.Message(404, "no-page");
            return;
        }
        ErasureRequest? asked;
        using (var reading = r.Need<MainStore>().Read()) asked = Of(reading, id).FirstOrDefault(e => e.Language == line.Language);
        if (asked is null || asked.Request.ToString() != await r.Field("request")) await Show(r, id, line.Language, r.Words["erase.gone"], 409);
        else if (await r.Field("decision") == "no")
        {
            using (var w = r.Need<MainStore>().BeginDeskWrite())
            {
                w.Execute("DELETE FROM erasure_requests WHERE request = @request", ("@request", asked.Request.ToString()));
                AuditTrail.Add(w, r.Need<TimeProvider>(), r.Staff.Actor, "erase-refuse", r.Address, id, line.Language, line.Digest?.ToBytes());
                w.Commit();
            }
            await r.Go($"/desk/articles/{id}", asked.AskedBy == r.Staff.Id ? "erase-taken-back" : "erase-refused");
        }
        else if (asked.AskedBy == r.Staff.Id) await Show(r, id, line.Language, r.Words["erase.second"], 409);
        else
        {
            var proposal = new Proposal
            {
                Act = Act.Erase,
                Resource = id,
                Kind = "article",
                Language = line.Language,
                HideAddresses = asked.Hide,
                Document = new Erasure { Ground = Record.Words.Of((line.Language, asked.Ground)) },
            };
            if (r.Need<Publisher>().Publish([proposal], r.Staff.Actor) is PublishOutcome.Refused refused) await Show(r, id, line.Language, refused.Refusals[0].Sentence, 409);
            else await r.GoOnceFollowed($"/desk/articles/{id}", "act.erase");
        }
    }

    private static (Guid, PublicLine)? Line(DeskRequest r) =>
        ArticleRequest.Version(r) is var (id, language) && r.Need<PublishedList>().Find(id)?.In(language) is { } line
        && r.Staff.MayRelease(language, line.Section) ? (id, line) : null;

    private static Task Show(DeskRequest r, Guid id, string language, string? fault, int status)
    {
        if (Line(r) is not var (_, line)) return r.Message(404, "no-page");
        using var reading = r.Need<MainStore>().Read();
        var key = new (string, object?)[] { ("@id", id.ToString()), ("@language", language) };
        var (frame, names) = (r.Frame(r.Words["erase.title"]), r.Names());
        long Count(string sql) => reading.Scalar<long>(sql, key);
        string[] files = [.. Erasures.FilesOnlyOf(reading, id, language, long.MaxValue).Select(f => f.Name)];
        return r.Page(Slices.Erase.Create(new EraseModel(
            frame, id, line, Of(reading, id).FirstOrDefault(e => e.Language == language), fault,
            [
                ("erase.documents", Count("SELECT COUNT(*) FROM documents WHERE resource = @id AND language = @language AND state <> 2")),
                ("erase.drafts", Count("SELECT COUNT(*) FROM draft_versions WHERE id = @id AND language = @language")),
                ("erase.comments", Count("SELECT COUNT(*) FROM comments WHERE id = @id AND language = @language")),
                ("erase.remarks", Count("SELECT COUNT(*) FROM clearance_remarks WHERE language = @language AND sheet IN (SELECT sheet FROM clearances WHERE id = @id)")
                    + Count("SELECT COUNT(*) FROM clearance_answers WHERE comment IS NOT NULL AND language = @language AND party IN (SELECT p.party FROM clearance_parties p JOIN clearances c ON c.sheet = p.sheet WHERE c.id = @id)")),
                ("erase.mails", Count("SELECT COUNT(*) FROM mails WHERE " + Erasures.MailsThatLeadThere)),
                ("erase.links", Count("SELECT COUNT(*) FROM preview_links WHERE id = @id AND language = @language")),
                ("erase.addresses", Count("SELECT COUNT(*) FROM addresses WHERE resource = @id AND language = @language")),
            ],
            files, names)
        {
            Which = new Dictionary<string, IReadOnlyList<string>>
            {
                ["erase.documents"] = Said("SELECT e.entry_idx, 0, '' FROM documents e WHERE resource = @id AND language = @language AND state <> 2 ORDER BY entry_idx", (at, _, _) => r.Words.Text("audit.entry", ("number", at))),
                ["erase.drafts"] = Said("SELECT time, number, writer FROM draft_versions WHERE id = @id AND language = @language ORDER BY number", (at, n, who) => $"{n}: {Moment(at)}, {Name(who)}"),
                ["erase.comments"] = Said("SELECT time, 0, writer FROM comments WHERE id = @id AND language = @language ORDER BY time", (at, _, who) => $"{Moment(at)}, {Name(who)}"),
                ["erase.mails"] = Said("SELECT m.created, 0, COALESCE(u.name, m.name, '') FROM mails m LEFT JOIN users u ON u.id = m.user_id WHERE m." + Erasures.MailsThatLeadThere.Replace("link", "m.link", StringComparison.Ordinal) + " ORDER BY m.id", (at, _, who) => $"{Moment(at)}, {who}"),
                ["erase.links"] = Said("SELECT created, opened, label FROM preview_links WHERE id = @id AND language = @language ORDER BY created", (at, _, label) => $"{Moment(at)}, {label}"),
                ["erase.addresses"] = Said("SELECT 0, 0, path FROM addresses WHERE resource = @id AND language = @language ORDER BY path", (_, _, path) => $"/{language}/{path}"),
            },
        }), status);

        List<string> Said(string sql, Func<long, long, string, string> line) => reading.Query(sql, row => line(row.GetInt64(0), row.GetInt64(1), row.GetString(2)), key);
        string Moment(long ms) => frame.Moment(DateTimeOffset.FromUnixTimeMilliseconds(ms));
        string Name(string id) => Guid.TryParse(id, out var who) && names.TryGetValue(who, out var name) ? name : "?";
    }
}

/// <summary>One language of an article.</summary>
public sealed record ArticleLanguage(string Language, Draft? Draft, PublicLine? Public, bool IsBehind)
{
    /// <summary>Whether there is a text of it, in the making or kept.</summary>
    public bool IsThere => Draft is not null || Public is { State: not Views.News.ArticleState.Erased };
}

/// <summary>What was done with an article, by whom.</summary>
public sealed record ArticleEvent(DateTimeOffset Time, string Actor, string Act, string? Language, long? Entry, string? Detail);

public sealed record ArticleModel(
    DeskFrame Frame, Guid Id, IReadOnlyList<ArticleLanguage> Languages, IReadOnlyList<PlannedRelease> Planned, IReadOnlyList<ErasureRequest> Erasures, IReadOnlyList<ArticleEvent> Events,
    Embargo? Embargo, string Due, LocalMoment.Twice? Twice, string Zone, string? Fault, IReadOnlyDictionary<Guid, string> Names)
{
    /// <summary>What was typed into the form that was refused.</summary>
    public IFormCollection? Typed { get; init; }

    /// <summary>Which form that was: the last part of its address.</summary>
    public string? Refused { get; init; }

    public string Actor(string actor) => Frame.Words.Actor(actor, Names);
}

public sealed record EraseModel(
    DeskFrame Frame, Guid Id, PublicLine Line, ErasureRequest? Request, string? Fault, IReadOnlyList<(string Key, long Count)> Goes, IReadOnlyList<string> Files, IReadOnlyDictionary<Guid, string> Names)
{
    /// <summary>Each of what goes, by its key.</summary>
    public required IReadOnlyDictionary<string, IReadOnlyList<string>> Which { get; init; }
}
