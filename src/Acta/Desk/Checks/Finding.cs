using System.Security.Cryptography;
using System.Text;

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
    public string Sentence(DeskWords words) => words.Text("check." + Code, [.. Values.Select(v => (v.Name, (object?)v.Value))]);

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
