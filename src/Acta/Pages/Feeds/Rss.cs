using System.Globalization;

namespace Acta.Pages.Feeds;

/// <summary>RSS 2.0 with <c>content:encoded</c>. It has no word for a removed article: those are simply not there.</summary>
internal static class Rss
{
    private const string Content = "http://purl.org/rss/1.0/modules/content/";
    private const string AtomNs = "http://www.w3.org/2005/Atom";
    private const string Dublin = "http://purl.org/dc/elements/1.1/";

    public static byte[] Write(Feed f) => FeedXml.Write(xml =>
    {
        xml.WriteStartElement("rss");
        xml.WriteAttributeString("version", "2.0");
        xml.WriteAttributeString("xmlns", "content", null, Content);
        xml.WriteAttributeString("xmlns", "atom", null, AtomNs);
        xml.WriteAttributeString("xmlns", "dc", null, Dublin);
        xml.WriteStartElement("channel");
        xml.Element("title", f.Title);
        xml.Element("link", f.Home);
        xml.Element("description", f.Title);
        xml.Element("language", f.Language);
        xml.Element("lastBuildDate", Time(f.Updated));
        xml.WriteStartElement("atom", "link", AtomNs);
        xml.WriteAttributeString("rel", "self");
        xml.WriteAttributeString("type", "application/rss+xml");
        xml.WriteAttributeString("href", f.Self + ".rss");
        xml.WriteEndElement();
        foreach (var item in f.Items)
        {
            xml.WriteStartElement("item");
            xml.Element("title", item.Edition.Headline);
            xml.Element("link", item.Url);
            xml.Element("guid", item.Id, ("isPermaLink", "false"));
            foreach (var (language, url) in item.Others)
            {
                xml.WriteStartElement("atom", "link", AtomNs);
                xml.WriteAttributeString("rel", "related");
                xml.WriteAttributeString("hreflang", language);
                xml.WriteAttributeString("href", url);
                xml.WriteEndElement();
            }
            if (item.Row.Date is { } date) xml.Element("pubDate", Time(date.Start));
            if (item.Edition.Byline is { } byline) xml.WriteElementString("dc", "creator", Dublin, FeedXml.Clean(byline));
            foreach (var category in item.Edition.Sections.Concat(item.Edition.Tags)) xml.Element("category", category);
            xml.Element("description", item.Edition.Summary ?? Record.Bodies.BodyText.Summary(item.Edition.Body, 300));
            xml.WriteElementString("content", "encoded", Content, FeedXml.Clean((item.Notice is { } notice ? $"<p><strong>{HtmlText.Encode(notice)}</strong></p>\n" : "") + item.Html));
            xml.WriteEndElement();
        }
        xml.WriteEndElement();
        xml.WriteEndElement();
    });

    private static string Time(DateTimeOffset moment) => moment.UtcDateTime.ToString("ddd, dd MMM yyyy HH:mm:ss 'GMT'", CultureInfo.InvariantCulture);
}
