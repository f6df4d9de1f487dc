using System.IO.Compression;
using System.Xml;

namespace Acta.Media;

/// <summary>
/// What a file says of the people behind it, besides what it shows: who wrote it and with what, comments and tracked changes
/// with names, places where a film was made. It is told to the desk and not taken out: a signed document must stay as it is.
/// </summary>
internal static class FileTells
{
    /// <summary>Comments, with the names of who made them where they are known.</summary>
    public const string Comments = "comments";

    /// <summary>Tracked changes, likewise.</summary>
    public const string Changes = "changes";

    /// <summary>Not all of it can be looked into: encrypted, broken, or of an old kind.</summary>
    public const string Closed = "closed";

    // Of one part of a packed document, unpacked.
    private const int MostOfPart = 32 << 20;

    // Of one kind of thing: beyond that it is a list, not a person.
    private const int MostValues = 20;

    /// <summary>By kind, in the order found; none where the file says nothing that is known.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<string>> Of(string type, string path)
    {
        var tells = new Tells();
        try
        {
            if (type == "application/pdf") PdfTells.Read(path, tells);
            else if (type == "application/msword") tells.Add(Closed, "");
            else if (type.StartsWith("application/vnd.", StringComparison.Ordinal)) Packed(path, tells);
            else if (type is "video/mp4" or "video/webm") FilmTells.Read(path, tells);
        }
        catch (Exception e) when (e is IOException or InvalidDataException or XmlException or NotSupportedException or ArgumentException)
        {
            tells.Add(Closed, "");
        }
        return tells.All;
    }

    /// <summary>The XMP of Adobe and the document information of office programs: elements by their names. Of the text itself only who changed and commented it.</summary>
    public static void Xml(Stream xml, Tells tells, bool isText = false)
    {
        using var reader = XmlReader.Create(xml, new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, MaxCharactersInDocument = MostOfPart });
        var within = new Stack<string>();
        while (reader.Read())
        {
            if (reader.NodeType == XmlNodeType.EndElement) within.TryPop(out _);
            else if (reader.NodeType is XmlNodeType.Text or XmlNodeType.CDATA)
            {
                // dc:creator has its names in a list: rdf:Seq, rdf:li.
                if (within.Select(e => KeyOf(e, isText)).FirstOrDefault(k => k is not null) is { } key) tells.Add(key, reader.Value);
            }
            else if (reader.NodeType == XmlNodeType.Element)
            {
                var (name, isEmpty) = (reader.LocalName, reader.IsEmptyElement);
                // What was put in and taken out, and what somebody said of it, is marked by who did.
                if (isText && name is "ins" or "del" or "moveFrom" or "moveTo" or "changed-region") tells.Add(Changes, Author(reader));
                else if (isText && name is "comment" or "annotation" or "threadedComment" or "cmAuthor" or "author" or "person") tells.Add(Comments, Author(reader));
                else if (name == "Description" && reader.HasAttributes)
                {
                    while (reader.MoveToNextAttribute())
                        if (KeyOf(reader.LocalName, isText) is { } key) tells.Add(key, reader.Value);
                    reader.MoveToElement();
                }
                if (!isEmpty) within.Push(isText && name is "author" or "creator" ? within.Contains("change-info") ? "changer" : "commenter" : name);
            }
        }
    }

    private static string Author(XmlReader reader)
    {
        foreach (var name in reader.LocalName is "cmAuthor" or "author" ? new[] { "name" } : ["author", "displayName"])
            for (var more = reader.MoveToFirstAttribute(); more; more = reader.MoveToNextAttribute())
                if (reader.LocalName == name)
                {
                    var author = reader.Value;
                    reader.MoveToElement();
                    return author;
                }
        reader.MoveToElement();
        return "";
    }

    private static string? KeyOf(string element, bool isText) => element switch
    {
        "commenter" => Comments,
        "changer" => Changes,
        _ when isText => null,
        "creator" or "initial-creator" => "author",
        "lastModifiedBy" => "changed-by",
        "title" => "title",
        "subject" or "description" or "keywords" or "Keywords" or "keyword" => "subject",
        "Company" => "company",
        "Manager" => "manager",
        _ => null,
    };

    // Word, Excel, PowerPoint and OpenDocument are archives.
    private static void Packed(string path, Tells tells)
    {
        using var zip = ZipFile.OpenRead(path);
        foreach (var entry in zip.Entries)
        {
            var name = entry.FullName;
            var isAbout = name is "docProps/core.xml" or "docProps/app.xml" or "meta.xml";
            var isText = name is "content.xml" or "word/document.xml" or "ppt/commentAuthors.xml" or "ppt/authors.xml"
                || (name.EndsWith(".xml", StringComparison.Ordinal) && (name.Contains("/comments", StringComparison.Ordinal) || name.Contains("/persons/", StringComparison.Ordinal) || name.StartsWith("word/footnotes", StringComparison.Ordinal)));
            if (name.StartsWith("xl/revisions/", StringComparison.Ordinal)) tells.Add(Changes, "");
            if (!isAbout && !isText) continue;
            using var content = new MemoryStream();
            using (var packed = entry.Open()) CopyUpTo(packed, content, MostOfPart);
            content.Position = 0;
            try
            {
                Xml(content, tells, isText);
            }
            catch (XmlException)
            {
                // Longer than anybody reads, or broken: what stood before it counts.
                tells.Add(Closed, "");
            }
        }
    }

    /// <summary>Unpacks no more than can be borne: what looks small may be huge.</summary>
    public static void CopyUpTo(Stream from, Stream to, int most)
    {
        var buffer = new byte[81920];
        for (int read; most > 0 && (read = from.Read(buffer, 0, Math.Min(buffer.Length, most))) > 0; most -= read) to.Write(buffer, 0, read);
    }

    /// <summary>What was found, each once.</summary>
    public sealed class Tells
    {
        private readonly Dictionary<string, List<string>> _all = [];

        public IReadOnlyDictionary<string, IReadOnlyList<string>> All => _all.ToDictionary(a => a.Key, a => (IReadOnlyList<string>)a.Value);

        public void Add(string kind, string value)
        {
            value = string.Join(' ', value.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
            if (value.Length > 200) value = value[..200] + "…";
            if (value.Length == 0 && kind is not (Comments or Changes or Closed or "place" or "files")) return;
            if (!_all.TryGetValue(kind, out var values)) _all[kind] = values = [];
            if (value.Length > 0 && values.Count < MostValues && !values.Contains(value)) values.Add(value);
        }
    }
}
