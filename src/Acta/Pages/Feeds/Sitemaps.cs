using System.Globalization;
using Acta.Following;
using Acta.Views.News;
using Acta.Views.Register;

namespace Acta.Pages.Feeds;

/// <summary>Sitemaps (sitemaps.org): an index, files of at most 50,000 addresses, and the news sitemap of the last two days.</summary>
public static class Sitemaps
{
    private const int FileSize = 50_000;
    private const int MaxNews = 1000;

    // In the place of a language: the records of the register.
    private const string OfRegister = "register";

    private const string Ns = "http://www.sitemaps.org/schemas/sitemap/0.9";
    private const string NewsNs = "http://www.google.com/schemas/sitemap-news/0.9";
    private const string Xhtml = "http://www.w3.org/1999/xhtml";

    /// <summary><c>/sitemap.xml</c></summary>
    public static byte[] Index(ViewReading reading, string baseUrl) => FeedXml.Write(xml =>
    {
        xml.WriteStartElement("sitemapindex", Ns);
        foreach (var language in new NewsQueries(reading).LanguageCounts())
        {
            for (var chunk = 1; (chunk - 1) * FileSize < language.Articles; chunk++)
            {
                xml.WriteStartElement("sitemap");
                xml.Element("loc", $"{baseUrl}/sitemap-{language.Language}-{chunk}.xml");
                xml.Element("lastmod", Time(language.Changed));
                xml.WriteEndElement();
            }
        }
        var (records, changed) = new RegisterQueries(reading).AddressCount();
        for (var chunk = 1; (chunk - 1) * RecordsInFile(reading) < records; chunk++)
        {
            xml.WriteStartElement("sitemap");
            xml.Element("loc", $"{baseUrl}/sitemap-{OfRegister}-{chunk}.xml");
            xml.Element("lastmod", Time(changed));
            xml.WriteEndElement();
        }
        xml.WriteEndElement();
    });

    /// <summary><c>/sitemap-{lang}-{n}.xml</c>; null where there is no such file.</summary>
    public static byte[]? File(ViewReading reading, string baseUrl, string language, int chunk)
    {
        if (language == OfRegister) return Register(reading, baseUrl, chunk);
        var rows = new NewsQueries(reading).Sitemap(language, chunk, FileSize);
        if (rows.Count == 0) return null;
        return FeedXml.Write(xml =>
        {
            xml.WriteStartElement("urlset", Ns);
            xml.WriteAttributeString("xmlns", "xhtml", null, Xhtml);
            foreach (var row in rows)
            {
                xml.WriteStartElement("url");
                xml.Element("loc", $"{baseUrl}/{language}/{HtmlText.Path(row.Address)}");
                xml.Element("lastmod", Time(row.Changed));
                if (row.Languages.Count > 1)
                {
                    foreach (var (other, address) in row.Languages)
                    {
                        xml.WriteStartElement("xhtml", "link", Xhtml);
                        xml.WriteAttributeString("rel", "alternate");
                        xml.WriteAttributeString("hreflang", other);
                        xml.WriteAttributeString("href", $"{baseUrl}/{other}/{HtmlText.Path(address)}");
                        xml.WriteEndElement();
                    }
                }
                xml.WriteEndElement();
            }
            xml.WriteEndElement();
        });
    }

    /// <summary><c>/news-sitemap.xml</c>: what was published in the last two days, 1,000 entries at most.</summary>
    public static byte[] News(ViewReading reading, string baseUrl)
    {
        var news = new NewsQueries(reading);
        var settings = news.Settings();
        var since = reading.Now.AddDays(-2);
        // Lists go by the organisation's own days, which may begin a day before the moment's.
        var first = since.AddDays(-1);
        var rows = (settings?.Languages ?? [])
            .SelectMany(l => news.After(ListKey.All(l), null, MaxNews, null, (first.Year * 10_000) + (first.Month * 100) + first.Day))
            .Where(r => r.Date is { } date && date.Start >= since && date.Start <= reading.Now)
            .OrderByDescending(r => r.Date).ThenBy(r => r.Language, StringComparer.Ordinal).Take(MaxNews).ToList();
        // An article leaves the file when it is two days old.
        foreach (var row in rows) reading.ExpiresAt(row.Date!.Value.Start.AddDays(2));
        return FeedXml.Write(xml =>
        {
            xml.WriteStartElement("urlset", Ns);
            xml.WriteAttributeString("xmlns", "news", null, NewsNs);
            foreach (var row in rows)
            {
                xml.WriteStartElement("url");
                xml.Element("loc", $"{baseUrl}/{row.Language}/{HtmlText.Path(row.Address)}");
                xml.WriteStartElement("news", "news", NewsNs);
                xml.WriteStartElement("news", "publication", NewsNs);
                xml.WriteElementString("news", "name", NewsNs, FeedXml.Clean(settings!.Name.For(row.Language)?.Text ?? ""));
                // The news namespace writes languages in two or three letters.
                xml.WriteElementString("news", "language", NewsNs, row.Language.StartsWith("zh", StringComparison.Ordinal) ? "zh-cn" : row.Language.Split('-')[0]);
                xml.WriteEndElement();
                xml.WriteElementString("news", "publication_date", NewsNs, row.Date!.Value.ToString());
                xml.WriteElementString("news", "title", NewsNs, FeedXml.Clean(row.Headline));
                xml.WriteEndElement();
                xml.WriteEndElement();
            }
            xml.WriteEndElement();
        });
    }

    // A record has its page in every language, under the same address.
    private static byte[]? Register(ViewReading reading, string baseUrl, int chunk)
    {
        var size = RecordsInFile(reading);
        var rows = new RegisterQueries(reading).Addresses(((long)chunk - 1) * size, size);
        if (rows.Count == 0 || chunk < 1) return null;
        var languages = new NewsQueries(reading).Settings()?.Languages ?? [];
        return FeedXml.Write(xml =>
        {
            xml.WriteStartElement("urlset", Ns);
            xml.WriteAttributeString("xmlns", "xhtml", null, Xhtml);
            foreach (var (address, changed) in rows)
                foreach (var language in languages)
                {
                    xml.WriteStartElement("url");
                    xml.Element("loc", $"{baseUrl}/{language}/{HtmlText.Path(address)}");
                    xml.Element("lastmod", Time(changed));
                    foreach (var other in languages.Count > 1 ? languages : [])
                    {
                        xml.WriteStartElement("xhtml", "link", Xhtml);
                        xml.WriteAttributeString("rel", "alternate");
                        xml.WriteAttributeString("hreflang", other);
                        xml.WriteAttributeString("href", $"{baseUrl}/{other}/{HtmlText.Path(address)}");
                        xml.WriteEndElement();
                    }
                    xml.WriteEndElement();
                }
            xml.WriteEndElement();
        });
    }

    private static int RecordsInFile(ViewReading reading) => FileSize / Math.Max(1, new NewsQueries(reading).Settings()?.Languages.Count ?? 1);

    private static string Time(DateTimeOffset moment) => moment.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
