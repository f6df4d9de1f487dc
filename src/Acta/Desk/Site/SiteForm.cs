using System.Globalization;
using Acta.Desk.Articles;
using Acta.Record;
using Acta.Record.Bodies;
using Acta.Record.News;
using Acta.Record.Site;

namespace Acta.Desk.Site;

/// <summary>The site's settings as the fields of a form, and back.</summary>
internal static class SiteForm
{
    /// <summary>Texts that each language has.</summary>
    public static readonly IReadOnlyList<string> Texts = ["name", "short", "tagline", "banner", "footer", "reuse"];

    /// <summary>Rows of a table that has some more to fill in.</summary>
    public const int SpareRows = 3;

    public static Words Of(SiteSettings s, string text) => text switch
    {
        "name" => s.Name,
        "short" => s.ShortName,
        "tagline" => s.Tagline,
        "banner" => s.Banner,
        "footer" => s.Footer,
        _ => s.ReuseTerms,
    };

    /// <summary>What a form says, or the first thing wrong with it.</summary>
    public static async Task<(SiteSettings? Settings, string? Fault)> Read(DeskRequest r, SiteSettings now, PublishedList published, Func<Guid, MediaFile?> file)
    {
        var words = r.Words;
        string[] languages = [.. (await r.Field("languages")).Split([',', ' '], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Distinct()];
        if (languages.Length == 0 || languages.FirstOrDefault(l => !Rules.IsLanguage(l)) is not null) return (null, words["site.languages.wrong"]);
        // Texts of a language that was just added are typed after it is there.
        var typed = now.Languages.Union(languages).ToList();
        var texts = new Dictionary<string, Words>();
        foreach (var text in Texts) texts[text] = await Said(r, text, typed);

        var sections = new List<(int Order, Section Section)>();
        for (var i = 0; i < now.Sections.Count + SpareRows; i++)
        {
            var slug = await r.Field($"section-{i}-slug");
            if (i < now.Sections.Count) slug = now.Sections[i].Slug;
            if (slug.Length == 0 || await r.Field($"section-{i}-gone") == "yes") continue;
            if (!Slugs.IsValid(slug)) return (null, words.Text("site.section.wrong", ("slug", slug)));
            var order = int.TryParse(await r.Field($"section-{i}-order"), NumberStyles.Integer, CultureInfo.InvariantCulture, out var o) ? o : 1000 + i;
            sections.Add((order, new Section(slug, await Said(r, $"section-{i}-name", typed), await Said(r, $"section-{i}-description", typed))));
        }
        if (sections.GroupBy(s => s.Section.Slug).FirstOrDefault(g => g.Count() > 1) is { } twice) return (null, words.Text("site.section.twice", ("slug", twice.Key)));

        var menu = new List<(int Order, MenuItem Item)>();
        for (var i = 0; i < now.Menu.Count + SpareRows; i++)
        {
            var to = await r.Field($"menu-{i}-to");
            var label = await Said(r, $"menu-{i}-label", typed);
            if (label.IsEmpty || await r.Field($"menu-{i}-gone") == "yes") continue;
            menu.Add((int.TryParse(await r.Field($"menu-{i}-order"), NumberStyles.Integer, CultureInfo.InvariantCulture, out var o) ? o : 1000 + i, new MenuItem(to, label)));
        }

        var front = new List<FrontItem>();
        foreach (var line in (await r.Raw("front")).Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (Article(line, published) is not var (id, language)) return (null, words.Text("site.front.wrong", ("line", line)));
            front.Add(new FrontItem(id, language));
        }

        var urgent = await Said(r, "urgent", typed);
        PartialDate? until = null;
        if (await r.Field("urgent-until") is { Length: > 0 } ends)
        {
            if (!OrgTime.TryPartial(ends, r.Zone, out var date)) return (null, words["field.date.wrong"]);
            until = date;
        }

        MediaFile? emblem = null;
        if (await r.Field("emblem") is { Length: > 0 } picture)
        {
            emblem = now.Emblem?.Id.ToString() == picture ? now.Emblem : Guid.TryParseExact(picture, "D", out var id) ? file(id) : null;
            if (emblem is null) return (null, words["field.lead.wrong"]);
        }
        var contact = await r.Field("contact-name");
        var accent = await r.Field("accent");
        var next = now with
        {
            Salt = "",
            Name = texts["name"],
            ShortName = texts["short"],
            Tagline = texts["tagline"],
            Banner = texts["banner"],
            Footer = texts["footer"],
            ReuseTerms = texts["reuse"],
            Languages = languages,
            TimeZone = await r.Field("zone"),
            Sections = [.. sections.OrderBy(s => s.Order).Select(s => s.Section)],
            Menu = [.. menu.OrderBy(m => m.Order).Select(m => m.Item)],
            Colours = await r.Field("primary") is { Length: > 0 } primary ? new Colours(primary.ToLowerInvariant(), accent.Length > 0 ? accent.ToLowerInvariant() : null) : null,
            Emblem = emblem,
            PressContact = contact.Length == 0 ? null : new Contact(contact, Or(await r.Field("contact-phone")), Or(await r.Field("contact-email"))),
            NativeSlugs = await r.Field("native-slugs") == "yes",
            Front = front,
            Urgent = urgent.IsEmpty ? null : new UrgentNotice(urgent, Or(await r.Field("urgent-to")), until),
        };
        return Rules.Check(next) is { Count: > 0 } breaches ? (null, breaches[0]) : (next, null);

        static string? Or(string text) => text.Length == 0 ? null : text;
    }

    /// <summary>The articles at the top of the home page as lines of addresses.</summary>
    public static string FrontLines(SiteSettings s, PublishedList published) => string.Join('\n', s.Front.Select(i =>
        published.Find(i.Article)?.Versions is { } versions && (versions.FirstOrDefault(v => v.Language == i.Language) ?? versions[0]) is { Address.Length: > 0 } line
            ? (i.Language is null ? "* " : "") + line.Path
            : i.Article.ToString()));

    // An address names the article in its language; with a star before it, in all of them.
    private static (Guid Id, string? Language)? Article(string line, PublishedList published)
    {
        var everywhere = line.StartsWith('*');
        var path = line.TrimStart('*', ' ');
        if (published.At(path) is { IsReadable: true } page) return (page.Id, everywhere ? null : page.Language);
        return Guid.TryParseExact(path, "D", out var id) && published.Find(id) is not null ? (id, null) : null;
    }

    private static async Task<Words> Said(DeskRequest r, string name, IEnumerable<string> languages)
    {
        var said = new List<(string, string)>();
        foreach (var language in languages)
            if ((await r.Field($"{name}-{language}")).Normalize() is { Length: > 0 } text) said.Add((language, text));
        return Words.Of([.. said]);
    }
}
