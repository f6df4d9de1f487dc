using System.Text;
using System.Text.Json;
using Acta.Access;
using Acta.Desk;
using Acta.Desk.Articles;
using Acta.Tests.Access;
using AngleSharp.Html.Dom;

namespace Acta.Tests.Desk;

/// <summary>What people try who mean no good, with an account of the house or without one.</summary>
public sealed class SafetyTests
{
    // Markup that runs in one place or another where somebody forgot to take it as text.
    private static readonly string[] Attacks =
    [
        "<script>acta_attack()</script>", "\"><img src=x onerror=acta_attack()>", "'><svg/onload=acta_attack()>", "</textarea><script>acta_attack()</script>", "</title><script>acta_attack()</script>",
        "</style><script>acta_attack()</script>", "--><script>acta_attack()</script>", "<iframe srcdoc=\"<script>acta_attack()</script>\">", "<a href=\"&#106;ava&#x73;cript:acta_attack()\">x</a>",
        "<math><mtext><table><mglyph><style><img src=x onerror=acta_attack()>", "<noscript><p title=\"</noscript><img src=x onerror=acta_attack()>\">", "<form action=javascript:acta_attack()><button>x</button></form>",
        "[x](javascript:acta_attack())", "[x](JaVa\u0000ScRiPt:acta_attack())", "[x]( javascript:acta_attack())", "[x](data:text/html;base64,PHNjcmlwdD5hY3RhX2F0dGFjaygpPC9zY3JpcHQ+)", "![x](javascript:acta_attack())", "[x](vbscript:acta_attack())",
        "[x](java\tscript:acta_attack())", "[x](\"onmouseover=\"acta_attack())", "[x]: javascript:acta_attack()\n\n[x]", "<javascript:acta_attack()>", "`</code><script>acta_attack()</script>`",
        "::: image\nurl: javascript:acta_attack()\nalt: \"><script>acta_attack()</script>\n:::", "::: attachment\nurl: javascript:acta_attack()\n:::", "{{constructor.constructor('acta_attack()')()}}", "'-acta_attack()-'", "\u202e<script>acta_attack()</script>",
    ];

    [Fact]
    public async Task Who_has_every_role_but_for_another_section_and_language_changes_nothing_of_a_text_by_its_address()
    {
        await using var office = await Office.Open();
        var at = await office.Approved("Not theirs", "Text.");
        var article = Office.Article(at);
        var made = await office.Author.Submit(at + "/preview-links", at + "/preview-links", ("label", "Agency"), ("days", "3"));
        Assert.Equal(200, made.Status);
        await office.Release(await office.Approved("Public already", "Text."));
        Roles[] all = [Roles.Author, Roles.Translator, Roles.Editor, Roles.Publisher];
        using var intruder = await office.Site.SignIn(await office.Site.Add("intruder", [.. all.Select(role => new Grant(role, ["ar"], ["water"]))]));
        var draft = office.Draft(at)!;
        var link = (await office.Author.Get(at + "/preview-links")).Document.QuerySelector("input[name=link]")!.GetAttribute("value")!;
        var before = Kept(office);
        var token = (await intruder.Get("/desk/articles/new")).Document.QuerySelector("input[name=form-token]")!.GetAttribute("value")!;
        var tried = 0;
        foreach (var route in DeskRoutes.All.Where(r => r.Method == "POST" && r.Pattern.StartsWith("/desk/articles/{id}", StringComparison.Ordinal)))
        {
            // Who works here may say something of any text.
            if (route.Pattern.Contains("/comments", StringComparison.Ordinal)) continue;
            var path = route.Pattern.Replace("{id}", draft.Id.ToString(), StringComparison.Ordinal).Replace("{lang}", "en", StringComparison.Ordinal);
            var answer = await intruder.Post(path,
            [
                .. new Dictionary<string, string>
                {
                    ["form-token"] = token, ["version"] = route.Pattern.EndsWith("/release", StringComparison.Ordinal) ? $"en {draft.Digest.Hex}" : draft.Version.ToString(System.Globalization.CultureInfo.InvariantCulture),
                    ["digest"] = draft.Digest.Hex, ["fields"] = "body headline", ["body"] = "Taken over", ["headline"] = "Taken over", ["when"] = "now", ["override"] = "yes", ["language"] = "en", ["from"] = "en",
                    ["reason-en"] = "x", ["act"] = "correct", ["note"] = "x", ["due"] = "2031-01-01T10:00", ["lift"] = "yes", ["days"] = "3", ["label"] = "x", ["link"] = link, ["ground"] = "x", ["number"] = "1", ["to"] = intruder.ToString()!,
                    ["parties"] = "A <a@example.org>", ["deadline"] = "2031-01-01T10:00", ["decision"] = "yes", ["confirm"] = "yes",
                },
            ]);
            Assert.True(answer.Status is 400 or 403 or 404 or 409 or 303, $"{path}: {answer.Status}");
            Assert.True(before == Kept(office), $"{path} changed something: {answer.Status}");
            tried++;
        }
        Assert.True(tried > 20);
        Assert.Equal(200, (await office.Author.Get(at)).Status);
    }

