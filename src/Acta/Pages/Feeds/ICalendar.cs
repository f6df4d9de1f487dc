using System.Globalization;
using System.Text;

namespace Acta.Pages.Feeds;

/// <summary>Writes content lines of iCalendar (RFC 5545 §3.1): folded at 75 octets, never within a letter.</summary>
internal sealed class ICalendar
{
    private readonly MemoryStream _to = new();

    /// <summary>What was written.</summary>
    public byte[] ToBytes() => _to.ToArray();

    /// <summary>A property whose value is written as it is.</summary>
    public void Line(string name, string value)
    {
        Span<byte> letter = stackalloc byte[4];
        var column = 0;
        foreach (var rune in $"{name}:{value}".EnumerateRunes())
        {
            var size = rune.EncodeToUtf8(letter);
            if (column + size > 75)
            {
                _to.Write("\r\n "u8);
                column = 1;
            }
            _to.Write(letter[..size]);
            column += size;
        }
        _to.Write("\r\n"u8);
    }

    /// <summary>A text (§3.3.11); nothing is written of an empty one.</summary>
    /// <param name="name">The property.</param>
    /// <param name="text">What it says.</param>
    /// <param name="language">The language it is in, where that is not the calendar's.</param>
    public void Text(string name, string? text, string? language = null)
    {
        if (text is not { Length: > 0 }) return;
        Line(language is null ? name : $"{name};LANGUAGE={language}", Escape(text));
    }

    /// <summary>A list of texts.</summary>
    public void Texts(string name, IEnumerable<string> texts)
    {
        var all = texts.Where(t => t.Length > 0).Select(Escape).ToList();
        if (all.Count > 0) Line(name, string.Join(',', all));
    }

    /// <summary>A moment (§3.3.5, form 2): in UTC, which no change of a zone's rules moves.</summary>
    public void Moment(string name, DateTimeOffset moment) => Line(name, moment.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture));

    /// <summary>A day (§3.3.4).</summary>
    public void Day(string name, DateOnly day) => Line(name + ";VALUE=DATE", day.ToString("yyyyMMdd", CultureInfo.InvariantCulture));

    // Control characters have no place in a text, whatever a document holds.
    private static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length + 8);
        foreach (var c in text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n'))
        {
            if (c == '\n') escaped.Append("\\n");
            else if (c is '\\' or ';' or ',') escaped.Append('\\').Append(c);
            else if (c == '\t' || !char.IsControl(c)) escaped.Append(c);
        }
        return escaped.ToString();
    }
}
