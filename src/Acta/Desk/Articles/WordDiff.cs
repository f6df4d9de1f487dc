using DiffPlex;
using DiffPlex.Chunkers;

namespace Acta.Desk.Articles;

/// <summary>A stretch of text that stayed, was added or was removed.</summary>
public sealed record DiffPart(DiffKind Kind, string Text);

public enum DiffKind
{
    Same,
    Added,
    Removed,
}

/// <summary>Two texts, compared by words.</summary>
internal static class WordDiff
{
    private static readonly char[] Between = [' ', '\n', '\t', '.', ',', ';', ':', '!', '?', '(', ')', '«', '»', '“', '”', '\u00a0', '،', '。', '、'];

    public static IReadOnlyList<DiffPart> Of(string before, string after)
    {
        var diff = Differ.Instance.CreateDiffs(before, after, ignoreWhiteSpace: false, ignoreCase: false, new DelimiterChunker(Between));
        var parts = new List<DiffPart>();
        var at = 0;
        foreach (var block in diff.DiffBlocks)
        {
            Add(DiffKind.Same, diff.PiecesOld.Skip(at).Take(block.DeleteStartA - at));
            Add(DiffKind.Removed, diff.PiecesOld.Skip(block.DeleteStartA).Take(block.DeleteCountA));
            Add(DiffKind.Added, diff.PiecesNew.Skip(block.InsertStartB).Take(block.InsertCountB));
            at = block.DeleteStartA + block.DeleteCountA;
        }
        Add(DiffKind.Same, diff.PiecesOld.Skip(at));
        return parts;

        void Add(DiffKind kind, IEnumerable<string> pieces)
        {
            var text = string.Concat(pieces);
            if (text.Length > 0) parts.Add(new DiffPart(kind, text));
        }
    }
}
