using Acta.Access;
using Acta.Desk.Articles;
using Acta.Publication;
using Acta.Record;
using Acta.Record.Register;
using Acta.Tests.Access;
using Acta.Tests.World;

namespace Acta.Tests.Desk;

public sealed class PressOfficeOnSqliteTests() : PressOfficeTests(StoreKind.Sqlite);

public sealed class PressOfficeOnPostgresTests() : PressOfficeTests(StoreKind.Postgres);

/// <summary>A text on its way from the first word to readers, by the forms of the desk.</summary>
public abstract class PressOfficeTests(StoreKind kind)
{
    [Fact]
    public async Task An_author_writes_an_editor_approves_and_a_publisher_brings_it_to_readers()
    {
        await using var office = await Office.Open(kind);
        var at = await office.Begin(office.Author, "Locks open on Monday", "The locks open on **Monday**.\n\n- upper lock\n- lower lock");
        Assert.Equal(DraftState.Draft, office.Draft(at)!.State);
        Assert.Contains("Locks open on Monday", (await office.Author.Get("/desk/articles?show=mine")).Html);

        var page = await office.Author.Get(at);
        await office.Author.Post(at + "?then=submit", Form(page, ("version", page.Document.QuerySelector("input[name=version]")!.GetAttribute("value")!), ("fields", "summary"), ("summary", "In short.")));
        Assert.Equal((DraftState.Review, "In short."), (office.Draft(at)!.State, office.Draft(at)!.Edition.Summary));
        Assert.Contains("Locks open on Monday", (await office.Editor.Get("/desk/articles?show=waiting")).Html);
        Assert.DoesNotContain("Locks open on Monday", (await office.Author.Get("/desk/articles?show=waiting")).Html);
        Assert.Equal("Approved, exactly as it stands.", (await office.Editor.Get((await Office.Step(office.Editor, at, "approve")).Location!)).Said);

        Assert.Equal(403, (await office.Author.Get(Office.Article(at) + "/release")).Status);
        Assert.Equal(303, (await office.Release(at)).Status);
        Assert.Equal(DraftState.Published, office.Draft(at)!.State);
        using var reader = office.Site.Visit();
        var read = await reader.Get(await office.PublicAddress(at));
        Assert.Equal((200, "Locks open on Monday"), (read.Status, read.Title));
        Assert.Contains("<strong>Monday</strong>", read.Html);
    }

