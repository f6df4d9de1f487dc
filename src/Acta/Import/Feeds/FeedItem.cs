using System.Globalization;
using System.Text.Json;
using Acta.Html;
using Acta.Record;
using Acta.Record.Bodies;
using Acta.Record.News;

namespace Acta.Import.Feeds;

/// <summary>One item of a JSON Feed and the edition it becomes.</summary>
internal sealed class FeedItem
{
    private readonly JsonElement _item;
    private readonly FeedFacts _feed;
    private readonly string? _site;
    private readonly MappingFile _map;
    private readonly ImportReport _report;
    private readonly JsonElement? _acta;

    /// <exception cref="BadItem">A member is not what the format says.</exception>
    public FeedItem(JsonElement item, FeedFacts feed, string? site, MappingFile map, ImportReport report)
    {
        (_item, _feed, _site, _map, _report) = (item, feed, site, map, report);
        _acta = item.TryGetProperty("_acta", out var acta) && acta.ValueKind == JsonValueKind.Object ? acta : null;
        // 1.0 says that an id of another kind is to be read as a text.
        Id = item.TryGetProperty("id", out var id) && id.ValueKind == JsonValueKind.Number ? id.GetRawText() : Text(item, "id");
        Title = Text(item, "title") is { } title ? OneLine(title) : null;
        Url = Text(item, "url");
        Language = Text(item, "language");
        Group = _acta is { } a ? Text(a, "group") : null;
    }

    public string? Id { get; }

    public string? Title { get; }

    public string? Url { get; }

    public string? Language { get; }

    public string? Group { get; }

    /// <exception cref="BadItem">It can't become an edition.</exception>
    public Draft Convert(string language)
    {
        var warnings = new List<string>();
        var remote = new List<string>();
        IReadOnlyList<Block> body = [];
        if (Text(_item, "content_html") is { } html)
        {
            var converted = HtmlToBlocks.Convert(html, new HtmlSourceOptions(Base(), language));
            body = converted.Body;
            warnings.AddRange(converted.Warnings);
            remote.AddRange(converted.RemoteMedia);
        }
        else if (Text(_item, "content_text") is { } text) body = PlainText.Blocks(text);
        body = [.. body, .. Attachments(remote)];
        var lead = Text(_item, "image") ?? Text(_item, "banner_image");
        if (lead is not null) remote.Add(lead);
        var published = Date("date_published");
        var changed = Date("date_modified");
        var external = Text(_item, "external_url");
        var summary = Text(_item, "summary");
        if (body.Count == 0 && summary is not null) body = PlainText.Blocks(summary);
        var (sections, tags) = Filed();
        return new Draft(new Edition
        {
            Id = Guid.Empty,
            Language = language,
            Kind = Kind(),
            Headline = Title is { Length: > 0 } title ? title : Derived.Headline(body, language),
            HeadlineDerived = Title is not { Length: > 0 },
            Summary = summary is null ? null : OneLine(summary),
            Body = body,
            Lead = lead is null ? null : new Image(new MediaSource(null, Absolute(lead)), null),
            Sections = sections,
            Tags = tags,
            FirstPublished = new FirstPublication(published, _site, Absolute(Url)),
            ChangedOnFormerSite = changed is { } c && published is { } p && c.CompareTo(p) > 0 ? c : null,
            Byline = Byline(),
            Source = external is null ? null : new Source(Uri.TryCreate(external, UriKind.Absolute, out var uri) ? uri.Host : null, external),
            Speaker = _acta is { } a ? Text(a, "speaker") : null,
            EditionKind = _acta is { } e ? Text(e, "edition") switch { "official" => EditionKind.OfficialTranslation, "courtesy" => EditionKind.CourtesyTranslation, _ => EditionKind.Original } : EditionKind.Original,
            FormerAddresses = FormerAddress.Of(Url) is { } former ? [former] : [],
        })
        {
            Warnings = warnings,
            RemoteMedia = [.. remote.Distinct()],
            Translates = _acta is { } t ? Text(t, "translates") : null,
        };
    }

    private ArticleKind Kind()
    {
        if (_acta is not { } a || Text(a, "kind") is not { } word) return ArticleKind.News;
        try
        {
            return ArticleKinds.Parse(word);
        }
        catch (FormatException e)
        {
            throw new BadItem($"_acta.kind: {e.Message}.");
        }
    }

    private (IReadOnlyList<string> Sections, IReadOnlyList<string> Tags) Filed()
    {
        var sections = new List<string>();
        var tags = new List<string>();
        if (_acta is { } a && Text(a, "section") is { } own) sections.Add(own);
        foreach (var tag in Texts("tags")) _map.File(tag, tag, sections, tags, _report, "tags that the mapping file does not name", keepUnmapped: true);
        return ([.. sections.Distinct()], [.. tags.Distinct()]);
    }

