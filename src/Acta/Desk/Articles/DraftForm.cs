using Acta.Desk.Translation;
using Acta.Record;
using Acta.Record.Bodies;
using Acta.Record.News;
using Acta.Record.Site;

namespace Acta.Desk.Articles;

/// <summary>A text as the fields of a form, and back. What can't be read is told by field, and the field keeps what it had.</summary>
public sealed class DraftForm
{
    /// <summary>Every field, in the order of the form.</summary>
    public static readonly IReadOnlyList<string> Names =
    [
        "headline", "summary", "body", "kind", "sections", "tags", "place", "event-from", "event-to", "dateline", "byline", "speaker", "source-name", "source-url",
        "venue", "deadline", "accreditation", "contact-name", "contact-phone", "contact-email", "reference", "reuse", "pinned", "slug",
        "lead", "lead-alt", "lead-decorative", "lead-caption", "lead-credit", "lead-licence", "lead-focal",
        "records-covers", "records-announces", "records-speaker", "records-about",
        "edition", "prevailing", "from-language", "from-outlet", "from-url", "first-date", "first-site", "first-url", "act", "note", "major",
    ];

    private readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);

    public Dictionary<string, string> Faults { get; } = new(StringComparer.Ordinal);

    public string this[string name] => _values.GetValueOrDefault(name, "");

    public bool Has(string name) => _values.ContainsKey(name);

    /// <summary>These values, with those that somebody typed over them.</summary>
    public DraftForm Over(DraftForm typed)
    {
        var form = new DraftForm();
        foreach (var name in Names) form._values[name] = typed.Has(name) ? typed[name] : this[name];
        foreach (var (name, fault) in typed.Faults) form.Faults[name] = fault;
        return form;
    }

    /// <summary>The fields of a draft.</summary>
    public static DraftForm Of(Draft draft, TimeZoneInfo zone)
    {
        var form = Of(draft.Edition, zone);
        form._values["act"] = draft.Act.Word();
        form._values["note"] = draft.Note ?? "";
        form._values["major"] = draft.Major ? "yes" : "";
        return form;
    }

    /// <summary>The fields of a text, without what is said of its release.</summary>
    public static DraftForm Of(Edition e, TimeZoneInfo zone)
    {
        var form = new DraftForm();
        void Put(string name, string? value) => form._values[name] = value ?? "";
        Put("headline", e.HeadlineDerived ? "" : e.Headline);
        Put("summary", e.Summary);
        Put("body", Markdown.Write(e.Body));
        Put("kind", e.Kind.Word());
        Put("sections", string.Join(' ', e.Sections));
        Put("tags", string.Join(", ", e.Tags));
        Put("place", e.Place);
        Put("event-from", e.Event is { } when ? OrgTime.Typed(when.From, zone) : null);
        Put("event-to", e.Event?.To is { } to ? OrgTime.Typed(to, zone) : null);
        Put("dateline", e.Dateline);
        Put("byline", e.Byline);
        Put("speaker", e.Speaker);
        Put("source-name", e.Source?.Name);
        Put("source-url", e.Source?.Url);
        Put("venue", e.Advisory?.Venue);
        Put("deadline", e.Advisory?.AccreditationDeadline is { } deadline ? OrgTime.Typed(deadline, zone) : null);
        Put("accreditation", e.Advisory?.Accreditation);
        Put("contact-name", e.PressContact?.Name);
        Put("contact-phone", e.PressContact?.Phone);
        Put("contact-email", e.PressContact?.Email);
        Put("reference", e.Reference);
        Put("reuse", e.ReuseTerms);
        Put("pinned", e.PinnedUntil?.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture));
        Put("slug", e.Slug);
        Put("lead", e.Lead?.Source.File?.Id.ToString());
        Put("lead-alt", e.Lead?.Alt);
        Put("lead-decorative", e.Lead is { Alt: null } ? "yes" : null);
        Put("lead-caption", e.Lead?.Caption);
        Put("lead-credit", e.Lead?.Credit);
        Put("lead-licence", e.Lead?.Licence);
        Put("lead-focal", e.Lead?.Focal is { } focal ? $"{focal.X},{focal.Y}" : null);
        foreach (var rel in RecordLink.Rels) Put("records-" + rel, string.Join(' ', e.Records.Where(l => l.Rel == rel).Select(l => l.Record)));
        Put("edition", e.EditionKind switch { EditionKind.OfficialTranslation => "official", EditionKind.CourtesyTranslation => "courtesy", _ => "original" });
        Put("prevailing", e.Prevailing);
        Put("from-language", e.TranslationOf?.Language);
        Put("from-outlet", e.TranslationOf?.Outlet);
        Put("from-url", e.TranslationOf?.Url);
        Put("first-date", e.FirstPublished is { } first ? first.Date is { } date ? OrgTime.Typed(date, zone) : "?" : null);
        Put("first-site", e.FirstPublished?.Site);
        Put("first-url", e.FirstPublished?.Url);
        return form;
    }

    /// <summary>What a browser sent; a field that it did not send is as it was.</summary>
    public static async Task<DraftForm> Read(DeskRequest r)
    {
        var form = new DraftForm();
        var sent = (await r.Fields("fields")).SelectMany(f => f.Split(' ')).ToHashSet();
        foreach (var name in Names.Where(sent.Contains))
            form._values[name] = name == "sections" || name.StartsWith("records-", StringComparison.Ordinal) ? string.Join(' ', (await r.Fields(name)).Where(v => v.Length > 0)) : name == "body" ? (await r.Raw(name)).ReplaceLineEndings("\n") : await r.Field(name);
        return form;
    }

    /// <summary>The draft with what the form says.</summary>
    /// <param name="d">As it is.</param>
    /// <param name="settings">Of the site.</param>
    /// <param name="zone">Of the organisation.</param>
    /// <param name="words">For what can't be read.</param>
    /// <param name="placed">A picture of the media library by its id, as a text begins with it.</param>
    public Draft ApplyTo(Draft d, SiteSettings settings, TimeZoneInfo zone, DeskWords words, Func<Guid, Image?> placed)
    {
        Faults.Clear();
        var e = d.Edition;
        string? Text(string name, string? now) => !_values.TryGetValue(name, out var typed) ? now : typed.Length == 0 ? null : Rules.WithoutForcedDirection(typed.Normalize());
        PartialDate? Date(string name, PartialDate? now)
        {
            if (!_values.TryGetValue(name, out var typed)) return now;
            if (typed.Length == 0) return null;
            if (OrgTime.TryPartial(typed, zone, out var date)) return date;
            Faults[name] = OrgTime.Fault(typed, zone, words, "field.date.wrong");
            return now;
        }
        string? Link(string name, string? now)
        {
            var typed = Text(name, now);
            if (typed is null || Uri.TryCreate(typed, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https") return typed;
            Faults[name] = words["field.link.wrong"];
            return now;
        }

        var body = _values.TryGetValue("body", out var markdown) ? Body(markdown, e) : e.Body;
        var headline = Text("headline", e.HeadlineDerived ? null : e.Headline);
        var kind = _values.TryGetValue("kind", out var word) && Enum.GetValues<ArticleKind>().Any(k => k.Word() == word) ? ArticleKinds.Parse(word) : e.Kind;
        var from = Date("event-from", e.Event?.From);
        var to = Date("event-to", e.Event?.To);
        if (from is null && to is not null) Faults["event-from"] = words["field.event.no-begin"];
        if (from is { } begin && to is { } end && end.LastDay < begin.FirstDay) Faults["event-to"] = words["field.event.order"];
        var slug = Text("slug", e.Slug.Length == 0 ? null : e.Slug) ?? "";
        if (slug.Length > 0 && !Slugs.IsValid(slug)) (Faults["slug"], slug) = (words["field.slug.wrong"], e.Slug);
        var pinned = e.PinnedUntil;
        if (_values.TryGetValue("pinned", out var day))
        {
            if (day.Length == 0) pinned = null;
            else if (DateOnly.TryParseExact(day, "yyyy-MM-dd", out var until)) pinned = until;
            else Faults["pinned"] = words["field.date.wrong"];
        }
        var (venue, deadline, how) = (Text("venue", e.Advisory?.Venue), Date("deadline", e.Advisory?.AccreditationDeadline), Text("accreditation", e.Advisory?.Accreditation));
        var (sourceName, sourceUrl) = (Text("source-name", e.Source?.Name), Link("source-url", e.Source?.Url));
        var (contact, phone, mail) = (Text("contact-name", e.PressContact?.Name), Text("contact-phone", e.PressContact?.Phone), Text("contact-email", e.PressContact?.Email));
        if (contact is null && (phone ?? mail) is not null) Faults["contact-name"] = words["field.contact.no-name"];
        var (firstSite, firstUrl) = (Text("first-site", e.FirstPublished?.Site), Link("first-url", e.FirstPublished?.Url));
        var undated = this["first-date"] == "?";
        var firstDate = undated ? null : Date("first-date", e.FirstPublished?.Date);
        var isFirstKnown = undated || firstDate is not null || firstSite is not null || firstUrl is not null || (!_values.ContainsKey("first-date") && e.FirstPublished is not null);
        var sections = _values.TryGetValue("sections", out var chosen) ? [.. chosen.Split(' ', StringSplitOptions.RemoveEmptyEntries).Where(s => settings.Sections.Any(o => o.Slug == s))] : e.Sections;

        return d with
        {
            Edition = e with
            {
                Headline = headline ?? (body.Count > 0 ? BodyText.FirstSentence(body, e.Language) : ""),
                HeadlineDerived = headline is null && body.Count > 0,
                Summary = Text("summary", e.Summary),
                Body = body,
                Kind = kind,
                Sections = sections,
                Tags = _values.TryGetValue("tags", out var tags) ? [.. tags.Normalize().Split([',', '،', '、'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Distinct()] : e.Tags,
                Records = Links(e.Records),
                Place = Text("place", e.Place),
                Event = from is { } starts ? new DateRange(starts, to == starts ? null : to) : null,
                Dateline = Text("dateline", e.Dateline),
                Byline = Text("byline", e.Byline),
                Speaker = Text("speaker", e.Speaker),
                Source = (sourceName ?? sourceUrl) is null ? null : new Source(sourceName, sourceUrl),
                Advisory = venue is null && deadline is null && how is null ? null : new AdvisoryFacts(venue, deadline, how),
                PressContact = contact is null ? null : new Contact(contact, phone, mail),
                Reference = Text("reference", e.Reference),
                ReuseTerms = Text("reuse", e.ReuseTerms),
                PinnedUntil = pinned,
                Slug = slug,
                Lead = Lead(e.Lead, words, placed),
                EditionKind = this["edition"] switch { "official" => EditionKind.OfficialTranslation, "courtesy" => EditionKind.CourtesyTranslation, "original" => EditionKind.Original, _ => e.EditionKind },
                Prevailing = Text("prevailing", e.Prevailing) is { } prevails && settings.Languages.Contains(prevails) ? prevails : null,
                TranslationOf = TranslatedFrom(e, words, Link("from-url", e.TranslationOf?.Url)),
                FirstPublished = isFirstKnown ? new FirstPublication(firstDate, firstSite, firstUrl) : null,
            },
            Act = d.Base is null ? Act.Publish : this["act"] switch { "correct" => Act.Correct, "revise" => Act.Revise, _ => d.Act },
            Note = Text("note", d.Note),
            Major = _values.ContainsKey("note") ? this["major"].Length > 0 : d.Major,
        };
    }

    // Which blocks are the same is found by what they say: they keep their ids, and a translation those of its original.
    private static IReadOnlyList<Block> Body(string markdown, Edition e)
    {
        var body = BlockIds.Assign(Markdown.Parse(markdown), e.Body);
        return e.EditionKind == EditionKind.Original ? body : Passages.WrittenOver(body, e.Body);
    }

    // Links of other kinds than there are fields for stay as they are.
    private IReadOnlyList<RecordLink> Links(IReadOnlyList<RecordLink> now)
    {
        if (RecordLink.Rels.All(rel => !_values.ContainsKey("records-" + rel))) return now;
        var typed = RecordLink.Rels.SelectMany(rel => _values.TryGetValue("records-" + rel, out var ids)
            ? ids.Split(' ', StringSplitOptions.RemoveEmptyEntries).Distinct().Where(i => Guid.TryParseExact(i, "D", out _)).Select(i => new RecordLink(rel, Guid.ParseExact(i, "D"))) : now.Where(l => l.Rel == rel));
        return [.. typed, .. now.Where(l => !RecordLink.Rels.Contains(l.Rel))];
    }

    private TranslatedFrom? TranslatedFrom(Edition e, DeskWords words, string? url)
    {
        if (!_values.ContainsKey("from-language")) return e.TranslationOf;
        if (this["edition"] == "original") return null;
        var (language, outlet) = (this["from-language"], this["from-outlet"]);
        if (language.Length == 0 && outlet.Length == 0 && url is null) return null;
        if (!Rules.IsLanguage(language))
        {
            Faults["from-language"] = words["field.language.wrong"];
            return e.TranslationOf;
        }
        var isSame = e.TranslationOf is { } now && now.Language == language && (now.Outlet ?? "") == outlet && now.Url == url;
        return isSame ? e.TranslationOf : new TranslatedFrom(language, null, outlet.Length == 0 ? null : outlet, url);
    }

    private Image? Lead(Image? now, DeskWords words, Func<Guid, Image?> placed)
    {
        if (!_values.TryGetValue("lead", out var id)) return now;
        if (id.Length == 0) return null;
        var isNew = now?.Source.File?.Id.ToString() != id;
        var start = !isNew ? now : Guid.TryParseExact(id, "D", out var guid) ? placed(guid) : null;
        if (start is null)
        {
            Faults["lead"] = words["field.lead.wrong"];
            return now;
        }
        var parts = this["lead-focal"].Split(',');
        var focal = parts.Length == 2 && int.TryParse(parts[0], out var x) && int.TryParse(parts[1], out var y) && x is >= 0 and <= 1000 && y is >= 0 and <= 1000 ? new FocalPoint(x, y) : isNew ? start.Focal : null;
        string? Own(string name) => this[name] is { Length: > 0 } text ? text.Normalize() : null;
        return new Image(start.Source, this["lead-decorative"] == "yes" ? null : Own("lead-alt") ?? "", Own("lead-caption"), Own("lead-credit"), Own("lead-licence"), focal);
    }
}
