using System.Globalization;
using System.Xml;

namespace Acta.Import.WordPress;

/// <summary>One item of a WordPress export as it stands there.</summary>
internal sealed class WxrItem
{
    public string Title { get; private set; } = "";
    public string Link { get; private set; } = "";
    public string Guid { get; private set; } = "";
    public string Creator { get; private set; } = "";
    public string PublicDate { get; private set; } = "";
    public string Content { get; private set; } = "";
    public string Excerpt { get; private set; } = "";
    public string Id { get; private set; } = "";
    public string Date { get; private set; } = "";
    public string DateGmt { get; private set; } = "";
    public string Modified { get; private set; } = "";
    public string ModifiedGmt { get; private set; } = "";
    public string Name { get; private set; } = "";
    public string Status { get; private set; } = "";
    public string Parent { get; private set; } = "";
    public string Type { get; private set; } = "";
    public string Password { get; private set; } = "";
    public string AttachmentUrl { get; private set; } = "";
    public bool IsSticky { get; private set; }
    public int Comments { get; private set; }

    /// <summary>Terms: taxonomy, slug, name.</summary>
    public List<(string Domain, string Slug, string Name)> Terms { get; } = [];

    public Dictionary<string, List<string>> Meta { get; } = new(StringComparer.Ordinal);

    /// <summary>The line it begins on.</summary>
    public int Line { get; private init; }

    public string? MetaOf(string key) => Meta.TryGetValue(key, out var values) ? values[0] : null;

    /// <summary>Reads the item that the reader stands on, and leaves it behind its end.</summary>
    /// <param name="reader">On the start of an item.</param>
    /// <param name="withContent">False for the pass that only looks for attachments.</param>
    public static WxrItem Read(XmlReader reader, bool withContent)
    {
        var item = new WxrItem { Line = ((IXmlLineInfo)reader).LineNumber };
        if (reader.IsEmptyElement)
        {
            reader.Read();
            return item;
        }
        reader.Read();
        while (reader.NodeType != XmlNodeType.EndElement)
        {
            if (reader.NodeType != XmlNodeType.Element)
            {
                if (!reader.Read()) break;
                continue;
            }
            item.Take(reader, withContent);
        }
        reader.Read();
        return item;
    }

    private void Take(XmlReader r, bool withContent)
    {
        switch (r.LocalName)
        {
            case "title": Title = Text(r); break;
            case "link": Link = Text(r).Trim(); break;
            case "guid": Guid = Text(r).Trim(); break;
            case "creator": Creator = Text(r).Trim(); break;
            case "pubDate": PublicDate = Text(r).Trim(); break;
            case "encoded" when r.NamespaceURI.Contains("excerpt", StringComparison.Ordinal): Excerpt = Text(r); break;
            case "encoded" when withContent: Content = Text(r); break;
            case "post_id": Id = Text(r).Trim(); break;
            case "post_date": Date = Text(r).Trim(); break;
            case "post_date_gmt": DateGmt = Text(r).Trim(); break;
            case "post_modified": Modified = Text(r).Trim(); break;
            case "post_modified_gmt": ModifiedGmt = Text(r).Trim(); break;
            case "post_name": Name = Text(r).Trim(); break;
            case "status": Status = Text(r).Trim(); break;
            case "post_parent": Parent = Text(r).Trim(); break;
            case "post_type": Type = Text(r).Trim(); break;
            case "post_password": Password = Text(r); break;
            case "is_sticky": IsSticky = Text(r).Trim() == "1"; break;
            case "attachment_url": AttachmentUrl = Text(r).Trim(); break;
            case "category":
                var (domain, slug) = (r.GetAttribute("domain") ?? "category", r.GetAttribute("nicename") ?? "");
                Terms.Add((domain, Uri.UnescapeDataString(slug), Text(r).Trim()));
                break;
            case "comment":
                Comments++;
                r.Skip();
                break;
            case "postmeta": TakeMeta(r); break;
            default: r.Skip(); break;
        }
    }

    private void TakeMeta(XmlReader r)
    {
        if (r.IsEmptyElement)
        {
            r.Read();
            return;
        }
        r.Read();
        string key = "", value = "";
        while (r.NodeType != XmlNodeType.EndElement)
        {
            if (r.NodeType != XmlNodeType.Element)
            {
                if (!r.Read()) return;
            }
            else if (r.LocalName == "meta_key") key = Text(r);
            else if (r.LocalName == "meta_value" && Wanted(key)) value = Text(r);
            else r.Skip();
        }
        r.Read();
        if (key.Length == 0 || !Wanted(key)) return;
        if (!Meta.TryGetValue(key, out var values)) Meta[key] = values = [];
        values.Add(value);
    }

    // Plugins keep megabytes here that nobody reads.
    private static bool Wanted(string key) =>
        key is "_wp_old_slug" or "_wp_attachment_image_alt" or "_thumbnail_id" or "trid" or "language_code" || key.StartsWith("_wpml_", StringComparison.Ordinal) || key.StartsWith("_icl_", StringComparison.Ordinal) || key.StartsWith("wpml_", StringComparison.Ordinal) || key.StartsWith("_pll_", StringComparison.Ordinal) || key is "_oembed_time" or "_wp_old_date";

    private static string Text(XmlReader r) => r.ReadElementContentAsString();

    /// <summary>A WordPress date in UTC, with its zone where local time tells it; null where there is none.</summary>
    public static DateTimeOffset? Moment(string local, string gmt)
    {
        var l = Parse(local);
        if (Parse(gmt) is { } g)
        {
            // The difference of the two is the former site's zone on that day.
            var offset = l is null ? TimeSpan.Zero : l.Value - g;
            return offset.Duration() <= TimeSpan.FromHours(14) && offset.Ticks % TimeSpan.TicksPerMinute == 0 ? new DateTimeOffset(g, TimeSpan.Zero).ToOffset(offset) : new DateTimeOffset(g, TimeSpan.Zero);
        }
        return l is null ? null : new DateTimeOffset(l.Value, TimeSpan.Zero);
    }

    private static DateTime? Parse(string text) =>
        text.Length == 0 || text.StartsWith("0000", StringComparison.Ordinal) ? null
            : DateTime.TryParseExact(text, "yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture, DateTimeStyles.None, out var moment) ? moment
            : throw new BadItem($"\"{text}\" is no date.");
}
