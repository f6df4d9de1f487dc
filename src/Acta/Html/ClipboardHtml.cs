using System.Globalization;
using System.Text.RegularExpressions;
using AngleSharp.Dom;

namespace Acta.Html;

/// <summary>
/// What word processors and browsers put on the clipboard, as the HTML that a person would have written: lists that Word writes
/// as paragraphs, stress written as styles, titles and quotations written as classes, and none of what fills pages there.
/// </summary>
internal static partial class ClipboardHtml
{
    public static void Tidy(IElement body, string? language)
    {
        foreach (var comment in body.Descendants<IComment>().ToList()) comment.Remove();
        foreach (var element in body.QuerySelectorAll("br.Apple-interchange-newline, [style*='mso-hide'], div[style*='footnote-list'] > hr, div[style*='endnote-list'] > hr, w\\:sdtPr, a[name='_GoBack']:empty").ToList()) element.Remove();
        foreach (var element in body.QuerySelectorAll("*").ToList()) Languages(element, language);
        Lists(body);
        foreach (var heading in body.QuerySelectorAll("li > h1:only-child, li > h2:only-child, li > h3:only-child, li > h4:only-child, li > h5:only-child, li > h6:only-child").ToList()) OutOfList(heading);
        foreach (var note in body.QuerySelectorAll("div[id^=sdfootnote], div[id^=sdendnote], div[id^=ftn], div[id^=edn]")) Note(note);
        foreach (var element in body.QuerySelectorAll("*").ToList())
        {
            Classes(body, element);
            Stress(element);
        }
        foreach (var link in body.QuerySelectorAll("a[href*='google.com/url?']")) Direct(link);
        foreach (var cell in body.QuerySelectorAll("td, th")) Align(cell);
        foreach (var cell in body.QuerySelectorAll("thead td").ToList()) Renamed(cell, "th");
        // A heading is a heading: that its letters are heavy says nothing.
        foreach (var heavy in body.QuerySelectorAll("h1 b, h2 b, h3 b, h4 b, h5 b, h6 b, h1 strong, h2 strong, h3 strong, h4 strong, h5 strong, h6 strong, th b, th strong").ToList()) Unwrap(heavy);
        foreach (var paragraph in body.QuerySelectorAll("p, h1, h2, h3, h4, h5, h6, li").Reverse().ToList())
            if (paragraph.TextContent.AsSpan().Trim(" \t\r\n\u00a0\u200b\ufeff").IsEmpty && paragraph.QuerySelector("img, video, audio, iframe, object, table, a[href], hr") is null) paragraph.Remove();
    }

    // Word marks a language on nearly every run of letters, as the keyboard stood. It says something only where the words are in
    // letters of that language and the text around them is in another.
    private static void Languages(IElement element, string? language)
    {
        foreach (var name in new[] { "lang", "xml:lang" })
        {
            if (element.GetAttribute(name) is not { } tag) continue;
            var primary = tag.Split('-')[0].ToLowerInvariant();
            if (primary == language?.Split('-')[0].ToLowerInvariant() || !element.TextContent.Any(c => char.IsLetter(c) && IsLetterOf(c, primary))) element.RemoveAttribute(name);
            else element.SetAttribute(name, Tag(tag));
        }
    }

    // "EN-US" as en, "PT-BR" as pt-BR is more than was meant: of what Word guesses the language is enough.
    private static string Tag(string tag) => tag.Split('-') is { Length: 1 } or [_, { Length: 2 }] ? tag.Split('-')[0].ToLowerInvariant() : tag;

    private static bool IsLetterOf(char c, string primary) => primary switch
    {
        "ru" or "uk" or "be" or "bg" or "mk" or "kk" or "ky" or "tg" or "mn" => c is >= '\u0400' and <= '\u052f',
        "ar" or "fa" or "ur" or "ps" or "ug" => c is >= '\u0600' and <= '\u08ff',
        "he" or "yi" => c is >= '\u0590' and <= '\u05ff',
        "hy" => c is >= '\u0530' and <= '\u058f',
        "ka" => c is >= '\u10a0' and <= '\u10ff',
        "el" => c is >= '\u0370' and <= '\u03ff',
        "zh" or "ja" or "ko" or "hi" or "th" or "sr" or "uz" or "az" => true,
        _ => c < '\u0370',
    };

