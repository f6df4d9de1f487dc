using System.Xml;
using Acta.Record;
using Acta.Store;

namespace Acta.Import.WordPress;

/// <summary>
/// A WordPress export (WXR), read twice as a stream: once for what any item may point to (attachments, authors), once for the
/// posts and pages.
/// </summary>
internal sealed class WxrSource(string? language, ImportReport report, string? site, MappingFile map, IReadOnlySet<string> sections) : ISource
{
    /// <inheritdoc/>
    public IEnumerable<SourceItem> Read(InputFile file)
    {
        var head = file.Beginning();
        if (InputFile.Sniff(head).Looks is not ("a WordPress export" or "an RSS feed" or "XML")) throw file.IsNot("a WordPress export", head);
        var facts = new WxrFacts();
        foreach (var part in Parts(file, withContent: false))
        {
            if (part.Item is { Type: "attachment" } picture) facts.AddAttachment(picture);
            else if (part.Item is null) facts.Add(part.Name!, part.Values!);
        }
        if (!facts.IsWordPress) throw file.IsNot("a WordPress export (it names no wp:wxr_version)", head);
        report.Count("attachments", facts.Attachments.Count);
        foreach (var part in Parts(file, withContent: true))
            if (part.Item is { } item && Take(file, item, facts) is { } taken) yield return taken;
        report.Remote(facts.Attachments.Values.Select(a => a.Url));
    }

    private SourceItem? Take(InputFile file, WxrItem item, WxrFacts facts)
    {
        var title = Feeds.FeedItem.OneLine(System.Net.WebUtility.HtmlDecode(item.Title));
        var where = $"line {item.Line}" + (item.Id.Length > 0 ? $", post {item.Id}" : "");
        report.Count("comments left out", item.Comments);
        var type = item.Type.Length == 0 ? "post" : item.Type;
        if (type == "attachment") return null;
        string? kind = null;
        if (type is not ("post" or "page"))
        {
            kind = map.KindOf(type);
            if (kind is null)
            {
                report.List("kinds of content left out (name one in the mapping file to take it: TYPE = kind news)", type);
                return null;
            }
        }
        var status = item.Status.Length == 0 ? "publish" : item.Status;
        if (status != "publish")
        {
            report.Count("not published there, left out");
            report.Warn(file.Name, where, title, status switch
            {
                "draft" or "auto-draft" => "a draft; it was not published there and is not imported.",
                "pending" => "it waits for review; it was not published there and is not imported.",
                "private" => "it is private there and is not imported.",
                "future" => "it is scheduled there and not published yet; it is not imported.",
                "trash" => "it is in the bin there and is not imported.",
                _ => $"its status is \"{status}\"; only what is published is imported.",
            });
            return null;
        }
        if (item.Password.Length > 0)
        {
            report.Count("not published there, left out");
            report.Warn(file.Name, where, title, "it is behind a password there and is not imported.");
            return null;
        }
        var (tag, group) = WxrLanguages.Of(item);
        tag ??= language ?? facts.Language;
        if (tag is null)
        {
            report.Problem(file.Name, where, title, "neither the item nor the export says its language; add --lang en (or another).");
            return null;
        }
        var key = item.Id.Length > 0 ? item.Id : item.Guid.Length > 0 ? item.Guid : item.Link;
        if (key.Length == 0)
        {
            report.Problem(file.Name, where, title, "it has neither an id nor an address; a second import could not find it.");
            return null;
        }
        return new SourceItem
        {
            File = file.Name,
            Where = where,
            Key = $"{facts.Host}|{key}",
            Group = group is null ? null : $"{facts.Host}|{group}",
            Names = [.. new[] { item.Id, item.Guid, item.Link, item.Name }.Where(n => n.Length > 0)],
            Language = tag.Replace('_', '-'),
            Title = title.Length > 0 ? title : $"post {item.Id}",
            Weight = item.Content.Length * 6 + 1000,
            Convert = () => new WxrConversion(item, facts, site, map, sections, report).Convert(type, kind, tag.Replace('_', '-')),
        };
    }

    private static IEnumerable<(string? Name, Dictionary<string, string>? Values, WxrItem? Item)> Parts(InputFile file, bool withContent)
    {
        using var stream = new ItemLimit(file.Open(), file.Name);
        using var reader = XmlReader.Create(stream, new XmlReaderSettings
        {
            // An export has no document type; one that has wants to fetch or to explode.
            DtdProcessing = DtdProcessing.Prohibit,
            XmlResolver = null,
            CheckCharacters = false,
            IgnoreWhitespace = false,
            IgnoreComments = true,
            IgnoreProcessingInstructions = true,
            CloseInput = false,
        });
        while (true)
        {
            (string?, Dictionary<string, string>?, WxrItem?) part;
            try
            {
                if (!Advance(reader, withContent, out part)) yield break;
            }
            catch (XmlException e)
            {
                throw new UserError(e.Message.Contains("DTD", StringComparison.Ordinal)
                    ? $"{file.Name}: a document type definition (<!DOCTYPE) is not taken; WordPress exports have none."
                    : $"{file.Name}: broken XML at line {e.LineNumber}, column {e.LinePosition} ({e.Message.Split(" Line ")[0].TrimEnd('.')}). Nothing of it was imported; mend it, or export it again.");
            }
            catch (InvalidDataException)
            {
                throw new UserError($"{file.Name} is a damaged gzip file: it breaks off; pack or copy it again.");
            }
            catch (IOException e)
            {
                throw new UserError($"{file.Name} can't be read to its end: {e.Message.TrimEnd('.')}.");
            }
            yield return part;
        }
    }

