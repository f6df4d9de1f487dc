using System.Globalization;

namespace Acta.Desk.Checks;

/// <summary>A word, or a run of digits, of a text.</summary>
/// <param name="Start">Where it begins.</param>
/// <param name="End">Where it ends.</param>
/// <param name="Plain">In small letters and ASCII digits.</param>
/// <param name="IsWord">Letters rather than digits.</param>
/// <param name="Follows">Only spaces or a hyphen part it from the one before.</param>
internal readonly record struct Lexeme(int Start, int End, string Plain, bool IsWord, bool Follows)
{
    /// <summary>The words and runs of digits of a text whose digits are ASCII; addresses of the web and of mail are left out.</summary>
    public static List<Lexeme> Of(string text)
    {
        var skip = Addresses(text);
        var lexemes = new List<Lexeme>();
        var follows = false;
        for (var i = 0; i < text.Length;)
        {
            var c = text[i];
            if (skip is not null && skip[i])
            {
                follows = false;
                i++;
            }
            else if (char.IsAsciiDigit(c))
            {
                var start = i;
                while (i < text.Length && char.IsAsciiDigit(text[i])) i++;
                lexemes.Add(new Lexeme(start, i, text[start..i], false, follows));
                follows = true;
            }
            else if (IsLetter(c))
            {
                var start = i;
                var eastern = IsEastern(c);
                // An apostrophe within a word: in п'ять it is a letter, in d'août two words meet.
                // A sign of Han or kana is a lexeme by itself: nothing shows where a word of them ends.
                if (eastern) i++;
                else
                    while (i < text.Length && (IsLetter(text[i]) && !IsEastern(text[i]) || c > '\u036F' && (text[i] is '\'' or '’' or 'ʼ') && i + 1 < text.Length && IsLetter(text[i + 1]))) i++;
                lexemes.Add(new Lexeme(start, i, text[start..i].ToLowerInvariant(), true, follows));
                follows = true;
            }
            else
            {
                follows = follows && (char.IsWhiteSpace(c) || c is '-' or '‐' or '‑' or '\u00AD' or '\u200C');
                i++;
            }
        }
        return lexemes;
    }

    /// <summary>The text with ASCII digits and separators, each character in its place, marks of direction as they are.</summary>
    public static string AsciiDigits(string text)
    {
        if (System.Text.Ascii.IsValid(text)) return text;
        return string.Create(text.Length, text, static (into, from) =>
        {
            for (var i = 0; i < into.Length; i++)
            {
                var c = from[i];
                into[i] = c < 128 ? c
                    : char.IsDigit(c) ? (char)('0' + CharUnicodeInfo.GetDecimalDigitValue(c))
                    : c switch { '\u00A0' or '\u202F' or '\u2009' or '\u2007' => '\u00A0', '٫' => '.', '٬' => ',', '‐' or '‑' => '-', '．' => '.', '，' => ',', '％' => '%', '：' => ':', '／' => '/', _ => c };
            }
        });
    }

    /// <summary>«Организация», «Организации», «Организацией»: the same beginning, a few letters more or less at the end; in Latin letters only the same word.</summary>
    public static bool InAnyCase(string wanted, string word)
    {
        if (wanted == word) return true;
        if (wanted.Length < 4 || wanted[0] < '\u0370') return false;
        var shared = 0;
        while (shared < wanted.Length && shared < word.Length && wanted[shared] == word[shared]) shared++;
        return shared >= Math.Max(3, wanted.Length - 2) && word.Length <= shared + 3;
    }

    public static bool IsLetter(char c) => char.IsLetter(c) || c == '〇' || char.GetUnicodeCategory(c) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;

    public static bool IsEastern(char c) => c is >= '\u3040' and <= '\u30FF' or >= '\u3400' and <= '\u9FFF' or >= '\uF900' and <= '\uFAFF' or '〇' or '々';

    // Which characters belong to https://… and name@host; null where there is no such thing.
    private static bool[]? Addresses(string text)
    {
        bool[]? skip = null;
        for (var at = text.AsSpan().IndexOfAny('@', ':'); at >= 0 && at < text.Length; at++)
        {
            var isMail = text[at] == '@' && at > 0 && IsAddress(text[at - 1]) && at + 1 < text.Length && char.IsAsciiLetterOrDigit(text[at + 1]);
            if (!isMail && !(text[at] == ':' && text.AsSpan(at).StartsWith("://"))) continue;
            skip ??= new bool[text.Length];
            for (var i = at - 1; i >= 0 && !skip[i] && IsAddress(text[i]); i--) skip[i] = true;
            while (at < text.Length && text[at] is > ' ' and < '\u007f' and not ('<' or '>' or '"')) skip[at++] = true;
        }
        return skip;
    }

    private static bool IsAddress(char c) => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-' or '+' or '%';
}