    private static void Lists(IElement body)
    {
        foreach (var first in body.QuerySelectorAll("p[style*='mso-list']").ToList())
        {
            if (first.ParentElement is not { } parent || first.ParentElement.LocalName == "li" || LevelOf(first) is null) continue;
            var open = new List<IElement>();
            IElement? item = null;
            for (IElement? at = first; at is not null;)
            {
                var next = at.NextElementSibling;
                if (LevelOf(at) is { } level)
                {
                    var (ordered, start) = Marker(at);
                    while (open.Count > level) open.RemoveAt(open.Count - 1);
                    while (open.Count < level)
                    {
                        var list = body.Owner!.CreateElement(ordered ? "ol" : "ul");
                        if (ordered && start > 1) list.SetAttribute("start", start.ToString(CultureInfo.InvariantCulture));
                        if (open.Count == 0) parent.InsertBefore(list, at);
                        else if (open[^1].LastElementChild is { LocalName: "li" } around) around.AppendChild(list);
                        else open[^1].AppendChild(list);
                        open.Add(list);
                    }
                    item = body.Owner!.CreateElement("li");
                    open[^1].AppendChild(item);
                    item.AppendChild(at);
                }
                // A paragraph indented as the item before it, without a mark, goes on with it.
                else if (item is not null && at.LocalName == "p" && at.ClassName is { } name && name.StartsWith("MsoListParagraph", StringComparison.Ordinal)) item.AppendChild(at);
                else break;
                at = next;
            }
        }
    }

    private static int? LevelOf(IElement element) =>
        element.LocalName == "p" && element.GetAttribute("style") is { } style && ListLevel().Match(style) is { Success: true } level
            ? Math.Clamp(int.Parse(level.Groups[1].ValueSpan, CultureInfo.InvariantCulture), 1, 9) : null;