    // The next item, or the next fact of the channel.
    private static bool Advance(XmlReader r, bool withContent, out (string?, Dictionary<string, string>?, WxrItem?) part)
    {
        part = default;
        while (r.NodeType != XmlNodeType.Element || r.LocalName is "rss" or "channel")
            if (!r.Read()) return false;
        while (true)
        {
            if (r.NodeType == XmlNodeType.Element)
            {
                if (r.LocalName == "item")
                {
                    part = (null, null, WxrItem.Read(r, withContent));
                    return true;
                }
                var name = r.LocalName;
                part = (name, Values(r), null);
                return true;
            }
            if (!r.Read()) return false;
        }
    }

    // An element of the channel with the texts of its children, one level deep.
    private static Dictionary<string, string> Values(XmlReader r)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        var name = r.LocalName;
        if (r.IsEmptyElement)
        {
            r.Read();
            return values;
        }
        var depth = r.Depth;
        var element = name;
        while (r.Read() && !(r.NodeType == XmlNodeType.EndElement && r.Depth == depth))
        {
            if (r.NodeType == XmlNodeType.Element) element = r.LocalName;
            else if (r.NodeType is XmlNodeType.Text or XmlNodeType.CDATA) values[element] = r.Value;
        }
        r.Read();
        return values;
    }
}

/// <summary>What an export says once for all its items.</summary>
internal sealed class WxrFacts
{
    private string? _link;

    public bool IsWordPress { get; private set; }

    public string? Language { get; private set; }

    public string Host => Uri.TryCreate(_link, UriKind.Absolute, out var uri) ? uri.Host : _link ?? "";

    public Dictionary<string, string> Authors { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, Picture> Attachments { get; } = new(StringComparer.Ordinal);

    public void Add(string name, Dictionary<string, string> values)
    {
        switch (name)
        {
            case "wxr_version": IsWordPress = true; break;
            case "language" when values.TryGetValue(name, out var tag): Language = Tag(tag.Trim()); break;
            case "link" when values.TryGetValue(name, out var link): _link ??= link.Trim(); break;
            case "base_blog_url" when values.TryGetValue(name, out var blog): _link = blog.Trim(); break;
            case "author" when values.TryGetValue("author_login", out var login): Authors[login.Trim()] = values.GetValueOrDefault("author_display_name") is { Length: > 0 } shown ? shown.Trim() : login.Trim(); break;
        }
    }

    public void AddAttachment(WxrItem item)
    {
        var url = item.AttachmentUrl.Length > 0 ? item.AttachmentUrl : item.Guid;
        if (item.Id.Length > 0 && url.Length > 0) Attachments[item.Id] = new Picture(url, item.MetaOf("_wp_attachment_image_alt"), item.Excerpt, item.Title.Trim());
    }

    // WordPress says en-US of every English site.
    private static string? Tag(string tag) => Rules.IsLanguage(tag.Replace('_', '-')) ? tag.Replace('_', '-') : null;
}

/// <summary>The language of an item and what joins it with its translations, as Polylang and WPML write them.</summary>
internal static class WxrLanguages
{
    public static (string? Language, string? Group) Of(WxrItem item)
    {
        string? language = null, group = null;
        foreach (var (domain, slug, name) in item.Terms)
        {
            if (domain == "language") language = Rules.IsLanguage(slug) ? slug : Rules.IsLanguage(name) ? name : language;
            else if (domain == "post_translations") group = "pll " + slug;
        }
        language ??= Valid(item.MetaOf("_wpml_import_language_code") ?? item.MetaOf("wpml_language") ?? item.MetaOf("_wpml_language") ?? item.MetaOf("language_code") ?? item.MetaOf("_icl_lang"));
        group ??= (item.MetaOf("_wpml_import_translation_group") ?? item.MetaOf("wpml_trid") ?? item.MetaOf("_wpml_trid") ?? item.MetaOf("_icl_trid") ?? item.MetaOf("trid")) is { Length: > 0 } trid ? "wpml " + trid : null;
        return (language, group);
    }

    private static string? Valid(string? tag) => tag is not null && Rules.IsLanguage(tag.Trim().Replace('_', '-')) ? tag.Trim().Replace('_', '-') : null;
}
