using System.Text;
using System.Text.Json;

namespace Acta.Record.Bodies;

/// <summary>
/// The lines <c>name: value</c> of a picture, a gallery, an attachment or a recording. Lines that are none are words, and
/// are kept as such.
/// </summary>
internal sealed class Facts
{
    private static readonly string[] Names = ["file", "url", "alt", "caption", "credit", "licence", "focus", "lang"];

    private readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);

    /// <summary>Lines that say nothing of this kind.</summary>
    public List<string> Others { get; } = [];

    public static Facts Read(IEnumerable<string> lines)
    {
        var facts = new Facts();
        foreach (var line in lines)
        {
            var text = line.AsSpan().Trim(" \t");
            if (text.IsEmpty) continue;
            var colon = text.IndexOf(':');
            if (!IsFact(text) || !facts._values.TryAdd(text[..colon].ToString(), text[(colon + 1)..].Trim(" \t").ToString())) facts.Others.Add(text.ToString());
        }
        return facts;
    }

    public static bool IsFact(ReadOnlySpan<char> line)
    {
        var colon = line.IndexOf(':');
        if (colon < 0 || (colon + 1 < line.Length && line[colon + 1] is not (' ' or '\t'))) return false;
        foreach (var name in Names)
            if (line[..colon].SequenceEqual(name)) return true;
        return false;
    }

    public string? this[string name] => _values.GetValueOrDefault(name) is { Length: > 0 } value ? value : null;

    public MediaSource Source
    {
        get
        {
            MediaFile? file = null;
            if (this["file"] is { } json)
            {
                try
                {
                    using var parsed = JsonDocument.Parse(json);
                    file = MediaFile.Read(new Fields(parsed.RootElement, "file"));
                }
                catch (Exception e) when (e is JsonException or FormatException)
                {
                    Others.Add("file: " + json);
                }
            }
            return new MediaSource(file, this["url"]);
        }
    }

    public Image Image
    {
        get
        {
            FocalPoint? focus = null;
            if (this["focus"] is { } point)
            {
                var parts = point.Split(' ', StringSplitOptions.RemoveEmptyEntries);
                if (parts.Length == 2 && Thousandths(parts[0]) is { } x && Thousandths(parts[1]) is { } y) focus = new FocalPoint(x, y);
                else Others.Add("focus: " + point);
            }
            return new Image(Source, this["alt"], this["caption"], this["credit"], this["licence"], focus);
        }
    }

    public static void Write(List<string> lines, MediaSource source)
    {
        if (source.File is { } file) lines.Add("file: " + Encoding.UTF8.GetString(CanonicalJson.Write(file.ToJson())));
        Write(lines, "url", source.Url);
    }

    public static void Write(List<string> lines, Image image)
    {
        Write(lines, image.Source);
        Write(lines, "alt", image.Alt);
        Write(lines, "caption", image.Caption);
        Write(lines, "credit", image.Credit);
        Write(lines, "licence", image.Licence);
        if (image.Focal is { } focus) lines.Add(FormattableString.Invariant($"focus: {focus.X} {focus.Y}"));
    }

    public static void Write(List<string> lines, string name, string? value)
    {
        if (value is not null) lines.Add(name + ": " + value);
    }

    private static int? Thousandths(string text) =>
        int.TryParse(text, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var n) && n <= 1000 ? n : null;
}

/// <summary>What stands in braces at the head of a cell: <c>header 2x3 end</c> is a header over two columns and three rows.</summary>
internal sealed record CellFacts(bool Header, int Columns, int Rows, CellAlign Align)
{
    public static bool TryRead(ReadOnlySpan<char> text, out CellFacts facts)
    {
        facts = new CellFacts(false, 1, 1, CellAlign.Start);
        foreach (var range in text.Split(' '))
        {
            var word = text[range];
            if (word.IsEmpty) continue;
            if (word is "header") facts = facts with { Header = true };
            else if (word is "center") facts = facts with { Align = CellAlign.Center };
            else if (word is "end") facts = facts with { Align = CellAlign.End };
            else if (word.IndexOf('x') is > 0 and var x && Span(word[..x]) is { } columns && Span(word[(x + 1)..]) is { } rows) facts = facts with { Columns = columns, Rows = rows };
            else return false;
        }
        return true;
    }

    public static string Write(TableCell cell)
    {
        var words = new List<string>();
        if (cell.Header) words.Add("header");
        if (cell.ColumnSpan > 1 || cell.RowSpan > 1) words.Add(FormattableString.Invariant($"{cell.ColumnSpan}x{cell.RowSpan}"));
        if (cell.Align == CellAlign.Center) words.Add("center");
        if (cell.Align == CellAlign.End) words.Add("end");
        return string.Join(' ', words);
    }

    private static int? Span(ReadOnlySpan<char> text) =>
        int.TryParse(text, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var n) && n is >= 1 and <= 1000 ? n : null;
}
