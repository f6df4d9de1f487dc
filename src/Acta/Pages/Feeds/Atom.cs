using System.Globalization;
using System.Xml;

namespace Acta.Pages.Feeds;

/// <summary>Atom (RFC 4287), with removed articles as deleted entries (RFC 6721).</summary>
internal static class Atom
{
    private const string Ns = "http://www.w3.org/2005/Atom";
    private const string Tombstones = "http://purl.org/atompub/tombstones/1.0";

    public static byte[] Write(Feed f) => FeedXml.Write(xml =>
    {
        xml.WriteStartElement("feed", Ns);
        xml.WriteAttributeString("xmlns", "at", null, Tombstones);
        xml.WriteAttributeString("xml", "lang", null, f.Language);
        xml.Element("id", f.Id);
        xml.Element("title", f.Title);
        xml.Element("updated", Time(f.Updated));
        xml.Element("link", null, ("rel", "self"), ("type", "application/atom+xml"), ("href", f.Self + ".atom"));
        xml.Element("link", null, ("rel", "alternate"), ("type", "text/html"), ("hreflang", f.Language), ("href", f.Home));
        if (f.Icon is { } icon) xml.Element("logo", icon);
        xml.WriteStartElement("author");
        xml.Element("name", f.Organisation);
        xml.WriteEndElement();
        foreach (var item in f.Items) Entry(xml, f, item);
        foreach (var removed in f.Removed)
        {
            xml.WriteStartElement("at", "deleted-entry", Tombstones);
            xml.WriteAttributeString("ref", removed.Id);
            xml.WriteAttributeString("when", Time(removed.When));
            if (removed.Reason is { } reason) xml.WriteElementString("at", "comment", Tombstones, FeedXml.Clean(reason));
            xml.WriteEndElement();
        }
        xml.WriteEndElement();
    });

    private static void Entry(XmlWriter xml, Feed f, FeedItem item)
    {
        var e = item.Edition;
        xml.WriteStartElement("entry");
        xml.Element("id", item.Id);
        xml.Element("title", e.Headline);
        xml.Element("updated", Time(FeedMaker.Updated(item.Row)));
        if (item.Row.Date is { } date) xml.Element("published", Time(date.Start));
        xml.Element("link", null, ("rel", "alternate"), ("type", "text/html"), ("hreflang", f.Language), ("href", item.Url));
        // Not as further alternates: feed readers take one of those, first or last, for the item's own page.
        foreach (var (language, url) in item.Others) xml.Element("link", null, ("rel", "related"), ("type", "text/html"), ("hreflang", language), ("href", url));
        if (e.Source?.Url is { } source && HtmlText.SafeLink(source) is { } via) xml.Element("link", null, ("rel", "via"), ("href", via));
        if (e.Byline is { } byline)
        {
            xml.WriteStartElement("author");
            xml.Element("name", byline);
            xml.WriteEndElement();
        }
        foreach (var section in e.Sections) xml.Element("category", null, ("term", section), ("scheme", $"{f.BaseUrl}/{f.Language}/sections/"));
        foreach (var tag in e.Tags) xml.Element("category", null, ("term", tag));
        if (e.Summary is { } summary) xml.Element("summary", summary);
        xml.Element("content", (item.Notice is { } notice ? $"<p><strong>{HtmlText.Encode(notice)}</strong></p>\n" : "") + item.Html, ("type", "html"));
        xml.WriteEndElement();
    }

    private static string Time(DateTimeOffset moment) => moment.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
