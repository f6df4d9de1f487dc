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

    /// <summary>What a form says, or what is wrong with it, by field.</summary>
    public static async Task<(SiteSettings? Settings, IReadOnlyDictionary<string, string> Faults)> Read(DeskRequest r, SiteSettings now, PublishedList published, Func<Guid, MediaFile?> file)
    {
        var words = r.Words;
        var faults = new Dictionary<string, string>(StringComparer.Ordinal);
        string[] languages = [.. (await r.Field("languages")).Split([',', ' '], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Distinct()];
        if (languages.Length == 0) faults["languages"] = words["site.languages.none"];
        else if (languages.FirstOrDefault(l => !Rules.IsLanguage(l)) is { } no) faults["languages"] = words.Text("site.languages.wrong", ("code", no));
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
            if (!Slugs.IsValid(slug)) faults[$"section-{i}-slug"] = words.Text("site.section.wrong", ("slug", slug));
            else if (sections.Any(s => s.Section.Slug == slug)) faults[$"section-{i}-slug"] = words.Text("site.section.twice", ("slug", slug));
            var order = int.TryParse(await r.Field($"section-{i}-order"), NumberStyles.Integer, CultureInfo.InvariantCulture, out var o) ? o : 1000 + i;
            sections.Add((order, new Section(slug, await Said(r, $"section-{i}-name", typed), await Said(r, $"section-{i}-description", typed))));
        }

        var menu = new List<(int Order, MenuItem Item)>();
        for (var i = 0; i < now.Menu.Count + SpareRows; i++)
        {
            var to = await r.Field($"menu-{i}-to");
            var label = await Said(r, $"menu-{i}-label", typed);
            if ((label.IsEmpty && to.Length == 0) || await r.Field($"menu-{i}-gone") == "yes") continue;
            if (label.IsEmpty) faults[$"menu-{i}-to"] = words["site.menu.no-label"];
            else if (!LeadsSomewhere(to)) faults[$"menu-{i}-to"] = words.Text("site.to.wrong", ("to", to));
            menu.Add((int.TryParse(await r.Field($"menu-{i}-order"), NumberStyles.Integer, CultureInfo.InvariantCulture, out var o) ? o : 1000 + i, new MenuItem(to, label)));
        }

        var front = new List<FrontItem>();
        foreach (var line in (await r.Raw("front")).Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (Article(line, published) is var (id, language)) front.Add(new FrontItem(id, language));
            else faults.TryAdd("front", words.Text("site.front.wrong", ("line", line)));
        }

        var urgent = await Said(r, "urgent", typed);
        PartialDate? until = null;
        if (await r.Field("urgent-until") is { Length: > 0 } ends)
        {
            if (!OrgTime.TryPartial(ends, r.Zone, out var date)) faults["urgent-until"] = OrgTime.Fault(ends, r.Zone, words, "field.date.wrong");
            else if ((date.HasTime ? date.Start : Views.News.SiteZone.EndOf(date.LastDay, r.Zone)) <= r.Need<TimeProvider>().GetUtcNow() && now.Urgent?.Until != date) faults["urgent-until"] = words["site.urgent.past"];
            else until = date;
        }
        var urgentTo = await r.Field("urgent-to");
        if (urgentTo.Length > 0 && !LeadsSomewhere(urgentTo)) faults["urgent-to"] = words.Text("site.to.wrong", ("to", urgentTo));

        MediaFile? emblem = null;
        if (await r.Field("emblem") is { Length: > 0 } picture)
        {
            emblem = now.Emblem?.Id.ToString() == picture ? now.Emblem : Guid.TryParseExact(picture, "D", out var id) ? file(id) : null;
            if (emblem is null) faults["emblem"] = words["field.lead.wrong"];
        }
        var (contact, email) = (await r.Field("contact-name"), await r.Field("contact-email"));
        if (email.Length > 0 && !Access.People.IsEmail(email)) faults["contact-email"] = words["email.wrong"];
        if (contact.Length == 0 && email.Length + (await r.Field("contact-phone")).Length > 0) faults["contact-name"] = words["site.contact.no-name"];
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(await r.Field("zone"), out _)) faults["zone"] = words["site.zone.wrong"];
        foreach (var colour in new[] { "primary", "accent" })
            if (await r.Field(colour) is { Length: > 0 } typedColour && !IsColour(typedColour)) faults[colour] = words["site.colour.wrong"];
        if (texts["name"].IsEmpty) faults["name-" + typed[0]] = words["site.name.none"];
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
            PressContact = contact.Length == 0 ? null : new Contact(contact, Or(await r.Field("contact-phone")), Or(email)),
            NativeSlugs = await r.Field("native-slugs") == "yes",
            Front = front,
            Urgent = urgent.IsEmpty ? null : new UrgentNotice(urgent, Or(urgentTo), until),
        };
        if (faults.Count == 0 && Rules.Check(next) is { Count: > 0 } breaches) faults[""] = breaches[0];
        return (faults.Count > 0 ? null : next, faults);

        static string? Or(string text) => text.Length == 0 ? null : text;
    }

    // Below the language, below the site, or a whole address; never to another site by the back door.
    private static bool LeadsSomewhere(string to) => Pages.HtmlText.SafeLink(to) is not null && !to.StartsWith("//", StringComparison.Ordinal);

    private static bool IsColour(string text) => text.Length == 7 && text[0] == '#' && text.AsSpan(1).IndexOfAnyExcept("0123456789abcdefABCDEF") < 0;

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
