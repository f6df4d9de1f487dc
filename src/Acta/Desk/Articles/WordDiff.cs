using System.Text.RegularExpressions;
using DiffPlex;

namespace Acta.Desk.Articles;

/// <summary>A stretch of text that stayed, was added or was removed.</summary>
public sealed record DiffPart(DiffKind Kind, string Text);

public enum DiffKind
{
    Same,
    Added,
    Removed,
}

/// <summary>Two texts, compared by words: a number, a date in digits, a word with its hyphens is one and never torn.</summary>
internal static partial class WordDiff
{
    public static IReadOnlyList<DiffPart> Of(string before, string after)
    {
        var diff = Differ.Instance.CreateDiffs(before, after, ignoreWhiteSpace: false, ignoreCase: false, new Words());
        var parts = new List<DiffPart>();
        string removed = "", added = "", between = "";
        var at = 0;
        foreach (var block in diff.DiffBlocks)
        {
            Same(Text(diff.PiecesOld, at, block.DeleteStartA - at));
            if (between.Length > 0) (removed, added, between) = (removed + between, added + between, "");
            removed += Text(diff.PiecesOld, block.DeleteStartA, block.DeleteCountA);
            added += Text(diff.PiecesNew, block.InsertStartB, block.InsertCountB);
            at = block.DeleteStartA + block.DeleteCountA;
        }
        Same(Text(diff.PiecesOld, at, diff.PiecesOld.Count - at));
        Tell();
        return parts;

        // A space between two words that were changed is part of what was changed.
        void Same(string text)
        {
            if (text.Length == 0) return;
            if (text == " " && removed.Length > 0 && added.Length > 0)
            {
                between = text;
                return;
            }
            Tell();
            parts.Add(new DiffPart(DiffKind.Same, text));
        }

        void Tell()
        {
            if (removed.Length > 0) parts.Add(new DiffPart(DiffKind.Removed, removed));
            if (added.Length > 0) parts.Add(new DiffPart(DiffKind.Added, added));
            if (between.Length > 0) parts.Add(new DiffPart(DiffKind.Same, between));
            (removed, added, between) = ("", "", "");
        }
    }

    private static string Text(IReadOnlyList<string> pieces, int from, int count) => string.Concat(pieces.Skip(from).Take(count));

    // A sign of Han or kana is a word, as nothing shows where one ends; the halves of one character stay together.
    [GeneratedRegex(@"[\u3040-\u30FF\u3400-\u9FFF\uF900-\uFAFF]|[\p{L}\p{M}\p{N}-[\u3040-\u30FF\u3400-\u9FFF\uF900-\uFAFF]]+(?:(?:[-‑’'ʼ_]|(?<=\p{Nd})[.,:/\u00a0\u202f](?=\p{Nd}))[\p{L}\p{M}\p{N}-[\u3040-\u30FF\u3400-\u9FFF\uF900-\uFAFF]]+)*%?|\n|[^\S\n]+|[\uD800-\uDBFF][\uDC00-\uDFFF]|.", RegexOptions.Singleline | RegexOptions.CultureInvariant)]
    private static partial Regex Word { get; }

    private sealed class Words : IChunker
    {
        public IReadOnlyList<string> Chunk(string text)
        {
            var words = new List<string>();
            foreach (var word in Word.EnumerateMatches(text)) words.Add(text.Substring(word.Index, word.Length));
            return words;
        }
    }
}
