using System.Net;
using System.Text;

namespace Acta.Tests.Import;

/// <summary>A WordPress export as WordPress writes it, item by item.</summary>
internal sealed class WxrText(string language = "en")
{
    private readonly StringBuilder _items = new();
    private int _id = 10;

    public string Whole => $"""
        <?xml version="1.0" encoding="UTF-8" ?>
        <!-- generator="WordPress/6.5" -->
        <rss version="2.0" xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:wfw="http://wellformedweb.org/CommentAPI/" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:wp="http://wordpress.org/export/1.2/">
        <channel>
        <title>The commission</title><link>https://old.example.org</link><language>{language}</language><wp:wxr_version>1.2</wp:wxr_version><wp:base_site_url>https://old.example.org</wp:base_site_url><wp:base_blog_url>https://old.example.org</wp:base_blog_url>
        <wp:author><wp:author_id>1</wp:author_id><wp:author_login><![CDATA[jroe]]></wp:author_login><wp:author_display_name><![CDATA[Jane Roe]]></wp:author_display_name></wp:author>
        <wp:category><wp:term_id>3</wp:term_id><wp:category_nicename>press</wp:category_nicename><wp:cat_name><![CDATA[Press releases]]></wp:cat_name></wp:category>
        {_items}
        </channel>
        </rss>
        """;

    public WxrText Post(string title, string content, string more = "", string type = "post", string status = "publish", string name = "", string date = "2024-05-12 15:30:00", string gmt = "2024-05-12 09:30:00", string? link = null, int id = 0)
    {
        if (id == 0) id = ++_id;
        if (name.Length == 0) name = "item-" + id;
        _items.Append($"""
            <item>
            <title>{WebUtility.HtmlEncode(title)}</title><link>{link ?? $"https://old.example.org/2024/05/12/{name}/"}</link><pubDate>Sun, 12 May 2024 09:30:00 +0000</pubDate>
            <dc:creator><![CDATA[jroe]]></dc:creator><guid isPermaLink="false">https://old.example.org/?p={id}</guid><description></description>
            <content:encoded><![CDATA[{content}]]></content:encoded><excerpt:encoded><![CDATA[]]></excerpt:encoded>
            <wp:post_id>{id}</wp:post_id><wp:post_date><![CDATA[{date}]]></wp:post_date><wp:post_date_gmt><![CDATA[{gmt}]]></wp:post_date_gmt><wp:post_modified><![CDATA[{date}]]></wp:post_modified><wp:post_modified_gmt><![CDATA[{gmt}]]></wp:post_modified_gmt>
            <wp:comment_status><![CDATA[open]]></wp:comment_status><wp:post_name><![CDATA[{name}]]></wp:post_name><wp:status><![CDATA[{status}]]></wp:status><wp:post_parent>0</wp:post_parent><wp:menu_order>0</wp:menu_order><wp:post_type><![CDATA[{type}]]></wp:post_type><wp:post_password><![CDATA[]]></wp:post_password><wp:is_sticky>0</wp:is_sticky>
            {more}
            </item>

            """);
        return this;
    }

    public WxrText Attachment(int id, string url, string alt, string caption) => Post("picture", "", $"<wp:attachment_url><![CDATA[{url}]]></wp:attachment_url>{Meta("_wp_attachment_image_alt", alt)}", type: "attachment", status: "inherit", id: id).Excerpt(caption);

    public static string Category(string slug, string name) => $"<category domain=\"category\" nicename=\"{slug}\"><![CDATA[{name}]]></category>";

    public static string Tag(string slug, string name) => $"<category domain=\"post_tag\" nicename=\"{slug}\"><![CDATA[{name}]]></category>";

    public static string Term(string domain, string slug, string name) => $"<category domain=\"{domain}\" nicename=\"{slug}\"><![CDATA[{name}]]></category>";

    public static string Meta(string key, string value) => $"<wp:postmeta><wp:meta_key><![CDATA[{key}]]></wp:meta_key><wp:meta_value><![CDATA[{value}]]></wp:meta_value></wp:postmeta>";

    private WxrText Excerpt(string text)
    {
        const string empty = "<excerpt:encoded><![CDATA[]]></excerpt:encoded>";
        var all = _items.ToString();
        var at = all.LastIndexOf(empty, StringComparison.Ordinal);
        _items.Clear().Append(all.AsSpan(0, at)).Append($"<excerpt:encoded><![CDATA[{text}]]></excerpt:encoded>").Append(all.AsSpan(at + empty.Length));
        return this;
    }
}