    private static (bool Ordered, int Start) Marker(IElement paragraph)
    {
        if (paragraph.QuerySelector("[style*='mso-list:Ignore'], [style*='mso-list: Ignore']") is not { } marker) return (false, 1);
        var text = marker.TextContent.Trim(' ', '\u00a0', '\n', '\r', '\t', '(');
        marker.Remove();
        if (!Number().IsMatch(text)) return (false, 1);
        var digits = text.AsSpan(0, text.AsSpan().IndexOfAnyExceptInRange('0', '9') is var end and >= 0 ? end : text.Length);
        return (true, int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var n) ? n : 1);
    }

    // LibreOffice writes numbered headings as items of lists that hold nothing else.
    private static void OutOfList(IElement heading)
    {
        var outermost = heading.ParentElement!;
        while (outermost is { LocalName: "li" or "ol" or "ul", ParentElement: { } parent } && outermost.TextContent.Trim() == heading.TextContent.Trim())
        {
            if (parent.LocalName is not ("li" or "ol" or "ul") || parent.TextContent.Trim() != heading.TextContent.Trim()) break;
            outermost = parent;
        }
        if (outermost.LocalName == "li") return;
        outermost.Replace(heading);
    }

    // A note may have several paragraphs: it is what stands around them that the mark leads to.
    private static void Note(IElement note)
    {
        if (note.QuerySelector("a[name][href^='#']") is not { } back) return;
        note.Id = back.GetAttribute("name")!;
        back.RemoveAttribute("name");
    }

    private static void Classes(IElement body, IElement element)
    {
        if (element.LocalName != "p" || element.ClassName is not { } name) return;
        var made = name switch
        {
            "MsoTitle" or "title" or "Title" => "h1",
            "MsoSubtitle" or "subtitle" or "Subtitle" => "h2",
            "MsoQuote" or "MsoIntenseQuote" => "blockquote",
            _ => null,
        };
        if (made is null) return;
        var other = Renamed(element, made);
        // Quotations one after the other are one.
        if (made == "blockquote" && other.PreviousElementSibling is { LocalName: "blockquote" } before && string.IsNullOrWhiteSpace(other.PreviousSibling is IText text ? text.Data : ""))
        {
            before.AppendChild(Renamed(other, "p"));
        }
        else if (made == "blockquote")
        {
            var paragraph = body.Owner!.CreateElement("p");
            while (other.FirstChild is { } child) paragraph.AppendChild(child);
            other.AppendChild(paragraph);
        }
    }

    private static IElement Renamed(IElement element, string name)
    {
        var other = element.Owner!.CreateElement(name);
        foreach (var attribute in element.Attributes.Where(a => a.Name is not "class")) other.SetAttribute(attribute.Name, attribute.Value);
        while (element.FirstChild is { } child) other.AppendChild(child);
        element.Replace(other);
        return other;
    }

    private static void Stress(IElement element)
    {
        if (element.GetAttribute("style") is not { Length: > 0 } style) return;
        string Of(string property) => Properties().Matches(style).LastOrDefault(m => m.Groups[1].ValueSpan.Equals(property, StringComparison.OrdinalIgnoreCase))?.Groups[2].Value.Trim().ToLowerInvariant() ?? "";
        var weight = Of("font-weight");
        var isHeavy = weight is "bold" or "bolder" || int.TryParse(weight, out var w) && w >= 600;
        switch (element.LocalName)
        {
            // Google Docs wraps all of it in a b that is none.
            case "b" or "strong" when weight.Length > 0 && !isHeavy:
            case "i" or "em" when Of("font-style") is "normal":
                Unwrap(element);
                return;
            case "span" or "font":
                if (Of("vertical-align") is var position && (position is "super" or "sub")) Inside(element, position == "super" ? "sup" : "sub");
                if (Of("font-style") is "italic" or "oblique") Inside(element, "i");
                if (isHeavy) Inside(element, "b");
                return;
        }
    }

    private static void Inside(IElement element, string name)
    {
        if (string.IsNullOrWhiteSpace(element.TextContent)) return;
        var mark = element.Owner!.CreateElement(name);
        while (element.FirstChild is { } child) mark.AppendChild(child);
        element.AppendChild(mark);
    }

    private static void Unwrap(IElement element)
    {
        if (element.Parent is not { } parent) return;
        while (element.FirstChild is { } child) parent.InsertBefore(child, element);
        element.Remove();
    }

    private static void Direct(IElement link)
    {
        if (Uri.TryCreate(link.GetAttribute("href"), UriKind.Absolute, out var url) && url.AbsolutePath == "/url" && Query().Match(url.Query) is { Success: true } q)
            link.SetAttribute("href", Uri.UnescapeDataString(q.Groups[1].Value));
    }

    // Word aligns the paragraphs of a cell, not the cell.
    private static void Align(IElement cell)
    {
        var words = cell.Children.Where(c => c.LocalName == "p").Select(p => p.GetAttribute("align") ?? AlignStyle().Match(p.GetAttribute("style") ?? "").Groups[1].Value).Distinct().ToList();
        if (words is [{ Length: > 0 } word] && !cell.HasAttribute("align") && cell.GetAttribute("style")?.Contains("text-align", StringComparison.OrdinalIgnoreCase) != true) cell.SetAttribute("align", word);
    }

    [GeneratedRegex(@"mso-list:\s*l\d+\s+level(\d)", RegexOptions.IgnoreCase)]
    private static partial Regex ListLevel();

    [GeneratedRegex(@"^(\d{1,6}|[a-zа-я]|[ivxlcdm]{1,6})[.)]", RegexOptions.IgnoreCase)]
    private static partial Regex Number();

    [GeneratedRegex(@"(?:^|[;{])\s*([a-z-]+)\s*:\s*([^;]*)", RegexOptions.IgnoreCase)]
    private static partial Regex Properties();

    [GeneratedRegex(@"[?&]q=([^&]+)")]
    private static partial Regex Query();

    [GeneratedRegex(@"text-align:\s*(center|right|end|left|start)", RegexOptions.IgnoreCase)]
    private static partial Regex AlignStyle();
}