    private string? Byline()
    {
        var names = new List<string>();
        if (_item.TryGetProperty("authors", out var authors) && authors.ValueKind == JsonValueKind.Array)
            names.AddRange(authors.EnumerateArray().Where(x => x.ValueKind == JsonValueKind.Object).Select(x => Text(x, "name")).OfType<string>());
        else if (_item.TryGetProperty("author", out var author) && author.ValueKind == JsonValueKind.Object && Text(author, "name") is { } name) names.Add(name);
        return names.Count == 0 ? null : OneLine(string.Join(", ", names));
    }

    private IEnumerable<Block> Attachments(List<string> remote)
    {
        if (!_item.TryGetProperty("attachments", out var list) || list.ValueKind != JsonValueKind.Array) yield break;
        foreach (var a in list.EnumerateArray())
        {
            if (a.ValueKind != JsonValueKind.Object || Absolute(Text(a, "url")) is not { } url) continue;
            remote.Add(url);
            var type = Text(a, "mime_type") ?? "";
            var title = Text(a, "title");
            var source = new MediaSource(null, url);
            yield return type.StartsWith("video/", StringComparison.Ordinal) ? new Recording(RecordingKind.Video, source, title, null, [])
                : type.StartsWith("audio/", StringComparison.Ordinal) ? new Recording(RecordingKind.Audio, source, title, null, [])
                : type.StartsWith("image/", StringComparison.Ordinal) ? new ImageBlock(new Image(source, title))
                : new Attachment(title ?? Uri.UnescapeDataString(url[(url.LastIndexOf('/') + 1)..]), source);
        }
    }

    private PartialDate? Date(string name)
    {
        if (Text(_item, name) is not { } text) return null;
        return SourceDates.Parse(text) ?? throw new BadItem($"{name} \"{(text.Length <= 40 ? text : text[..40])}\" is no date (JSON Feed wants 2025-06-30T12:00:00Z).");
    }

    private Uri? Base() => Uri.TryCreate(Url, UriKind.Absolute, out var uri) ? uri : _feed.Home;

    // "/a.jpg" alone would count as whole: a file of this machine.
    private string? Absolute(string? url) => url is null || _feed.Home is null || !Uri.TryCreate(_feed.Home, url, out var whole) ? url : whole.AbsoluteUri;

    private IEnumerable<string> Texts(string name) =>
        _item.TryGetProperty(name, out var list) && list.ValueKind == JsonValueKind.Array
            ? list.EnumerateArray().Where(t => t.ValueKind == JsonValueKind.String).Select(Read).Select(OneLine).Where(t => t.Length > 0)
            : [];

    private static string? Text(JsonElement o, string name) =>
        o.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String && Read(value) is var text && !string.IsNullOrWhiteSpace(text) ? text : null;

    private static string Read(JsonElement value)
    {
        try
        {
            return value.GetString()!;
        }
        catch (InvalidOperationException)
        {
            throw new BadItem("a text of it is not valid UTF-8, or holds half of a surrogate pair.");
        }
    }

    internal static string OneLine(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}

/// <summary>Dates as feeds and exports write them.</summary>
internal static class SourceDates
{
    /// <summary>
    /// A date as exactly as it says; midnight to the second says a day, for that is what sources write that know no time.
    /// </summary>
    public static PartialDate? Parse(string text)
    {
        text = text.Trim();
        if (text.Length <= 10) return PartialDate.TryParse(text, out var partial) ? partial : null;
        if (text[10] is not ('T' or 't' or ' ')) return null;
        if (!DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment)) return null;
        return Of(moment);
    }

    public static PartialDate Of(DateTimeOffset moment) => moment.TimeOfDay.Ticks < TimeSpan.TicksPerSecond
        ? PartialDate.Of(DateOnly.FromDateTime(moment.DateTime))
        : PartialDate.Of(Minutes(moment));

    // PartialDate writes offsets to the minute.
    private static DateTimeOffset Minutes(DateTimeOffset moment) => moment.Offset.Seconds == 0 ? moment : moment.ToUniversalTime();
}

/// <summary>Plain text as paragraphs.</summary>
internal static class PlainText
{
    public static IReadOnlyList<Block> Blocks(string text) =>
    [
        .. text.Replace("\r\n", "\n").Replace('\r', '\n').Split("\n\n", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(p => new Paragraph(Inlines.Write([.. Lines(p)]))),
    ];

    // A single new line was meant: a hard break.
    private static IEnumerable<Inline> Lines(string paragraph)
    {
        var first = true;
        foreach (var line in paragraph.Split('\n', StringSplitOptions.TrimEntries))
        {
            if (!first) yield return new LineBreakInline();
            first = false;
            if (line.Length > 0) yield return new TextInline(line);
        }
    }
}
