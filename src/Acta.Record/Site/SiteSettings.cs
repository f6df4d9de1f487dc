using System.Text.Json.Nodes;
using Acta.Record.Bodies;
using Acta.Record.News;

namespace Acta.Record.Site;

/// <summary>What readers see of the site itself: published and logged like any statement.</summary>
public sealed record SiteSettings : Document
{
    internal const string TypeName = "settings";

    /// <inheritdoc/>
    public override string Type => TypeName;

    /// <summary>The settings' id, the same for ever.</summary>
    public required Guid Id { get; init; }

    /// <summary>The organisation's full name.</summary>
    public required Words Name { get; init; }

    /// <summary>Its short name, such as an abbreviation.</summary>
    public Words ShortName { get; init; } = Words.None;

    /// <summary>One line beneath the name.</summary>
    public Words Tagline { get; init; } = Words.None;

    /// <summary>BCP 47 tags, in the order offered; the first is the default.</summary>
    public required IReadOnlyList<string> Languages { get; init; }

    /// <summary>IANA zone of the organisation's own days and hours.</summary>
    public required string TimeZone { get; init; }

    /// <summary>The sections, in order.</summary>
    public IReadOnlyList<Section> Sections { get; init; } = [];

    /// <summary>The main menu, in order.</summary>
    public IReadOnlyList<MenuItem> Menu { get; init; } = [];

    /// <summary>The emblem as an SVG drawing or a picture file.</summary>
    public MediaFile? Emblem { get; init; }

    /// <summary>The colours.</summary>
    public Colours? Colours { get; init; }

    /// <summary>A line on every page, such as that this is a demonstration.</summary>
    public Words Banner { get; init; } = Words.None;

    /// <summary>A line at the foot of every page.</summary>
    public Words Footer { get; init; } = Words.None;

    /// <summary>Whom journalists ask.</summary>
    public Contact? PressContact { get; init; }

    /// <summary>Under which terms texts may be used, where an article says nothing else.</summary>
    public Words ReuseTerms { get; init; } = Words.None;

    /// <summary>Article slugs keep the language's own script instead of Latin letters.</summary>
    public bool NativeSlugs { get; init; }

    /// <summary>What stands at the top of the home page, in order: the first leads. After it comes what is newest.</summary>
    public IReadOnlyList<FrontItem> Front { get; init; } = [];

    /// <summary>A notice above every page, as in an emergency.</summary>
    public UrgentNotice? Urgent { get; init; }

    private protected override void Write(JsonObject o)
    {
        o.Put("id", Id.ToString());
        o.Put("name", Name);
        o.Put("shortName", ShortName);
        o.Put("tagline", Tagline);
        o.Put("languages", Languages);
        o.Put("timeZone", TimeZone);
        o.Put("sections", Sections, s => s.ToJson());
        o.Put("menu", Menu, m => m.ToJson());
        o.Put("emblem", Emblem?.ToJson());
        if (Colours is { } c)
        {
            var colours = new JsonObject();
            colours.Put("primary", c.Primary);
            colours.Put("accent", c.Accent);
            o["colours"] = colours;
        }
        o.Put("banner", Banner);
        o.Put("footer", Footer);
        o.Put("pressContact", PressContact?.ToJson());
        o.Put("reuseTerms", ReuseTerms);
        o.Put("nativeSlugs", NativeSlugs);
        o.Put("front", Front, i => i.ToJson());
        o.Put("urgent", Urgent?.ToJson());
    }

    internal static SiteSettings Read(Fields f) => new()
    {
        Id = f.Value("id", t => Guid.ParseExact(t, "D")) ?? throw new RecordFormatException("id", "is missing"),
        Name = f.Words("name"),
        ShortName = f.Words("shortName"),
        Tagline = f.Words("tagline"),
        Languages = f.Texts("languages"),
        TimeZone = f.RequiredText("timeZone"),
        Sections = f.Objects("sections", s => new Section(s.RequiredText("slug"), s.Words("name"), s.Words("description"))),
        Menu = f.Objects("menu", m => new MenuItem(m.RequiredText("to"), m.Words("label"))),
        Emblem = f.Object("emblem", MediaFile.Read),
        Colours = f.Object("colours", c => new Colours(c.RequiredText("primary"), c.Text("accent"))),
        Banner = f.Words("banner"),
        Footer = f.Words("footer"),
        PressContact = f.Object("pressContact", Contact.Read),
        ReuseTerms = f.Words("reuseTerms"),
        NativeSlugs = f.Flag("nativeSlugs"),
        Front = f.Objects("front", i => new FrontItem(i.Value("article", t => Guid.ParseExact(t, "D")) ?? throw new RecordFormatException("front.article", "is missing"), i.Text("lang"))),
        Urgent = f.Object("urgent", UrgentNotice.Read),
    };
}

/// <summary>A section that articles stand in.</summary>
/// <param name="Slug">Its part of the address, the same in every language.</param>
/// <param name="Name">Its name.</param>
/// <param name="Description">A line on its page.</param>
public sealed record Section(string Slug, Words Name, Words Description)
{
    internal JsonNode ToJson()
    {
        var o = new JsonObject();
        o.Put("slug", Slug);
        o.Put("name", Name);
        o.Put("description", Description);
        return o;
    }
}

/// <summary>An item of the main menu.</summary>
/// <param name="To">An address below the language, such as <c>news/</c> or <c>pages/about</c>, or an absolute URL.</param>
/// <param name="Label">Its words.</param>
public sealed record MenuItem(string To, Words Label)
{
    internal JsonNode ToJson()
    {
        var o = new JsonObject();
        o.Put("to", To);
        o.Put("label", Label);
        return o;
    }
}

/// <summary>An article at the top of the home page.</summary>
/// <param name="Article">Its id.</param>
/// <param name="Language">On the home page of this language alone; null: on all that have it.</param>
public sealed record FrontItem(Guid Article, string? Language)
{
    internal JsonNode ToJson()
    {
        var o = new JsonObject();
        o.Put("article", Article.ToString());
        o.Put("lang", Language);
        return o;
    }
}

/// <summary>What every page says above all else.</summary>
/// <param name="Text">One or two sentences; pages of a language without them show none.</param>
/// <param name="To">Where it leads: an address below the language, or an absolute URL.</param>
/// <param name="Until">When it ends by itself.</param>
public sealed record UrgentNotice(Words Text, string? To, PartialDate? Until)
{
    internal JsonNode ToJson()
    {
        var o = new JsonObject();
        o.Put("text", Text);
        o.Put("to", To);
        o.Put("until", Until?.ToString());
        return o;
    }

    internal static UrgentNotice Read(Fields f) => new(f.Words("text"), f.Text("to"), f.Value("until", PartialDate.Parse));
}

/// <summary>The organisation's colours.</summary>
/// <param name="Primary"><c>#rrggbb</c>.</param>
/// <param name="Accent"><c>#rrggbb</c>.</param>
public sealed record Colours(string Primary, string? Accent);
