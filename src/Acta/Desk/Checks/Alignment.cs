using Acta.Record.Bodies;

namespace Acta.Desk.Checks;

/// <summary>Which pieces of two versions say the same: by the ids of blocks, kinds, and what both share whatever the language.</summary>
internal static class Alignment
{
    // Beyond so many comparisons only pieces near the same place are compared.
    private const long MaxComparisons = 400_000;

    /// <summary>A stretch of both that belongs together; where one side has nothing, it has no counterpart.</summary>
    public sealed record Group(List<Segment> First, List<Segment> Second)
    {
        public bool IsPair => First.Count > 0 && Second.Count > 0;
    }

    /// <summary>The pieces of both in order, aligned.</summary>
    public static List<Group> Of(List<Segment> first, List<Segment> second)
    {
        var (a, b) = (first.Select(s => new Marks(s)).ToArray(), second.Select(s => new Marks(s)).ToArray());
        var width = (long)a.Length * b.Length <= MaxComparisons ? int.MaxValue / 4 : Math.Max(8, (int)(MaxComparisons / Math.Max(1, a.Length) / 2));
        // best[i][j]: the score of what follows i and j; rows hold only the band around the same place.
        var rows = new Band[a.Length + 1];
        for (var i = a.Length; i >= 0; i--)
        {
            var middle = a.Length == 0 ? 0 : (int)((long)i * b.Length / a.Length);
            var row = rows[i] = new Band(Math.Max(0, middle - width), (int)Math.Min(b.Length, (long)middle + width));
            for (var j = row.To; j >= row.From; j--)
            {
                var best = 0f;
                byte step = 0;
                if (i < a.Length && rows[i + 1].Score(j) is var down && down >= best) (best, step) = (down, 1);
                if (j < b.Length && row.Score(j + 1) is var right && right > best) (best, step) = (right, 2);
                if (i < a.Length && j < b.Length && rows[i + 1].Score(j + 1) is > float.MinValue and var after && a[i].Likeness(b[j]) is > 0 and var like && like + after > best) (best, step) = (like + after, 3);
                if (step == 0 && j < b.Length) step = 2;
                row.Set(j, best, step);
            }
        }
        var groups = new List<Group>();
        for (int i = 0, j = 0; i < a.Length || j < b.Length;)
        {
            var step = i == a.Length ? 2 : j == b.Length ? 1 : rows[i].Step(j);
            if (step == 3) groups.Add(new Group([first[i++]], [second[j++]]));
            else if (step == 1) groups.Add(new Group([first[i++]], []));
            else groups.Add(new Group([], [second[j++]]));
        }
        return groups;
    }

    private sealed class Band(int from, int to)
    {
        private readonly float[] _scores = new float[to - from + 1];
        private readonly byte[] _steps = new byte[to - from + 1];

        public int From => from;

        public int To => to;

        public float Score(int j) => j < from || j > to ? float.MinValue : _scores[j - from];

        public byte Step(int j) => j < from ? (byte)2 : j > to ? (byte)1 : _steps[j - from];

        public void Set(int j, float score, byte step) => (_scores[j - from], _steps[j - from]) = (score, step);
    }

    /// <summary>What a piece has that a translation keeps.</summary>
    private sealed class Marks
    {
        private readonly Segment _segment;
        private readonly HashSet<string> _marks = new(StringComparer.Ordinal);
        private readonly double _length;

        public Marks(Segment segment)
        {
            _segment = segment;
            foreach (var stated in segment.Stated)
                if (!stated.IsWeak && stated.Keys.Count > 0 && _marks.Count < 200) _marks.Add(stated.Keys[0]);
            Urls(segment.Inlines, 0);
            // Names in Latin letters stand in many languages as they are.
            foreach (var lexeme in Lexeme.Of(segment.Text))
                if (_marks.Count < 200 && lexeme.IsWord && lexeme.Plain.Length >= 4 && char.IsAsciiLetterUpper(segment.Text[lexeme.Start])) _marks.Add(lexeme.Plain);
            // A sign of Han says about as much as three letters.
            foreach (var c in segment.Text) _length += Lexeme.IsEastern(c) ? 2.6 : 1;
        }

        public float Likeness(Marks other)
        {
            var (a, b) = (_segment, other._segment);
            if (a.Field != b.Field) return 0;
            var sameKind = a.Kind == b.Kind;
            if (!sameKind && (a.Kind is "h" or "code" or "alt" or "credit" or "speaker" || b.Kind is "h" or "code" or "alt" or "credit" or "speaker")) return 0;
            var score = sameKind ? 1f : 0.2f;
            // An id says less than what is said: versions that were written apart have the same ids by chance.
            if (a.Block is { Length: > 0 } && a.Block == b.Block) score += a.Index == b.Index ? 0.5f : 0.4f;
            var all = _marks.Count + other._marks.Count;
            if (all > 0)
            {
                var shared = 0;
                foreach (var mark in _marks)
                    if (other._marks.Contains(mark)) shared++;
                score += 6f * shared / all;
                if (shared == 0 && _marks.Count > 1 && other._marks.Count > 1) score -= 1;
            }
            var ratio = Math.Min(_length, other._length) / Math.Max(_length, other._length);
            return score + (float)ratio - (ratio < 0.3 && _length + other._length > 120 ? 1.5f : 0);
        }

        private void Urls(IReadOnlyList<Inline> inlines, int depth)
        {
            if (depth > 16) return;
            foreach (var inline in inlines)
            {
                if (_marks.Count >= 200) return;
                switch (inline)
                {
                    case LinkInline link:
                        _marks.Add(link.Url);
                        Urls(link.Children, depth + 1);
                        break;
                    case StrongInline s: Urls(s.Children, depth + 1); break;
                    case EmphasisInline e: Urls(e.Children, depth + 1); break;
                    case SpanInline p: Urls(p.Children, depth + 1); break;
                    case MentionInline m: _marks.Add(m.Resource.ToString()); break;
                }
            }
        }
    }
}
