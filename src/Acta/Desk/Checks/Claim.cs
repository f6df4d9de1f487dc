namespace Acta.Desk.Checks;

/// <summary>One statement, and what became of it when the versions were compared.</summary>
internal sealed class Claim(Segment segment, Stated stated)
{
    public Segment Segment => segment;
    public Stated Stated => stated;
    public bool Done { get; set; }
    public bool IsRepeat { get; set; }
    // One day of a range whose other day was found.
    public bool IsHalf { get; set; }
    // Parts of a date that nothing on the other side answers to.
    public List<string>? OpenParts { get; set; }
    public double Place => segment.Text.Length == 0 ? 0 : (double)stated.Start / segment.Text.Length;
    public string Before { get; } = WordBefore(segment.Text, stated.Start);
    public Passage Passage => segment.Passage(stated.Start, stated.End);

    private static string WordBefore(string text, int at)
    {
        var end = at;
        while (end > 0 && at - end < 3 && text[end - 1] is ' ' or '\u00A0' or '\n') end--;
        var start = end;
        while (start > 0 && end - start < 24 && char.IsAsciiLetter(text[start - 1])) start--;
        return end == at || start == end ? "" : text[start..end];
    }
}
