using System.Text;
using System.Xml;

namespace Acta.Pages.Feeds;

/// <summary>XML without the characters that XML can't hold (XML 1.0 §2.2), which texts from elsewhere sometimes have.</summary>
internal static class FeedXml
{
    public static byte[] Write(Action<XmlWriter> write)
    {
        using var stream = new MemoryStream();
        using (var xml = XmlWriter.Create(stream, new XmlWriterSettings { Encoding = new UTF8Encoding(false), NewLineHandling = NewLineHandling.Entitize }))
        {
            xml.WriteStartDocument();
            write(xml);
            xml.WriteEndDocument();
        }
        return stream.ToArray();
    }

    public static void Element(this XmlWriter xml, string name, string? text, params ReadOnlySpan<(string Name, string? Value)> attributes)
    {
        xml.WriteStartElement(name);
        foreach (var (attribute, value) in attributes)
            if (value is not null) xml.WriteAttributeString(attribute, Clean(value));
        if (text is not null) xml.WriteString(Clean(text));
        xml.WriteEndElement();
    }

    public static string Clean(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (XmlConvert.IsXmlChar(text[i])) continue;
            if (i + 1 < text.Length && XmlConvert.IsXmlSurrogatePair(text[i + 1], text[i])) i++;
            else return Filtered(text);
        }
        return text;
    }

    private static string Filtered(string text)
    {
        var clean = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
            if (rune.Value is 9 or 10 or 13 or (>= 0x20 and not (0xFFFE or 0xFFFF))) clean.Append(rune);
        return clean.ToString();
    }
}
