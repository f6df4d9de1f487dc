using System.Security.Cryptography;
using System.Text;
using Acta.Record;

namespace Acta.Desk.Checks;

/// <summary>A passage that a finding points to.</summary>
/// <param name="Language">The language version it stands in.</param>
/// <param name="Block">The id of its block; null in a field.</param>
/// <param name="Field">The field it stands in, such as <c>headline</c>; null in the body.</param>
/// <param name="Start">Where it begins in <c>BodyText.Plain([block])</c>, or in the field's text.</param>
/// <param name="Length">How long it is; 0 where the whole block or field is meant.</param>
/// <param name="Quote">Its words; empty where the whole is meant.</param>
/// <param name="Context">The whole text it stands in: the paragraph, cell, caption.</param>
public sealed record Passage(string Language, string? Block, string? Field, int Start, int Length, string Quote, string Context)
{
    /// <summary>Where the context begins in the text of the block.</summary>
    internal int ContextStart { get; init; }

    /// <summary>
    /// The words with the sentence around them, each side at most <paramref name="max"/> characters. Where the whole is meant, or
    /// there is nothing around, all of it is in the middle.
    /// </summary>
    public (string Before, string Words, string After) Around(int max = 140)
    {
        var at = Start - ContextStart;
        if (Length == 0 || Quote.Length == 0) return ("", Quote.Length > 0 ? Quote : Context.Length > 2 * max ? Beginning(Context, 2 * max) + "…" : Context, "");
        if (at < 0 || at + Quote.Length > Context.Length || !Context.AsSpan(at, Quote.Length).SequenceEqual(Quote)) return ("", Quote, "");
        var (before, after) = (Context[..at], Context[(at + Quote.Length)..]);
        var start = 0;
        for (var i = 0; i + 1 < before.Length; i++)
            if (EndsSentence(before, i)) start = i + 1;
        var end = after.Length;
        for (var i = 0; i < after.Length && end == after.Length; i++)
            if (EndsSentence(after, i)) end = i + 1;
        (before, after) = (before[start..].TrimStart(), after[..end].TrimEnd());
        if (before.Length > max) before = "…" + before[Math.Max(before.IndexOf(' ', before.Length - max), before.Length - max - 1)..];
        if (after.Length > max) after = Beginning(after, max) + "…";
        return (before, Quote, after);
    }

    internal static bool EndsSentence(string text, int at) =>
        text[at] is '。' or '\n' || text[at] is '.' or '!' or '?' or '…' or '؟' or '।' && at + 1 < text.Length && char.IsWhiteSpace(text[at + 1]) && at > 3 && char.IsLetter(text[at - 1]) && char.IsLetter(text[at - 2]) && char.IsLetter(text[at - 3]);

    // Never between the two halves of one character.
    private static string Beginning(string text, int max)
    {
        var end = text.LastIndexOf(' ', max);
        if (end < max / 2) end = char.IsHighSurrogate(text[max - 1]) ? max - 1 : max;
        return text[..end];
    }
}

/// <summary>Something to look at before the release. Its sentence is <c>check.{Code}</c> in the words of the desk.</summary>
/// <param name="Code">What was found, such as <c>number</c>.</param>
/// <param name="First">Where.</param>
/// <param name="Second">Where in the other language version, if it is about two.</param>
/// <param name="Values">What the sentence's names stand for.</param>
public sealed record Finding(string Code, Passage First, Passage? Second, IReadOnlyList<(string Name, string Value)> Values)
{
    /// <summary>The same as long as both passages stay as they are, wherever they move: what is waived by it stays waived.</summary>
    public string Key { get; } = KeyOf(Code, First, Second, Values);

    /// <summary>What to tell the person, in the words of the desk.</summary>
    public string Sentence(DeskWords words) => words.Text("check." + Code,
        [("one", words.LanguageName(First.Language)), ("other", Second is null ? null : words.LanguageName(Second.Language)), ("in", words.LanguageName((Second ?? First).Language)), .. Values.Select(v => (v.Name, (object?)Told(v, words)))]);

    // Dates are kept as they are compared, and told as people write them.
    private static string Told((string Name, string Value) value, DeskWords words) =>
        value.Name is "day" or "event" or "first" or "second" && value.Value.Split('/') is [var from, .. var rest] && rest.Length < 2 && PartialDate.TryParse(from, out var first)
            ? rest.Length == 0 ? words.Dates.Partial(first) : PartialDate.TryParse(rest[0], out var last) ? words.Dates.Range(new DateRange(first, last)) : value.Value
            : value.Value;

    /// <summary>The languages it is about, by name.</summary>
    public string Languages(DeskWords words) => string.Join(", ", new[] { First, Second }.OfType<Passage>().Select(p => words.LanguageName(p.Language)).Distinct());

    private static string KeyOf(string code, Passage first, Passage? second, IReadOnlyList<(string Name, string Value)> values)
    {
        var text = new StringBuilder(code);
        foreach (var passage in new[] { first, second })
        {
            if (passage is null) continue;
            // Where the words stand within their paragraph, so that of two alike one can be waived.
            var at = passage.Context.Length == 0 ? 0 : passage.Start - passage.ContextStart;
            text.Append('\0').Append(passage.Language).Append('\0').Append(passage.Field).Append('\0').Append(passage.Context).Append('\0').Append(at).Append('\0').Append(passage.Quote);
        }
        foreach (var (name, value) in values) text.Append('\0').Append(name).Append('\0').Append(value);
        return code + "-" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())).AsSpan(0, 10));
    }
}
