using System.Globalization;
using System.Xml;
using System.Xml.Linq;
using Acta.Record.Bodies;
using Acta.Record.News;

namespace Acta.Desk.Translation;

/// <summary>Why a file is not taken.</summary>
/// <param name="why">The key of a sentence in the desk's words.</param>
/// <param name="unit">The unit that is wrong, where it is one.</param>
internal sealed class XliffFault(string why, string unit = "") : Exception(why)
{
    public string Why { get; } = why;

    public string Unit { get; } = unit;
}

/// <summary>
/// Reads what an agency sent back. Only the words of targets are taken: what codes mean is looked up in the texts that the
/// file was made of, so that a file can say nothing that was not said to it.
/// </summary>
internal sealed class XliffReader
{
    // The server takes no larger request of anybody.
    private const int MaxBytes = 1 << 20;

    private const int MaxDepth = 64;
    private static readonly XNamespace Xliff = XliffWriter.Namespace;

    private readonly Dictionary<string, XElement> _units = new(StringComparer.Ordinal);

    private XliffReader(XliffName name, string sourceLanguage, string targetLanguage) => (Name, SourceLanguage, TargetLanguage) = (name, sourceLanguage, targetLanguage);

    public XliffName Name { get; }

    public string SourceLanguage { get; }

    public string TargetLanguage { get; }

    /// <exception cref="XliffFault">It is no XLIFF 2, or not one of ours.</exception>
    public static XliffReader Open(byte[] bytes)
    {
        if (bytes.Length > MaxBytes) throw new XliffFault("xliff.large");
        XElement root;
        try
        {
            // Looked through once without building anything, so that nothing nests deeper than what follows can stand.
            using (var look = Reader(bytes))
                while (look.Read())
                    if (look.Depth > MaxDepth) throw new XliffFault("xliff.no-xml");
            using var reader = Reader(bytes);
            root = XDocument.Load(reader, LoadOptions.PreserveWhitespace).Root!;
        }
        catch (XmlException)
        {
            throw new XliffFault("xliff.no-xml");
        }
        if (root.Name != Xliff + "xliff" || (string?)root.Attribute("version") is not ("2.0" or "2.1")) throw new XliffFault("xliff.no-xliff");
        if (root.Elements(Xliff + "file").ToList() is not [var file] || XliffName.Parse((string?)file.Attribute("original")) is not { } name) throw new XliffFault("xliff.foreign");
        var opened = new XliffReader(name, (string?)root.Attribute("srcLang") ?? "", (string?)root.Attribute("trgLang") ?? "");
        foreach (var unit in file.Descendants(Xliff + "unit"))
        {
            var id = (string?)unit.Attribute("id") ?? "";
            if (!opened._units.TryAdd(id, unit)) throw new XliffFault("xliff.twice", id);
        }
        return opened;
    }

