using System.Globalization;
using System.Text;
using System.Xml;
using Acta.Desk.Articles;
using Acta.Record.Bodies;
using Acta.Record.News;

namespace Acta.Desk.Translation;

/// <summary>
/// A translation with its original as XLIFF 2.1 (OASIS, 13 February 2018), for agencies and their tools: a unit a passage, in
/// the order of the original. What is not translated yet has no target.
/// </summary>
internal static class XliffWriter
{
    public const string Namespace = "urn:oasis:names:tc:xliff:document:2.0";

    /// <param name="draft">The translation.</param>
    /// <param name="original">As it stands now.</param>
    /// <param name="before">The original as the translation was made of it, where it is known and was changed since.</param>
    public static byte[] Write(Draft draft, Edition original, Edition? before)
    {
        var translated = Passages.Beside(original, draft.Edition);
        var earlier = before is null ? null : Passages.Beside(original, before);
        using var stream = new MemoryStream();
        using (var x = XmlWriter.Create(stream, new XmlWriterSettings { Encoding = new UTF8Encoding(false), Indent = false, NewLineHandling = NewLineHandling.Entitize }))
        {
            x.WriteStartDocument();
            x.WriteStartElement("xliff", Namespace);
            x.WriteAttributeString("version", "2.1");
            x.WriteAttributeString("srcLang", original.Language);
            x.WriteAttributeString("trgLang", draft.Language);
            x.WriteStartElement("file", Namespace);
            x.WriteAttributeString("id", "f1");
            x.WriteAttributeString("original", new XliffName(draft.Id, draft.Language, draft.Version, Wording.Of(original)).ToString());
            x.WriteAttributeString("xml", "space", null, "preserve");
            foreach (var passage in Passages.Of(original))
            {
                var was = earlier?.GetValueOrDefault(passage.Id);
                var text = translated.GetValueOrDefault(passage.Id);
                // A translation begins as a copy of its original.
                if (text == passage.Text || text == was) text = null;
                Unit(x, passage, text, earlier is not null && was != passage.Text && text is not null, was, draft.State == DraftState.Approved ? "reviewed" : "translated");
            }
            x.WriteEndElement();
            x.WriteEndElement();
        }
        return stream.ToArray();
    }

    private static void Unit(XmlWriter x, Passage passage, string? text, bool hasMoved, string? was, string done)
    {
        var source = Parse(passage, passage.Text);
        var target = text is null ? null : Parse(passage, text);
        var codes = new InlineCodes(source, target);
        x.WriteStartElement("unit", Namespace);
        x.WriteAttributeString("id", passage.Id);
        x.WriteAttributeString("name", passage.Id);
        if (hasMoved)
        {
            x.WriteStartElement("notes", Namespace);
            Note(x, "changed", "The source was changed after this was translated.");
            if (was is not null) Note(x, "source-before", was);
            x.WriteEndElement();
        }
        if (codes.Numbered.Any())
        {
            x.WriteStartElement("originalData", Namespace);
            foreach (var (id, inline) in codes.Numbered)
            {
                var (start, end) = InlineCodes.Marks(inline);
                Data(x, "s" + id, start);
                if (InlineCodes.Within(inline) is not null) Data(x, "e" + id, end);
            }
            x.WriteEndElement();
        }
        x.WriteStartElement("segment", Namespace);
        x.WriteAttributeString("id", "s1");
        x.WriteAttributeString("state", target is null || hasMoved ? "initial" : done);
        if (hasMoved) x.WriteAttributeString("subState", "acta:source-changed");
        x.WriteStartElement("source", Namespace);
        Content(x, source, new Queue<string>(codes.InSource));
        x.WriteEndElement();
        if (target is not null)
        {
            x.WriteStartElement("target", Namespace);
            Content(x, target, new Queue<string>(codes.InTarget));
            x.WriteEndElement();
        }
        x.WriteEndElement();
        x.WriteEndElement();
    }

    public static IReadOnlyList<Inline> Parse(Passage passage, string text) => passage.IsInline ? Inlines.Parse(text) : [new TextInline(text)];

    private static void Content(XmlWriter x, IReadOnlyList<Inline> inlines, Queue<string> ids)
    {
        foreach (var inline in inlines)
        {
            if (inline is TextInline t)
            {
                Text(x, t.Value);
                continue;
            }
            var (id, within, (type, subType)) = (ids.Dequeue(), InlineCodes.Within(inline), InlineCodes.TypeOf(inline));
            x.WriteStartElement(within is null ? "ph" : "pc", Namespace);
            x.WriteAttributeString("id", id);
            x.WriteAttributeString("type", type);
            x.WriteAttributeString("subType", subType);
            if (InlineCodes.IsNeeded(inline)) x.WriteAttributeString("canDelete", "no");
            if (within is null) x.WriteAttributeString("dataRef", "s" + id);
            else
            {
                x.WriteAttributeString("dataRefStart", "s" + id);
                x.WriteAttributeString("dataRefEnd", "e" + id);
                Content(x, within, ids);
            }
            x.WriteEndElement();
        }
    }

    private static void Note(XmlWriter x, string category, string text)
    {
        x.WriteStartElement("note", Namespace);
        x.WriteAttributeString("category", category);
        // A note has no form for characters that XML can't hold.
        x.WriteString(new string([.. text.Where(c => XmlConvert.IsXmlChar(c))]));
        x.WriteEndElement();
    }

    private static void Data(XmlWriter x, string id, string text)
    {
        x.WriteStartElement("data", Namespace);
        x.WriteAttributeString("id", id);
        Text(x, text);
        x.WriteEndElement();
    }

    private static void Text(XmlWriter x, string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (i + 1 < text.Length && char.IsSurrogatePair(text[i], text[i + 1]))
            {
                x.WriteSurrogateCharEntity(text[i + 1], text[i]);
                i++;
            }
            else if (XmlConvert.IsXmlChar(text[i]))
            {
                x.WriteString(text[i].ToString());
            }
            else
            {
                x.WriteStartElement("cp", Namespace);
                x.WriteAttributeString("hex", ((int)text[i]).ToString("X4", CultureInfo.InvariantCulture));
                x.WriteEndElement();
            }
        }
    }
}