    [Fact]
    public async Task Nothing_of_a_draft_is_anywhere_public()
    {
        await using var office = await Office.Open(kind);
        const string phrase = "Zanzibarquartz";
        var at = await office.Begin(office.Author, $"{phrase} in the headline", $"{phrase} in the body.");
        await office.Write(office.Author, at, ("summary", phrase), ("tags", phrase), ("slug", phrase.ToLowerInvariant()));
        await Office.Step(office.Editor, at, "approve");
        await office.Release(at, ("when", "later"), ("due", "2031-01-01T10:00"));
        Assert.Equal(DraftState.Scheduled, office.Draft(at)!.State);
        using var reader = office.Site.Visit();
        foreach (var path in new[]
        {
            "/en/", "/en/news/", "/en/sections/news/", "/en/kinds/news/", "/en/changes/", "/en/feed.atom", "/en/feed.rss", "/en/feed.json", "/en/news/feed.atom", "/sitemap.xml", "/sitemap-en-1.xml", "/news-sitemap.xml",
            "/api/v1/articles", "/api/v1/articles/" + Office.Id(at), "/api/v1/bulk", "/log/checkpoint", "/log/tile/entries/000.p/1", "/robots.txt", "/favicon.ico",
            at, at + "/preview", Office.Article(at), "/desk/articles", "/desk/articles/find?q=zanzi", "/preview/" + new string('0', 48),
        })
        {
            var page = await reader.Get(path);
            Assert.DoesNotContain(phrase, page.Html, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain(phrase, page.Location?.Contains("to=", StringComparison.Ordinal) == true ? "" : page.Location ?? "", StringComparison.OrdinalIgnoreCase);
        }
    }

    [Fact]
    public async Task Of_a_statement_who_wrote_does_not_approve_and_an_override_is_marked()
    {
        await using var office = await Office.Open(kind);
        var at = await office.Begin(office.Editor, "Statement on the level", "The level stays.", "statement");
        var seen = await office.Editor.Get(at);
        Assert.DoesNotContain(at + "/approve", seen.Html);
        Assert.StartsWith("Of this kind, who approves must be another person", (await office.Editor.Post(at + "/approve", Form(seen, ("digest", office.Draft(at)!.Digest.Hex)))).Fault);
        Assert.Equal(DraftState.Draft, office.Draft(at)!.State);
        // News has no such rule unless somebody makes it.
        var news = await office.Begin(office.Editor, "News of the level", "The level stays.");
        Assert.Equal(303, (await Submit(office.Editor, news, "approve")).Status);

        Assert.Contains("not approved yet", (await office.Release(at)).Fault);
        Assert.Equal(303, (await office.Release(at, ("when", "now"), ("override", "yes"))).Status);
        using var auditor = await office.Hire(Roles.Auditor);
        var events = (await auditor.Get(Office.Article(at))).Html;
        Assert.Contains("released it without approval", events);
    }

    [Fact]
    public async Task A_change_of_an_approved_text_voids_its_approval()
    {
        await using var office = await Office.Open(kind);
        var at = await office.Approved("Ferry resumes", "The ferry resumes at noon.");
        var approved = office.Draft(at)!;
        Assert.NotNull(approved.ApprovedBy);
        await office.Write(office.Author, at, ("body", "The ferry resumes at one."));
        Assert.Equal((DraftState.Draft, (Guid?)null), (office.Draft(at)!.State, office.Draft(at)!.ApprovedBy));
        Assert.Contains("not approved yet", (await office.Release(at)).Fault);
        // What was seen is what is approved: the button of an older page does nothing.
        var stale = await Office.Step(office.Editor, at, "approve", ("digest", approved.Digest.Hex));
        Assert.Contains("changed the text meanwhile", stale.Fault);
    }

    [Fact]
    public async Task Two_people_in_one_text_lose_nothing()
    {
        await using var office = await Office.Open(kind);
        var at = await office.Begin(office.Author, "Two hands", "First line.");
        var hers = await office.Author.Get(at);
        var his = await office.Editor.Get(at);
        Assert.Contains("Also has this open now: The author", his.Html);
        Assert.Equal(303, (await Office.Write(office.Author, hers, at, ("body", "First line, by *her*."))).Status);
        var conflict = await Office.Write(office.Editor, his, at, ("body", "First line, by him."));
        Assert.Equal((409, "Two texts"), (conflict.Status, conflict.Title));
        // Hers as it is read, her marks beside it; his in the editor that he wrote it in.
        Assert.Equal("First line, by <em>her</em>.", conflict.Document.QuerySelector("#theirs-body p")!.InnerHtml.Trim());
        Assert.Equal("First line, by *her*.", conflict.Document.QuerySelector("#theirs-body ~ details textarea")!.TextContent.Trim());
        Assert.True(conflict.Document.QuerySelector("#body")!.HasAttribute("data-editor"));
        Assert.Equal("First line, by him.", conflict.Document.QuerySelector("#body")!.TextContent.Trim());
        // The merged text is saved on top of hers, which stays among the versions.
        Assert.Equal(303, (await office.Editor.Submit(conflict, at, at, ("body", "First line, by her and him."))).Status);
        Assert.Equal("First line, by her and him.", Acta.Record.Bodies.Markdown.Write(office.Draft(at)!.Edition.Body).Trim());
        var versions = await office.Editor.Get(at + "/versions");
        Assert.Contains("<ins", versions.Html);

        // The script gets the same as data, and the text it sent is nowhere written.
        var answer = await office.Author.Post(at, [new("form-token", Token(hers)), new("version", "1"), new("fields", "body"), new("body", "Late.")], ("Accept", "application/json"));
        Assert.Equal(409, answer.Status);
        Assert.Contains("\"conflict\":true", answer.Html);
    }

    [Fact]
    public async Task Every_version_can_be_compared_and_brought_back()
    {
        await using var office = await Office.Open(kind);
        var at = await office.Begin(office.Author, "Versions", "One.");
        office.Site.Time.Pass(TimeSpan.FromMinutes(5));
        await office.Write(office.Author, at, ("body", "Two."));
        office.Site.Time.Pass(TimeSpan.FromMinutes(5));
        await office.Write(office.Editor, at, ("body", "One. **More**."), ("kind", "statement"));
        var page = await office.Author.Get(at + "/versions?with=2&of=4");
        // In the words of people: neither signs of the writing nor of the program.
        Assert.Equal(["[removed] News[added] Statement", "One.[added]  More."], page.Document.QuerySelectorAll(".diff-text").Select(d => d.TextContent.Trim()));
        var back = await office.Author.Submit(page, at + "/versions", at + "/versions/restore");
        Assert.Equal(303, back.Status);
        Assert.Equal("One.", Acta.Record.Bodies.Markdown.Write(office.Draft(at)!.Edition.Body).Trim());
        Assert.Equal(5, office.Draft(at)!.Version);
    }

    [Fact]
    public async Task A_correction_tells_readers_and_a_small_edit_shows_in_the_history()
    {
        await using var office = await Office.Open(kind);
        var at = await office.Approved("Bridge of 1,200 metres", "The bridge has 1,200 metres.");
        await office.Release(at);
        var address = await office.PublicAddress(at);
        async Task Change(string act, params (string, string)[] fields)
        {
            await office.Followed();
            var begun = await office.Author.Submit(await office.Author.Get(Office.Article(at)), Office.Article(at), at + "/change", ("act", act));
            Assert.Equal((303, at), (begun.Status, begun.Location));
            Assert.Equal(303, (await office.Write(office.Author, at, fields)).Status);
            Assert.Equal(303, (await Submit(office.Editor, at, "approve")).Status);
            Assert.Equal(303, (await office.Release(at)).Status);
        }
        await Change("correct", ("body", "The bridge has 1,300 metres."), ("headline", "Bridge of 1,300 metres"), ("act", "correct"), ("note", "The bridge has 1,300 metres, not 1,200."), ("major", "yes"));
        await office.Followed();
        using var reader = office.Site.Visit();
        var page = await reader.Get(address);
        Assert.Contains("The bridge has 1,300 metres, not 1,200.", page.Document.QuerySelector(".history")!.TextContent);
        await Change("revise", ("body", "The bridge has 1,300 metres!"), ("act", "revise"));
        await office.Followed();
        Assert.Contains("Small edit", (await reader.Get(address)).Document.QuerySelector(".history")!.TextContent);
        Assert.Null(office.Audit().Fault);
    }

    [Fact]
    public async Task A_correction_without_a_note_does_not_go_out()
    {
        await using var office = await Office.Open(kind);
        var at = await office.Approved("Bridge", "The bridge.");
        await office.Release(at);
        await office.Followed();
        await office.Author.Submit(await office.Author.Get(Office.Article(at)), Office.Article(at), at + "/change", ("act", "correct"));
        await office.Write(office.Author, at, ("body", "The new bridge."));
        // Nobody answers for it without the sentence that readers get; overriding does not help either.
        Assert.Contains("needs a sentence for readers", (await Office.Step(office.Editor, at, "approve")).Fault);
        Assert.Contains("needs a sentence for readers", (await office.Release(at, ("when", "now"), ("override", "yes"))).Fault);
        await office.Write(office.Author, at, ("body", "The new bridge."), ("act", "correct"), ("note", "It is new."));
        Assert.Equal(303, (await Office.Step(office.Editor, at, "approve")).Status);
        Assert.Equal(303, (await office.Release(at)).Status);
    }

    [Fact]
    public async Task Three_languages_go_out_in_one_moment_or_not_at_all()
    {
        await using var office = await Office.Open(kind);
        var at = await office.Begin(office.Author, "Council meets", "The Council meets on 3 December.", "statement");
        var article = Office.Article(at);
        foreach (var (language, headline, body) in new[] { ("ru", "Заседание Совета", "Совет собирается 3 декабря."), ("ar", "اجتماع المجلس", "يجتمع المجلس في 3 ديسمبر.") })
        {
            var begun = await office.Translator.Submit(await office.Translator.Get(article), article, article + "/translate", ("language", language), ("from", "en"));
            Assert.Equal((303, $"{article}/{language}"), (begun.Status, begun.Location));
            Assert.Contains("English: the original", (await office.Translator.Get(begun.Location!)).Html);
            await office.Write(office.Translator, begun.Location!, ("headline", headline), ("body", body));
        }
        // One of them is not ready: nothing goes out.
        foreach (var language in new[] { "en", "ru" }) Assert.Equal(303, (await Submit(office.Editor, $"{article}/{language}", "approve")).Status);
        Assert.Contains("not approved yet", (await office.Release(at)).Fault);
        Assert.Equal(1, Size(office));
        Assert.Equal(303, (await Submit(office.Editor, article + "/ar", "approve")).Status);
        Assert.Equal(303, (await office.Release(at)).Status);
        Assert.Equal(4, Size(office));
        await office.Followed();
        using var reader = office.Site.Visit();
        var page = await reader.Get(await office.PublicAddress(at));
        foreach (var language in new[] { "/ru/news/", "/ar/news/" }) Assert.Contains(language, page.Html);
        // The translations name exactly the version that went out with them.
        Assert.DoesNotContain("older than", page.Html);
        Assert.Null(office.Audit().Fault);
    }

    [Fact]
    public async Task A_translation_is_behind_until_somebody_says_that_it_stands()
    {
        await using var office = await Office.Open(kind);
        var at = await office.Begin(office.Author, "Council meets", "The Council meets on 3 December.");
        var article = Office.Article(at);
        await office.Translator.Submit(await office.Translator.Get(article), article, article + "/translate", ("language", "ru"), ("from", "en"));
        await office.Write(office.Translator, article + "/ru", ("headline", "Совет"), ("body", "Совет собирается 3 декабря."));
        Assert.DoesNotContain("was changed after this translation", (await office.Translator.Get(article + "/ru")).Html);
        await office.Write(office.Author, at, ("body", "The Council meets on 4 December."));
        var page = await office.Translator.Get(article + "/ru");
        Assert.Contains("was changed after this translation", page.Html);
        Assert.Contains("older than the original", (await office.Translator.Get(article)).Html);
        Assert.Equal(303, (await office.Translator.Submit(page, article + "/ru", article + "/ru/stands")).Status);
        Assert.DoesNotContain("was changed after this translation", (await office.Translator.Get(article + "/ru")).Html);
    }

    [Fact]
    public async Task A_translation_that_comes_out_after_its_original_was_corrected_says_that_it_is_older()
    {
        await using var office = await Office.Open(kind);
        var at = await office.Approved("Council meets", "The Council meets on 3 December.");
        var article = Office.Article(at);
        await office.Release(at);
        await office.Followed();
        var first = office.Draft(at)!.Base;
        await office.Translator.Submit(await office.Translator.Get(article), article, article + "/translate", ("language", "ru"), ("from", "en"));
        await office.Write(office.Translator, article + "/ru", ("headline", "Совет"), ("body", "Совет собирается 3 декабря."));
        // Meanwhile the original is corrected and goes out by itself.
        await office.Author.Submit(await office.Author.Get(article), article, at + "/change", ("act", "correct"));
        await office.Write(office.Author, at, ("body", "The Council meets on 4 December."), ("act", "correct"), ("note", "It meets on 4 December."));
        await Submit(office.Editor, at, "approve");
        var page = await office.Publisher.Get(article + "/release");
        var english = page.Document.QuerySelectorAll("input[name=version]").Select(v => v.GetAttribute("value")!).Single(v => v.StartsWith("en ", StringComparison.Ordinal));
        Assert.Equal(303, (await office.Publisher.Submit(page, article + "/release", article + "/release", ("version", english), ("when", "now"), ("seen", "yes"))).Status);
        await Submit(office.Editor, article + "/ru", "approve");
        Assert.Equal(303, (await office.Release(article + "/ru")).Status);
        Assert.Equal(first, office.Draft(article + "/ru")!.Edition.TranslationOf!.Digest);
        await office.Followed();
        using var reader = office.Site.Visit();
        Assert.Contains("older than the original", (await reader.Get(await office.PublicAddress(at))).Document.QuerySelector("nav.languages li:has([lang=ru])")!.TextContent);
    }

    [Fact]
    public async Task A_translation_made_before_the_original_got_its_last_words_comes_out_as_older_until_somebody_says_that_it_stands()
    {
        await using var office = await Office.Open(kind);
        var at = await office.Begin(office.Author, "Council meets", "The Council meets on 3 December.");
        var article = Office.Article(at);
        await office.Translator.Submit(await office.Translator.Get(article), article, article + "/translate", ("language", "ru"), ("from", "en"));
        await office.Write(office.Translator, article + "/ru", ("headline", "Заседание Совета"), ("body", "Совет собирается 3 декабря."));
        await office.Write(office.Author, at, ("body", "The Council meets on 3 December.\n\nIt does so in the hall."));
        await Submit(office.Editor, at, "approve");
        await Submit(office.Editor, article + "/ru", "approve");
        // Whoever brings both out together is told, on the way there and by the form.
        Assert.Equal(["approved", "approved older than the original"], (await office.Publisher.Get("/desk/")).Document.QuerySelectorAll("table.matrix tbody td").Take(2).Select(c => string.Join(' ', c.Children.Select(e => e.TextContent).Where(t => t.Length > 0))));
        var release = await office.Publisher.Get(article + "/release");
        Assert.Equal(["Russian"], release.Document.QuerySelectorAll("tbody tr:has(.mark) th").Select(c => c.TextContent));
        Assert.Equal(303, (await office.Release(at)).Status);
        await office.Followed();
        Assert.Equal("older than the original", (await office.Publisher.Get(article)).Document.QuerySelector("table.languages .mark")?.TextContent);
        Assert.Contains("Council meets", (await office.Translator.Get("/desk/translations?show=behind")).Document.QuerySelector("main table")!.TextContent);
        using var reader = office.Site.Visit();
        var english = await office.PublicAddress(at);
        Assert.Contains("older than the original", Languages(await reader.Get(english)));
        var russian = (await reader.Get(english)).Document.QuerySelector("nav.languages [lang=ru][href], nav.languages li:has([lang=ru]) a")!.GetAttribute("href")!;
        Assert.Contains("этот перевод старше оригинала", (await reader.Get(russian)).Document.QuerySelector("article, main")!.TextContent);

        // Changed by a comma it is as old as before; somebody has to say that it stands.
        await office.Translator.Submit(await office.Translator.Get(article), article, article + "/ru/change", ("act", "revise"));
        await office.Write(office.Translator, article + "/ru", ("body", "Совет собирается третьего декабря."));
        await Submit(office.Editor, article + "/ru", "approve");
        Assert.Equal(303, (await office.Release(article + "/ru")).Status);
        await office.Followed();
        Assert.Contains("older than the original", Languages(await reader.Get(english)));

        await office.Translator.Submit(await office.Translator.Get(article), article, article + "/ru/change", ("act", "revise"));
        Assert.Equal(303, (await office.Translator.Submit(article + "/ru", article + "/ru/stands")).Status);
        await Submit(office.Editor, article + "/ru", "approve");
        Assert.Equal(303, (await office.Release(article + "/ru")).Status);
        await office.Followed();
        Assert.DoesNotContain("older than the original", Languages(await reader.Get(english)));
        Assert.Null((await office.Publisher.Get(article)).Document.QuerySelector("table.languages .mark"));
        Assert.Null(office.Audit().Fault);

        static string Languages(Page page) => page.Document.QuerySelector("nav.languages")!.TextContent;
    }

    [Fact]
    public async Task Who_brings_a_correction_out_hears_which_translations_it_leaves_behind()
    {
        await using var office = await Office.Open(kind);
        var at = await office.Begin(office.Author, "Council meets", "The Council meets on 3 December.");
        var article = Office.Article(at);
        await office.Translator.Submit(await office.Translator.Get(article), article, article + "/translate", ("language", "ru"), ("from", "en"));
        await office.Write(office.Translator, article + "/ru", ("headline", "Заседание Совета"), ("body", "Совет собирается 3 декабря."));
        await Submit(office.Editor, at, "approve");
        await Submit(office.Editor, article + "/ru", "approve");
        Assert.DoesNotContain("older than their original", (await office.Publisher.Get(article + "/release")).Html);
        await office.Release(at);
        await office.Followed();
        await office.Author.Submit(await office.Author.Get(article), article, at + "/change", ("act", "correct"));
        await office.Write(office.Author, at, ("body", "The Council meets on 4 December."), ("act", "correct"), ("note", "It meets on 4 December."));
        var row = (await office.Publisher.Get(article + "/release")).Document.QuerySelector("tbody tr")!.TextContent;
        Assert.Contains("these are older than their original", row);
        Assert.Contains("Russian", row);
        await Submit(office.Editor, at, "approve");
        Assert.Equal(303, (await office.Release(at)).Status);
        await office.Followed();
        // One that is opened again is older as well, though nobody has the original open any more.
        await office.Translator.Submit(await office.Translator.Get(article), article, article + "/ru/change", ("act", "revise"));
        Assert.Equal("older than the original", (await office.Publisher.Get(article)).Document.QuerySelector("table.languages .mark")?.TextContent);
        Assert.NotNull((await office.Publisher.Get(article + "/release")).Document.QuerySelector("tbody .mark"));
    }

    [Fact]
    public async Task What_the_languages_do_not_agree_on_is_shown_before_the_release_and_can_be_let_stand()
    {
        await using var office = await Office.Open(kind);
        var at = await office.Begin(office.Author, "Council meets", "The Council meets on 3 December 2026 with 17 delegates.");
        var article = Office.Article(at);
        await office.Translator.Submit(await office.Translator.Get(article), article, article + "/translate", ("language", "ru"), ("from", "en"));
        await office.Write(office.Translator, article + "/ru", ("headline", "Заседание Совета"), ("body", "Совет собирается 4 декабря 2026 года, 17 делегатов."));
        var page = await office.Publisher.Get(article + "/check");
        var finding = Assert.Single(page.Document.QuerySelectorAll(".findings > li"));
        Assert.Contains("3 December 2026", finding.TextContent);
        Assert.Contains("4 декабря 2026", finding.TextContent);
        // Each side: its language, the sentence with the words marked, and the way to the place.
        var passages = finding.QuerySelectorAll(".passages li");
        Assert.Equal(["English, Text", "Russian, Text"], passages.Select(p => p.QuerySelector("a")!.TextContent));
        Assert.Equal(["The Council meets on [3 December 2026] with 17 delegates.", "Совет собирается [4 декабря 2026] года, 17 делегатов."],
            passages.Select(p => p.QuerySelector("q")!.InnerHtml.Replace("<mark>", "[", StringComparison.Ordinal).Replace("</mark>", "]", StringComparison.Ordinal)));
        Assert.Equal([at, article + "/ru"], passages.Select(p => p.QuerySelector("a")!.GetAttribute("href")!.Split("#passage=")[0]));
        Assert.Equal("English, Russian", (await office.Publisher.Get(article + "/release")).Document.QuerySelector("[aria-labelledby=check] li strong")!.TextContent);
        var release = await office.Publisher.Get(article + "/release");
        Assert.Contains("1 of 1", release.Html);
        // One button does not send it out past the finding.
        var refused = await office.Publisher.Submit(release, article, article + "/release", [.. release.Document.QuerySelectorAll("input[name=version]").Select(v => ("version", v.GetAttribute("value")!)), ("when", "now")]);
        Assert.StartsWith("A finding of the check is still open", refused.Fault);
        Assert.Equal(303, (await office.Publisher.Submit(page, article, article + "/check/waive")).Status);
        Assert.Contains("Let stand by The publisher", (await office.Publisher.Get(article + "/check")).Html);
        release = await office.Publisher.Get(article + "/release");
        Assert.Contains("0 of 1", release.Html);
        Assert.Null(release.Document.QuerySelector("input[name=seen]"));
        // What was waived comes back with other words.
        await office.Write(office.Translator, article + "/ru", ("body", "Совет собирается 5 декабря 2026 года, 17 делегатов."));
        Assert.Contains("1 of 1", (await office.Publisher.Get(article + "/release")).Html);
    }

    [Fact]
    public async Task A_title_that_somebody_else_has_by_the_register_is_told_before_the_release()
    {
        await using var office = await Office.Open(kind);
        var body = new Organization { Id = Guid.NewGuid(), Name = Words.Of(("en", "Bridge Council")) };
        var post = new Post { Id = Guid.NewGuid(), Organization = body.Id, Name = Words.Of(("en", "Secretary General"), ("ru", "Генеральный секретарь")) };
        var (before, now) = (new Person { Id = Guid.NewGuid(), Name = Words.Of(("en", "Anna Petrova"), ("ru", "Анна Петрова")) }, new Person { Id = Guid.NewGuid(), Name = Words.Of(("en", "Ivan Sidorov"), ("ru", "Иван Сидоров")) });
        var (until, since) = (new Membership { Id = Guid.NewGuid(), Member = before.Id, Post = post.Id, End = PartialDate.Parse("2024-12-31") }, new Membership { Id = Guid.NewGuid(), Member = now.Id, Post = post.Id, Start = PartialDate.Parse("2025-01-01"), Role = "acting" });
        Assert.IsType<PublishOutcome.Published>(office.Site.Serving.Publisher.Publish([.. new RegisterRecord[] { body, post, before, now, until, since }.Select(r => new Proposal { Act = Act.Publish, Resource = r.Id, Kind = r.Type, Document = r })], "test"));
        await office.Followed();
        var at = await office.Begin(office.Author, "Council meets", "Secretary General Anna Petrova met Secretary General Ivan Sidorov. Acting Secretary General Ivan Sidorov spoke.");
        var page = await office.Publisher.Get(Office.Article(at) + "/check");
        Assert.Equal(["Secretary General Anna Petrova", "Secretary General Ivan Sidorov"], page.Document.QuerySelectorAll(".findings > li mark").Select(m => m.TextContent));
        Assert.Contains("was held by Ivan Sidorov, and not by Anna Petrova", page.Document.QuerySelector(".findings > li")!.TextContent);
        // Who holds it is asked anew: the register learns that she came back.
        var again = until with { Id = Guid.NewGuid(), Start = PartialDate.Parse("2026-01-01"), End = null };
        Assert.IsType<PublishOutcome.Published>(office.Site.Serving.Publisher.Publish([
            new Proposal { Act = Act.Revise, Resource = since.Id, Kind = since.Type, Document = since with { End = PartialDate.Parse("2025-12-31") } },
            new Proposal { Act = Act.Publish, Resource = again.Id, Kind = again.Type, Document = again }], "test"));
        await office.Followed();
        Assert.DoesNotContain("not by Anna Petrova", (await office.Publisher.Get(Office.Article(at) + "/check")).Html);
    }

    [Fact]
    public async Task A_translation_alone_is_refused_in_words_and_not_in_codes()
    {
        await using var office = await Office.Open(kind);
        var at = await office.Begin(office.Author, "Council meets", "The Council meets.");
        var article = Office.Article(at);
        await office.Translator.Submit(await office.Translator.Get(article), article, article + "/translate", ("language", "ru"), ("from", "en"));
        await office.Write(office.Translator, article + "/ru", ("headline", "Заседание Совета"), ("body", "Совет собирается."));
        Assert.Equal(303, (await Office.Step(office.Editor, article + "/ru", "approve")).Status);
        var page = await office.Publisher.Get(article + "/release");
        var refused = await office.Publisher.Submit(page, article + "/release", article + "/release", ("version", page.Document.QuerySelector("#v-ru")!.GetAttribute("value")!), ("when", "now"));
        Assert.Equal((409, "Russian: this is a translation, and its original (English) is not published. Release both together."), (refused.Status, refused.Fault));
    }

    [Fact]
    public async Task A_notice_that_the_law_asks_for_is_set_once_and_missed_in_every_text_that_lacks_it()
    {
        await using var office = await Office.Open(kind);
        using var admin = await office.Hire(Roles.Administrator);
        async Task<Page> Set(string from, string until) => await admin.Submit("/desk/settings", "/desk/settings", ("lateness", "15"), ("notice-0-language", "en"),
            ("notice-0-names", "Test Body\nTB"), ("notice-0-wording", "(banned in Testland)"), ("notice-0-from", from), ("notice-0-until", until));
        Assert.Contains("A notice needs", (await Set("2026-05-01", "2020-01-01")).Fault);
        Assert.Contains("A notice needs", (await Set("soon", "")).Fault);
        Assert.Equal(303, (await Set("2020-01-01", "")).Status);
        Assert.Equal("Test Body\nTB", (await admin.Get("/desk/settings")).Document.QuerySelector("#notice-0-names")!.TextContent.Trim());
        var at = await office.Begin(office.Author, "Meeting", "The Test Body met.");
        Assert.Contains("(banned in Testland)", (await office.Publisher.Get(Office.Article(at) + "/release")).Html);
        await office.Write(office.Author, at, ("body", "The Test Body (banned in Testland) met."));
        Assert.DoesNotContain("without the notice", (await office.Publisher.Get(Office.Article(at) + "/release")).Html);
        // Emptied, it is gone.
        Assert.Equal(303, (await admin.Submit("/desk/settings", "/desk/settings", ("lateness", "15"))).Status);
        await office.Write(office.Author, at, ("body", "The Test Body met."));
        Assert.DoesNotContain("without the notice", (await office.Publisher.Get(Office.Article(at) + "/release")).Html);
    }

    [Fact]
    public async Task Numbers_of_a_series_have_no_gaps_and_one_statement_has_one_in_all_languages()
    {
        await using var office = await Office.Open(kind);
        using var admin = await office.Hire(Roles.Administrator);
        Assert.Equal(303, (await admin.Submit("/desk/settings", "/desk/settings", ("series-statement", "No. {n}/{year}"), ("lateness", "15"))).Status);
        var first = await office.Approved("First", "Text.", "statement");
        await office.Release(first);
        // A refused release uses up no number: the address is another's.
        var clash = await office.Approved("Second", "Text.", "statement");
        await office.Write(office.Author, clash, ("slug", "first"));
        await Submit(office.Editor, clash, "approve");
        Assert.Contains("another article", (await office.Release(clash)).Fault);
        var third = await office.Approved("Third", "Text.", "statement");
        await office.Release(third);
        var year = TimeZoneInfo.ConvertTimeBySystemTimeZoneId(DateTimeOffset.UtcNow, "Asia/Bishkek").Year;
        Assert.Equal(($"No. 1/{year}", $"No. 2/{year}"), (office.Draft(first)!.Edition.Reference, office.Draft(third)!.Edition.Reference));
        await office.Followed();
        var article = Office.Article(third);
        await office.Translator.Submit(await office.Translator.Get(article), article, article + "/translate", ("language", "ru"), ("from", "en"));
        await office.Write(office.Translator, article + "/ru", ("headline", "Третье"), ("body", "Текст."));
        await Submit(office.Editor, article + "/ru", "approve");
        Assert.Equal(303, (await office.Release(article + "/ru")).Status);
        Assert.Equal($"No. 2/{year}", office.Draft(article + "/ru")!.Edition.Reference);
    }

    [Fact]
    public async Task Removing_a_text_needs_a_reason_and_it_can_be_put_back()
    {
        await using var office = await Office.Open(kind);
        var at = await office.Approved("Mistaken", "A mistaken text.");
        await office.Release(at);
        var address = await office.PublicAddress(at);
        var article = Office.Article(at);
        Assert.StartsWith("Say why", (await office.Publisher.Submit(article, article + "/withdraw", ("language", "en"))).Fault);
        Assert.Equal(303, (await office.Publisher.Submit(article, article + "/withdraw", ("language", "en"), ("reason-en", "Sent by mistake."))).Status);
        await office.Followed();
        using var reader = office.Site.Visit();
        var gone = await reader.Get(address);
        Assert.Equal(410, gone.Status);
        Assert.Contains("Sent by mistake.", gone.Html);
        Assert.Equal(303, (await office.Publisher.Submit(article, article + "/restore", ("language", "en"))).Status);
        await office.Followed();
        Assert.Equal(200, (await reader.Get(address)).Status);
    }

    [Fact]
    public async Task A_deletion_needs_two_and_takes_drafts_and_comments_with_it()
    {
        await using var office = await Office.Open(kind);
        const string phrase = "Quillwortfinch";
        var at = await office.Begin(office.Author, "Private matter", $"Text with {phrase}.");
        await office.Author.Submit(at, at + "/comments", ("comment", $"Is {phrase} right?"));
        await Submit(office.Editor, at, "approve");
        await office.Release(at);
        await office.Followed();
        using (var w = office.Site.Serving.Store.BeginDeskWrite())
        {
            foreach (var link in new[] { at, Office.Article(at), Office.Article(at) + "/ru" }) Mails.TellAll(w, office.Site.Time.GetUtcNow(), "review", s => s.Email == "editor@example.org", link);
            w.Commit();
        }
        var page = await office.Publisher.Get(at + "/erase");
        var goes = page.Document.QuerySelectorAll("#goes ~ .lines > li").ToDictionary(l => l.Children[0].ChildNodes[0].TextContent, l => l.Children[1].TextContent);
        Assert.Equal(("1", "2", "0"), (goes["Comments"], goes["Mails still to be sent that lead to it"], goes["Remarks and reasons on clearance sheets"]));
        Assert.Contains("Every extract of it goes", page.Html);
        Assert.Equal(303, (await office.Publisher.Submit(page, at + "/erase", at + "/erase", ("ground", "By decision of a court."))).Status);
        Assert.DoesNotContain(">Delete for good<", (await office.Publisher.Get(at + "/erase")).Html);
        var own = await office.Publisher.Get(at + "/erase");
        Assert.Contains("second person", (await office.Publisher.Submit(own, at + "/erase", at + "/erase/decide", ("decision", "yes"))).Fault);
        using var second = await office.Hire(Roles.Publisher, "second");
        Assert.Equal(303, (await second.Submit(at + "/erase", at + "/erase/decide", ("decision", "yes"))).Status);
        await office.Followed();
        using var reader = office.Site.Visit();
        Assert.Null(office.Draft(at));
        using (var r = office.Site.Serving.Store.Read())
            foreach (var table in new[] { "drafts", "draft_versions", "comments", "erasure_requests" })
                Assert.Equal(0, r.Scalar<long>($"SELECT COUNT(*) FROM {table} WHERE id = @id", ("@id", Office.Id(at).ToString())));
        using (var r = office.Site.Serving.Store.Read()) Assert.Equal([Office.Article(at) + "/ru"], r.Query("SELECT link FROM mails WHERE state = 'waiting'", row => row.GetString(0)));
        // The views' log is emptied by the follower, a moment after the entry is applied.
        for (var i = 0; kind == StoreKind.Sqlite && FilesWith.Any(Directory.GetFiles(office.Site.DataPath, "*", SearchOption.AllDirectories), phrase) is { Count: > 0 } files; i++)
        {
            Assert.True(i < 100, string.Join(", ", files));
            await Task.Delay(50);
        }
    }

    [Fact]
    public async Task A_translator_of_one_language_writes_in_no_other_and_an_author_of_one_section_in_no_other()
    {
        await using var office = await Office.Open(kind);
        using var russian = await office.Site.SignIn(await office.Site.Add("russian", new Grant(Roles.Translator, ["ru"], [])));
        using var water = await office.Site.SignIn(await office.Site.Add("water", new Grant(Roles.Author, [], ["water"])));
        var at = await office.Begin(office.Author, "Levels", "Levels.");
        var article = Office.Article(at);
        Assert.Equal(403, (await russian.Post(article + "/translate", Form(await russian.Get(article), ("language", "ar"), ("from", "en")))).Status);
        Assert.Equal(303, (await russian.Post(article + "/translate", Form(await russian.Get(article), ("language", "ru"), ("from", "en")))).Status);
        Assert.Equal(403, (await russian.Post(at, Form(await russian.Get(article), ("version", "2"), ("fields", "body"), ("body", "x")))).Status);
        Assert.Equal(403, (await water.Post(at, Form(await water.Get(article), ("version", "2"), ("fields", "body"), ("body", "x")))).Status);
        Assert.StartsWith("You don’t write", (await water.Submit("/desk/articles/new", "/desk/articles/new", ("headline", "x"), ("kind", "news"), ("language", "en"), ("section", "news"))).Fault);
        Assert.Equal("Levels.", Acta.Record.Bodies.Markdown.Write(office.Draft(at)!.Edition.Body).Trim());
    }

    [Fact]
    public async Task A_link_for_an_outsider_opens_the_draft_until_it_is_taken_back_or_over()
    {
        await using var office = await Office.Open(kind);
        var at = await office.Begin(office.Author, "Embargoed words", "Words under embargo.");
        async Task<string> Make(string label)
        {
            var made = await office.Author.Submit(at + "/preview-links", at + "/preview-links", ("label", label), ("days", "3"));
            return new Uri(made.Document.QuerySelector("#link")!.GetAttribute("value")!).PathAndQuery;
        }
        var (one, two) = (await Make("Agency"), await Make("Ministry"));
        using var outsider = office.Site.Visit();
        var page = await outsider.Get(one);
        Assert.Equal((200, "Embargoed words"), (page.Status, page.Title));
        Assert.Contains("noindex", page.Html);
        await outsider.Get(one);
        var links = await office.Author.Get(at + "/preview-links");
        Assert.Contains("opened: 2, last ", links.Html);
        var row = links.Document.QuerySelectorAll("section[aria-labelledby=links] li").First(t => t.TextContent.Contains("Agency", StringComparison.Ordinal));
        await office.Author.Submit(links, at, at + "/preview-links/revoke", ("link", row.QuerySelector("input[name=link]")!.GetAttribute("value")!));
        Assert.Equal(404, (await outsider.Get(one)).Status);
        Assert.Equal(200, (await outsider.Get(two)).Status);

        await Submit(office.Editor, at, "approve");
        await office.Release(at, ("when", "later"), ("due", "2031-01-01T10:00"));
        Assert.Contains("EMBARGOED UNTIL 1 January 2031", (await outsider.Get(two + "?lang=en", ("Accept-Language", "en"))).Html);
        office.Site.Time.Pass(TimeSpan.FromDays(4));
        Assert.Equal(404, (await outsider.Get(two)).Status);
    }

    [Fact]
    public async Task What_can_not_be_read_is_told_at_its_field_and_the_rest_is_kept()
    {
        await using var office = await Office.Open(kind);
        var at = await office.Begin(office.Author, "Fields", "Text.");
        var answer = await office.Write(office.Author, at, ("event-from", "31.02.2026"), ("place", "Osh"), ("source-url", "javascript:alert(1)"), ("slug", "Not A Slug"));
        Assert.Equal(400, answer.Status);
        foreach (var field in new[] { "event-from", "source-url", "slug" }) Assert.Equal("true", answer.Document.GetElementById(field)!.GetAttribute("aria-invalid"));
        Assert.Equal("31.02.2026", answer.Document.GetElementById("event-from")!.GetAttribute("value"));
        Assert.Equal(("Osh", null), (office.Draft(at)!.Edition.Place, office.Draft(at)!.Edition.Event));
        await office.Write(office.Author, at, ("event-from", "28.02.2026 10:30"), ("event-to", "2026-03"), ("pinned", "2026-12-01"));
        var edition = office.Draft(at)!.Edition;
        Assert.Equal("2026-02-28T10:30+06:00", edition.Event!.From.ToString());
        Assert.Equal("2026-03", edition.Event.To.ToString());
    }

    [Fact]
    public async Task The_list_is_found_by_language_section_state_words_and_address()
    {
        await using var office = await Office.Open(kind);
        var one = await office.Approved("Alpha report", "A.");
        await office.Release(one);
        var address = await office.PublicAddress(one);
        var two = await office.Begin(office.Author, "Бета отчёт", "Б.", "announcement", "ru");
        async Task<string[]> Found(string query) => [.. (await office.Editor.Get("/desk/articles?" + query)).Document.QuerySelectorAll("tbody th a").Select(a => a.TextContent.Trim())];
        Assert.Equal(Names("Бета отчёт"), await Found("show=work"));
        Assert.Equal(Names("Alpha report"), await Found("show=public"));
        Assert.Equal(Names("Бета отчёт", "Alpha report"), await Found("show=all"));
        Assert.Equal(Names("Бета отчёт"), await Found("show=all&q=" + Uri.EscapeDataString("ОТЧЁТ")));
        Assert.Equal(Names("Alpha report"), await Found("show=all&q=" + Uri.EscapeDataString("https://news.example.org" + address)));
        Assert.Equal(Names("Бета отчёт"), await Found("show=all&language=ru&state=draft"));
        Assert.Equal(Names(), await Found("show=all&language=ru&state=published"));
        Assert.Equal(Names(), await Found("show=all&section=water"));
    }

    private static string[] Names(params string[] names) => names;

    private static Task<Page> Submit(Visitor who, string at, string step) => Office.Step(who, at, step);

    private static string Token(Page page) => page.Document.QuerySelector("input[name=form-token]")!.GetAttribute("value")!;

    private static IEnumerable<KeyValuePair<string, string>> Form(Page page, params (string Name, string Value)[] fields) =>
        fields.Select(f => KeyValuePair.Create(f.Name, f.Value)).Append(KeyValuePair.Create("form-token", Token(page)));

    private static long Size(Office office)
    {
        using var r = office.Site.Serving.Store.Read();
        return r.Head()!.Size;
    }
}
