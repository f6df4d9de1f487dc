using System.Globalization;
using Acta.Record;
using Acta.Record.Bodies;
using Acta.Record.News;
using Acta.Store;

namespace Acta.Commands;

/// <summary>
/// One language version of a sample: header lines <c>Name: value</c>, a line <c>---</c>, the body in Markdown
/// (samples/README.md).
/// </summary>
internal sealed class SampleFile
{
    private readonly string _path;
    private readonly Dictionary<string, string> _headers = new(StringComparer.Ordinal);
    private readonly string _body;

    public SampleFile(string path)
    {
        _path = path;
        var lines = File.ReadAllLines(path);
        var end = Array.IndexOf(lines, "---");
        if (end < 0) throw new UserError($"{path}: there is no line --- between the header lines and the body");
        foreach (var line in lines[..end])
        {
            var colon = line.IndexOf(": ", StringComparison.Ordinal);
            if (colon < 0) throw new UserError($"{path}: the header line \"{line}\" is not of the form Name: value");
            _headers[line[..colon]] = line[(colon + 2)..];
        }
        _body = string.Join('\n', lines[(end + 1)..]);
    }

    /// <summary>The language a file's name says: <c>about.en.md</c>, <c>about.2.en.md</c>.</summary>
    public static string LanguageOf(string path) => Path.GetFileNameWithoutExtension(path).Split('.')[^1];

    /// <summary>The language of the version this one is a translation of, or null.</summary>
    public string? TranslationOf => _headers.GetValueOrDefault("Translation of");

    /// <param name="id">The article's id.</param>
    /// <param name="today">The day that <c>+14d</c> counts from.</param>
    /// <param name="original">The digest of the version translated, if there is one.</param>
    /// <param name="media">Finds a file of samples/media by name.</param>
    /// <param name="record">Finds a record of samples/register.jsonl by name.</param>
    public Edition ToEdition(Guid id, DateOnly today, Digest? original, Func<string, MediaFile> media, Func<string, Guid> record)
    {
        var body = Markdown.Parse(System.Text.RegularExpressions.Regex.Replace(_body, @"\]\(@([a-z0-9-]+)\)", m => $"](acta:{record(m.Groups[1].Value)})")).Select(b => WithFiles(b, media)).ToList();
        var language = LanguageOf(_path);
        var headline = _headers.GetValueOrDefault("Headline");
        return new Edition
        {
            Id = id,
            Language = language,
            Kind = ArticleKinds.Parse(_headers["Kind"]),
            Headline = headline ?? BodyText.FirstSentence(body, language),
            HeadlineDerived = headline is null,
            Slug = _headers.GetValueOrDefault("Slug") ?? Path.GetFileName(_path).Split('.')[0],
            Summary = _headers.GetValueOrDefault("Summary"),
            Body = BlockIds.Assign(body),
            Lead = Parts("Lead") is [var file, var alt, var caption, var credit, var licence]
                ? new Image(new MediaSource(media(file), null), alt, caption, credit, licence)
                : null,
            Sections = List("Sections"),
            Tags = List("Tags"),
            Records = [.. List("Records").Select(r => r.Split(' ')).Select(r => new RecordLink(r[0], record(r[1])))],
            Event = Range(_headers.GetValueOrDefault("Event"), today),
            FirstPublished = _headers.TryGetValue("First published", out var first) ? new FirstPublication(first == "unknown" ? null : PartialDate.Parse(first)) : null,
            Place = _headers.GetValueOrDefault("Place"),
            Source = Parts("Source") is [var outlet, var url] ? new Source(outlet, url) : null,
            Speaker = _headers.GetValueOrDefault("Speaker"),
            Byline = _headers.GetValueOrDefault("Byline"),
            Dateline = _headers.GetValueOrDefault("Dateline"),
            Advisory = _headers.ContainsKey("Deadline")
                ? new AdvisoryFacts(_headers.GetValueOrDefault("Venue"), Date(_headers["Deadline"], today), _headers.GetValueOrDefault("Accreditation"))
                : null,
            Reference = _headers.GetValueOrDefault("Reference"),
            PressContact = Parts("Contact") is [var name, var phone, var email] ? new Contact(name, phone, email) : null,
            ReuseTerms = _headers.GetValueOrDefault("Reuse"),
            PinnedUntil = _headers.TryGetValue("Pinned", out var pinned) ? Date(pinned, today).FirstDay : null,
            EditionKind = _headers.GetValueOrDefault("Edition") switch
            {
                "official" => EditionKind.OfficialTranslation,
                "courtesy" => EditionKind.CourtesyTranslation,
                _ => EditionKind.Original,
            },
            TranslationOf = Parts("Translated from") is [var from, var by, var at]
                ? new TranslatedFrom(from, null, by, at)
                : TranslationOf is { } source && original is not null ? new TranslatedFrom(source, original) : null,
            Prevailing = _headers.GetValueOrDefault("Prevailing"),
        };
    }

    private string[]? Parts(string name) => _headers.TryGetValue(name, out var value) ? value.Split(" | ") : null;

    private string[] List(string name) => _headers.TryGetValue(name, out var value) ? value.Split(", ") : [];

    private static DateRange? Range(string? text, DateOnly today)
    {
        if (text is null) return null;
        var ends = text.Split(" – ");
        return new DateRange(Date(ends[0], today), ends.Length > 1 ? Date(ends[1], today) : null);
    }

    // "+14d" is a day counted from today, so that a deadline of the demonstration lies ahead whenever it is made.
    private static PartialDate Date(string text, DateOnly today) => text.StartsWith('+')
        ? PartialDate.Of(today.AddDays(int.Parse(text.AsSpan(1, text.Length - 2), CultureInfo.InvariantCulture)))
        : PartialDate.Parse(text);

    // In a sample's body "media:FILE" is a file of samples/media.
    private static Block WithFiles(Block block, Func<string, MediaFile> media)
    {
        return block switch
        {
            ImageBlock i => i with { Image = Picture(i.Image) },
            Gallery g => g with { Images = [.. g.Images.Select(Picture)] },
            Attachment a => a with { Source = Found(a.Source) },
            Recording r => r with { Source = Found(r.Source) },
            _ => block,
        };

        Image Picture(Image image) => image with { Source = Found(image.Source) };

        MediaSource Found(MediaSource source) => source.Url?.StartsWith("media:", StringComparison.Ordinal) == true
            ? new MediaSource(media(source.Url["media:".Length..]), null)
            : source;
    }
}