    /// <summary>The texts by passage; a passage that nobody translated has none.</summary>
    /// <param name="original">That the file was made of.</param>
    /// <param name="translation">As it was then.</param>
    /// <exception cref="XliffFault">A unit is missing, unknown, or not what it was.</exception>
    public Dictionary<string, string> Read(Edition original, Edition translation)
    {
        var passages = Passages.Of(original);
        var known = passages.Select(p => p.Id).ToHashSet(StringComparer.Ordinal);
        if (_units.Keys.FirstOrDefault(id => !known.Contains(id)) is { } unknown) throw new XliffFault("xliff.unknown", unknown);
        var translated = Passages.Beside(original, translation);
        var texts = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var passage in passages)
        {
            if (!_units.TryGetValue(passage.Id, out var unit)) throw new XliffFault("xliff.missing", passage.Id);
            var source = XliffWriter.Parse(passage, passage.Text);
            // The translation's own codes were numbered with its text, where it had one.
            var now = translated.TryGetValue(passage.Id, out var text) && text != passage.Text ? XliffWriter.Parse(passage, text) : null;
            var read = new UnitText(passage, new InlineCodes(source, now)).Read(unit);
            if (read.Source != Written(passage, source)) throw new XliffFault("xliff.source", passage.Id);
            if (read.Target.Length > 0 && !(read.IsInitial && read.Target == read.Source)) texts[passage.Id] = read.Target;
        }
        return texts;
    }

    // What a tool may have broken a line with; a space that holds words together is text.
    private static readonly char[] Breaks = [' ', '\t', '\n', '\r'];

    private static XmlReader Reader(byte[] bytes) => XmlReader.Create(new MemoryStream(bytes), new XmlReaderSettings
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        MaxCharactersInDocument = MaxBytes,
        MaxCharactersFromEntities = 1024,
    });

    private static string Written(Passage passage, IReadOnlyList<Inline> inlines) =>
        passage.IsInline ? Inlines.Write(inlines) : string.Join(' ', Inlines.PlainText(inlines).Normalize().Split(Breaks, StringSplitOptions.RemoveEmptyEntries));

    /// <summary>One unit's source and target, of as many segments as a tool made of it.</summary>
    private sealed class UnitText(Passage passage, InlineCodes codes)
    {
        private readonly HashSet<string> _used = new(StringComparer.Ordinal);

        public (string Source, string Target, bool IsInitial) Read(XElement unit)
        {
            var parts = unit.Elements().Where(e => e.Name == Xliff + "segment" || e.Name == Xliff + "ignorable").ToList();
            if (parts.Count == 0) throw new XliffFault("xliff.damaged", passage.Id);
            var segments = parts.Where(p => p.Name == Xliff + "segment").ToList();
            var source = Written(passage, Inline(parts.SelectMany(p => Need(p, "source").Nodes())));
            // Half a passage is none: it would say the other half in another language.
            if (segments.Count == 0 || segments.Any(s => s.Element(Xliff + "target") is null)) return (source, "", true);
            _used.Clear();
            var ordered = parts.Select((p, i) => (p, Order: Order(p) ?? i + 1)).OrderBy(p => p.Order).Select(p => p.p);
            var target = Written(passage, Inline(ordered.SelectMany(p => (p.Element(Xliff + "target") ?? Need(p, "source")).Nodes())));
            if (target.Length > 0 && codes.Needed.FirstOrDefault(id => !_used.Contains(id)) is not null) throw new XliffFault("xliff.lost", passage.Id);
            return (source, target, segments.All(s => (string?)s.Attribute("state") is null or "initial"));
        }

        private XElement Need(XElement part, string name) => part.Element(Xliff + name) ?? throw new XliffFault("xliff.damaged", passage.Id);

        private static int? Order(XElement part) => int.TryParse((string?)part.Element(Xliff + "target")?.Attribute("order"), CultureInfo.InvariantCulture, out var order) ? order : null;

        private IReadOnlyList<Inline> Inline(IEnumerable<XNode> nodes)
        {
            // A pair that a tool cut in two to stand in several segments closes what it opened last.
            var open = new Stack<(string Id, Inline Code, List<Inline> Into)>();
            var into = new List<Inline>();
            Add(nodes, ref into, open);
            return open.Count == 0 ? into : throw new XliffFault("xliff.codes", passage.Id);
        }

        private void Add(IEnumerable<XNode> nodes, ref List<Inline> into, Stack<(string Id, Inline Code, List<Inline> Into)> open)
        {
            foreach (var node in nodes)
            {
                if (node is XText text)
                {
                    into.Add(new TextInline(text.Value));
                    continue;
                }
                if (node is not XElement e) continue;
                if (e.Name.Namespace != Xliff) throw new XliffFault("xliff.damaged", passage.Id);
                switch (e.Name.LocalName)
                {
                    case "pc":
                        var within = new List<Inline>();
                        var inner = new Stack<(string, Inline, List<Inline>)>();
                        var code = Code(e, isPair: true);
                        Add(e.Nodes(), ref within, inner);
                        if (inner.Count > 0) throw new XliffFault("xliff.codes", passage.Id);
                        into.Add(InlineCodes.Around(code, within));
                        break;
                    case "ph":
                        into.Add(Code(e, isPair: false));
                        break;
                    case "sc":
                        open.Push(((string?)e.Attribute("id") ?? "", Code(e, isPair: true), into));
                        into = [];
                        break;
                    case "ec":
                        var start = (string?)e.Attribute("startRef") ?? (string?)e.Attribute("id");
                        if (!open.TryPop(out var opened) || opened.Id != start) throw new XliffFault("xliff.codes", passage.Id);
                        opened.Into.Add(InlineCodes.Around(opened.Code, into));
                        into = opened.Into;
                        break;
                    case "cp":
                        if (!int.TryParse((string?)e.Attribute("hex"), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var c) || c is < 0 or > 0x10FFFF or (>= 0xD800 and <= 0xDFFF)) throw new XliffFault("xliff.damaged", passage.Id);
                        into.Add(new TextInline(char.ConvertFromUtf32(c)));
                        break;
                    case "mrk":
                        Add(e.Nodes(), ref into, open);
                        break;
                    case "sm" or "em":
                        break;
                    default:
                        throw new XliffFault("xliff.damaged", passage.Id);
                }
            }
        }

        private Inline Code(XElement e, bool isPair)
        {
            var id = (string?)e.Attribute("id") ?? "";
            var known = codes.Find(id) is null && (string?)e.Attribute("copyOf") is { } copied ? copied : id;
            if (codes.Find(known) is not { } code || InlineCodes.Within(code) is not null != isPair) throw new XliffFault("xliff.codes", passage.Id);
            _used.Add(known);
            return code;
        }
    }
}
