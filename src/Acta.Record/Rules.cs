using System.Globalization;
using Acta.Record.Bodies;
using Acta.Record.News;
using Acta.Record.Site;

namespace Acta.Record;

/// <summary>What must hold of a document by itself. Each breach is a sentence for whoever wrote it.</summary>
public static class Rules
{
    private const int MaxHeadline = 500;
    private const string Mention = "](acta:";

    /// <summary>The text without marks that force a direction letter by letter (U+202D, U+202E): never meant in a field of one line or a name.</summary>
    public static string WithoutForcedDirection(string text) =>
        text.AsSpan().ContainsAny('\u202d', '\u202e') ? text.Replace("\u202d", "", StringComparison.Ordinal).Replace("\u202e", "", StringComparison.Ordinal) : text;

    /// <summary>Whether this is a control character that no text is set with, such as NUL: all but the ends of lines and the tab.</summary>
    public static bool IsNoText(char c) => char.IsControl(c) && c is not ('\n' or '\t' or '\r');

    /// <summary>The breaches of an edition; none when it may be published.</summary>
    public static IReadOnlyList<string> Check(Edition e)
    {
        var breaches = new List<string>();
        if (string.IsNullOrWhiteSpace(e.Headline)) breaches.Add("The headline is empty; write one, or let it be derived from the first sentence.");
        if (e.Headline.Length > MaxHeadline) breaches.Add($"The headline has {e.Headline.Length} characters; at most {MaxHeadline} fit.");
        if (e.Headline.AsSpan().ContainsAny('\n', '\r')) breaches.Add("The headline has more than one line.");
        if (!IsLanguage(e.Language)) breaches.Add($"\"{e.Language}\" is not a language tag such as en, ru or zh-Hant.");
        if (e.Slug.Length > 0 && !Slugs.IsValid(e.Slug)) breaches.Add($"The address part \"{e.Slug}\" does not work; use lower-case letters, digits and hyphens, not digits alone.");
        if (e.Event is { To: { } to } && to.LastDay < e.Event.From.FirstDay) breaches.Add($"The event ends ({to}) before it begins ({e.Event.From}).");
        foreach (var (what, date) in new[] { ("event", e.Event?.From), ("first publication", e.FirstPublished?.Date), ("accreditation deadline", e.Advisory?.AccreditationDeadline) })
            if (date is { Year: < 1000 }) breaches.Add($"The date of the {what}, {date}, can't be right.");
        if (e.EditionKind == EditionKind.Original && e.TranslationOf is { Digest: not null }) breaches.Add("An original can't be a translation of another version; say official or courtesy translation.");
        if (e.TranslationOf is { Digest: null, Url: null, Outlet: null }) breaches.Add("A translation names a version of ours, or the outlet or address of the work it was made from.");
        if (e.Prevailing is { } prevailing && !IsLanguage(prevailing)) breaches.Add($"\"{prevailing}\" is not a language tag.");
        foreach (var section in e.Sections)
            if (!Slugs.IsValid(section)) breaches.Add($"\"{section}\" is not the slug of a section.");
        var ids = new HashSet<string>(StringComparer.Ordinal);
        foreach (var block in e.Body)
        {
            if (block.Id.Length is 0 or > 12 || block.Id.AsSpan().ContainsAnyExcept("abcdefghijklmnopqrstuvwxyz0123456789")) breaches.Add("A block of the body has no proper id.");
            else if (!ids.Add(block.Id)) breaches.Add($"Two blocks of the body have the id {block.Id}.");
        }
        return breaches;
    }