    [Fact]
    public async Task Fields_that_no_form_has_set_nothing()
    {
        await using var office = await Office.Open();
        var at = await office.Begin(office.Author, "Mine", "Text.", "statement");
        var before = office.Draft(at)!;
        (string, string)[] fields =
        [
            ("body", "Changed."), ("state", "approved"), ("State", "Published"), ("approved_by", before.Author.ToString()), ("approved", "yes"), ("author", Guid.NewGuid().ToString()), ("base", new string('a', 64)),
            ("source", new string('a', 64)), ("Edition.Reference", "No. 1"), ("first-published", "1999-01-01"), ("id", Guid.NewGuid().ToString()), ("Who.Staff.Grants", "administrator"), ("role", "administrator"),
        ];
        var page = await office.Author.Get(at);
        await office.Author.Submit(page, at, at, [.. fields, ("fields", string.Join(' ', fields.Select(f => f.Item1)))]);
        var after = office.Draft(at)!;
        Assert.Equal((DraftState.Draft, before.Author, null, null, before.Id), (after.State, after.Author, after.ApprovedBy, after.Base?.Hex, after.Id));
        Assert.Equal(before.Source, after.Source);
        Assert.Equal("Changed.", Acta.Record.Bodies.Markdown.Write(after.Edition.Body).Trim());
        Assert.Equal(403, (await office.Author.Get("/desk/people")).Status);
    }

    [Fact]
    public async Task Whatever_is_typed_runs_nowhere_neither_at_the_desk_nor_at_readers()
    {
        await using var office = await Office.Open();
        using var reader = office.Site.Visit();
        foreach (var attack in Attacks)
        {
            var at = await office.Begin(office.Author, "Attack", attack);
            var article = Office.Article(at);
            await office.Write(office.Author, at, ("headline", attack.ReplaceLineEndings(" ")), ("summary", attack), ("byline", attack), ("place", attack), ("source-name", attack), ("source-url", attack), ("tags", attack));
            await office.Author.Submit(await office.Author.Get(at), at, at + "/comments", ("comment", attack), ("quote", attack));
            var links = await office.Author.Submit(at + "/preview-links", at + "/preview-links", ("label", attack.Length > 100 ? attack[..100] : attack), ("days", "1"));
            Harmless(links, attack);
            foreach (var path in new[] { at, at + "/versions", at + "/preview", at + "/preview-links", article, article + "/check", "/desk/articles?q=" + Uri.EscapeDataString(attack), "/desk/" }) Harmless(await office.Author.Get(path), attack);
            if (office.Draft(at)!.Edition.Headline.Length == 0) continue;
            await Office.Step(office.Editor, at, "approve");
            Harmless(await office.Publisher.Get(article + "/release"), attack);
            if ((await office.Release(at)).Status != 303) continue;
            Harmless(await reader.Get(await office.PublicAddress(at)), attack);
            foreach (var path in new[] { "/en/", "/en/news/" }) Harmless(await reader.Get(path), attack);
        }
        Assert.Null(office.Audit().Fault);
    }

