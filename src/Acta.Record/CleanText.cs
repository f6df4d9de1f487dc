using Acta.Record.Bodies;

namespace Acta.Record;

/// <summary>Text of fields that hold no markup: headlines, names, places.</summary>
public static class CleanText
{
    /// <summary>
    /// The text as a document can hold and a page can show it: in NFC, control characters as spaces, and what is no character
    /// (NUL, half a surrogate pair, U+FFFE, U+FFFF) as U+FFFD.
    /// </summary>
    public static string Of(string text) => Characters.Clean(text);
}