    /// <summary>The breaches of site settings.</summary>
    public static IReadOnlyList<string> Check(SiteSettings s)
    {
        var breaches = new List<string>();
        if (s.Name.IsEmpty) breaches.Add("The site has no name.");
        if (s.Languages.Count == 0) breaches.Add("The site has no language.");
        foreach (var language in s.Languages)
            if (!IsLanguage(language)) breaches.Add($"\"{language}\" is not a language tag such as en, ru or zh-Hant.");
        if (s.Languages.Distinct().Count() < s.Languages.Count) breaches.Add("A language is named twice.");
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(s.TimeZone, out _)) breaches.Add($"\"{s.TimeZone}\" is not a time zone such as Asia/Bishkek.");
        foreach (var section in s.Sections)
            if (!Slugs.IsValid(section.Slug)) breaches.Add($"The section's address part \"{section.Slug}\" does not work; use lower-case letters, digits and hyphens.");
        foreach (var colour in new[] { s.Colours?.Primary, s.Colours?.Accent })
            if (colour is not null && !(colour.Length == 7 && colour[0] == '#' && int.TryParse(colour.AsSpan(1), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out _)))
                breaches.Add($"\"{colour}\" is not a colour such as #12355b.");
        return breaches;
    }

    /// <summary>Whether the text has the form of a BCP 47 language tag, in its usual letter case.</summary>
    public static bool IsLanguage(string tag)
    {
        if (tag.Length is < 2 or > 35) return false;
        var parts = tag.Split('-');
        if (parts[0].Length is < 2 or > 3 || parts[0].AsSpan().ContainsAnyExceptInRange('a', 'z')) return false;
        return parts.Skip(1).All(p => p.Length is >= 1 and <= 8 && p.All(char.IsAsciiLetterOrDigit));
    }

    /// <summary>Every file of ours that the edition uses.</summary>
    public static IEnumerable<MediaFile> Files(Edition e)
    {
        if (e.Lead?.Source.File is { } lead) yield return lead;
        foreach (var file in Files(e.Body)) yield return file;
    }

    /// <summary>Every record or article that the edition names: as a whole, and by a mention in its text.</summary>
    public static IEnumerable<(string Rel, Guid Target)> Named(Edition e)
    {
        foreach (var link in e.Records) yield return (link.Rel, link.Record);
        // In every kind of block a mention is written the same way.
        var text = Markdown.Write(e.Body);
        for (var at = text.IndexOf(Mention, StringComparison.Ordinal); at >= 0; at = text.IndexOf(Mention, at + 1, StringComparison.Ordinal))
            if (at + Mention.Length + 36 <= text.Length && Guid.TryParseExact(text.AsSpan(at + Mention.Length, 36), "D", out var id)) yield return ("mention", id);
    }

    /// <summary>Every picture that the edition shows.</summary>
    public static IEnumerable<Image> Images(Edition e)
    {
        if (e.Lead is { } lead) yield return lead;
        foreach (var block in Everything(e.Body))
            foreach (var image in block switch { ImageBlock i => [i.Image], Gallery g => g.Images, _ => Enumerable.Empty<Image>() }) yield return image;
    }

    private static IEnumerable<Block> Everything(IEnumerable<Block> blocks) => blocks.SelectMany(b => Everything(Inner(b)).Prepend(b));

    private static IEnumerable<Block> Inner(Block block) => block switch
    {
        ListBlock l => l.Items.SelectMany(i => i.Blocks),
        Quote q => q.Blocks,
        Table t => t.Rows.SelectMany(r => r.Cells).SelectMany(c => c.Blocks),
        DefinitionList d => d.Items.SelectMany(i => i.Details).SelectMany(d2 => d2),
        Turn t => t.Blocks,
        Footnote f => f.Blocks,
        Recording r => r.Transcript,
        _ => [],
    };

    private static IEnumerable<MediaFile> Files(IEnumerable<Block> blocks)
    {
        foreach (var block in Everything(blocks))
        {
            var sources = block switch
            {
                ImageBlock i => [i.Image.Source],
                Gallery g => g.Images.Select(i => i.Source),
                Attachment a => [a.Source],
                Recording r => [r.Source],
                _ => Enumerable.Empty<MediaSource>(),
            };
            foreach (var source in sources)
                if (source.File is { } file) yield return file;
        }
    }
}