    [Theory]
    [InlineData("GIF89a/*", "*/=1;acta_attack()//")]
    [InlineData("\u0089PNG\r\n\u001a\n", "<script>acta_attack()</script>")]
    [InlineData("\u00ff\u00d8\u00ff\u00e0", "<html><script>acta_attack()</script></html>")]
    [InlineData("RIFF\u0010\u0000\u0000\u0000WEBP", "<script>acta_attack()</script>")]
    [InlineData("%PDF-1.7\n", "<html><script>acta_attack()</script></html>")]
    [InlineData("", "<svg xmlns=\"http://www.w3.org/2000/svg\"><script>acta_attack()</script></svg>")]
    [InlineData("", "<!doctype html><script>acta_attack()</script>")]
    [InlineData("PK\u0003\u0004", "<script>acta_attack()</script>")]
    public async Task A_file_that_is_two_things_at_once_is_refused_or_given_as_the_harmless_one(string head, string tail)
    {
        await using var office = await Office.Open();
        foreach (var name in new[] { "picture.gif", "picture.jpg", "page.html", "drawing.svg", "paper.pdf", "script.js" })
        {
            var answer = await office.Author.Send("/desk/media", [.. Encoding.Latin1.GetBytes(head), .. Encoding.UTF8.GetBytes(tail)], ("X-File-Name", name));
            if (answer.Status == 400) continue;
            Assert.Equal(200, answer.Status);
            var id = JsonDocument.Parse(answer.Html).RootElement.GetProperty("id").GetString();
            var listed = (await office.Author.Get("/desk/media")).Document.QuerySelectorAll($"a[href^='/desk/media/{id}']").First();
            var file = await office.Author.Get((await office.Author.Get(listed.GetAttribute("href")!.Split('?')[0])).Document.QuerySelectorAll($"[href^='/desk/media/{id}/'], [src^='/desk/media/{id}/']").Select(e => e.GetAttribute("href") ?? e.GetAttribute("src")!).First());
            var type = file.Answer.Content.Headers.ContentType!.MediaType!;
            Assert.True(type.StartsWith("image/", StringComparison.Ordinal) || type is "application/pdf" or "application/octet-stream", $"{name}: {type}");
            Assert.Equal("nosniff", file.Answer.Headers.GetValues("X-Content-Type-Options").Single());
            Assert.Contains("sandbox", file.Answer.Headers.GetValues("Content-Security-Policy").Single());
        }
    }

    /// <summary>Nothing on a page runs but the desk's and the site's own files.</summary>
    internal static void Harmless(Page page, string attack)
    {
        if (page.Answer.Content.Headers.ContentType?.MediaType != "text/html") return;
        foreach (var element in page.Document.All)
        {
            Assert.False(element is IHtmlScriptElement && element.GetAttribute("type") is not "application/ld+json" && !(element.GetAttribute("src") ?? "").StartsWith("/assets/", StringComparison.Ordinal), $"a script of: {attack}");
            foreach (var attribute in element.Attributes)
            {
                Assert.False(attribute.Name.StartsWith("on", StringComparison.Ordinal), $"{attribute.Name} of: {attack}");
                if (attribute.Name is not ("href" or "src" or "action" or "formaction" or "poster" or "data" or "srcdoc" or "xlink:href")) continue;
                var url = new string([.. attribute.Value.Where(c => c > ' ')]);
                Assert.False(attribute.Name == "srcdoc" || url.StartsWith("javascript:", StringComparison.OrdinalIgnoreCase) || url.StartsWith("vbscript:", StringComparison.OrdinalIgnoreCase) || url.StartsWith("data:text", StringComparison.OrdinalIgnoreCase), $"{attribute.Name}={url} of: {attack}");
            }
        }
        // A word of structured data may not end it.
        foreach (var data in page.Document.QuerySelectorAll("script[type='application/ld+json']")) JsonDocument.Parse(data.TextContent).Dispose();
    }

    // All that a text's way to the public is made of; what people say of it is not.
    private static string Kept(Office office)
    {
        using var r = office.Site.Serving.Store.Read();
        var all = new StringBuilder();
        foreach (var query in new[]
        {
            "SELECT id || language || state || version || act || COALESCE(approved_by, '') || COALESCE(assigned, '') || COALESCE(note, '') FROM drafts ORDER BY 1", "SELECT release || state FROM releases ORDER BY 1",
            "SELECT link || COALESCE(revoked, 0) FROM preview_links ORDER BY 1", "SELECT sheet FROM clearances ORDER BY 1", "SELECT request FROM erasure_requests ORDER BY 1", "SELECT id || until FROM embargoes ORDER BY 1",
            "SELECT id || finding FROM waivers ORDER BY 1", "SELECT resource || language || state || revision FROM heads ORDER BY 1",
        })
            all.AppendJoin('\n', r.Query(query, row => row.GetString(0))).Append('\n');
        return all.ToString();
    }
}
