using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Acta.Record.Bodies;

/// <summary>
/// Gives the blocks of a body their lasting ids: a block that stayed keeps its id across an edit, also where it was moved or
/// reworded, so that comments, citations and translations have something to hold.
/// </summary>
public static class BlockIds
{
    // Beyond so many comparisons of words, blocks of a rewritten stretch are matched by their order alone.
    private const int MostComparisons = 40_000;

    /// <summary>The body with an id on each block. The same bodies always get the same ids.</summary>
    /// <param name="body">The blocks as they are now; ids they carry are not looked at.</param>
    /// <param name="previous">The blocks as they were; null: the body is new.</param>
    public static IReadOnlyList<Block> Assign(IReadOnlyList<Block> body, IReadOnlyList<Block>? previous = null)
    {
        var ids = new string?[body.Count];
        if (previous is { Count: > 0 })
        {
            var now = body.Select(b => new Fingerprint(b)).ToArray();
            var before = previous.Select(b => new Fingerprint(b)).ToArray();
            var match = Match(now, before);
            for (var i = 0; i < ids.Length; i++)
                if (match[i] >= 0) ids[i] = previous[match[i]].Id;
        }
        return WithIds(body, ids, previous ?? []);
    }

    /// <summary>
    /// The translation's blocks with the ids of the original's that stand in the same place: by the order of kinds, tolerant of
    /// blocks that one of them lacks.
    /// </summary>
    public static IReadOnlyList<Block> AlignTo(IReadOnlyList<Block> translation, IReadOnlyList<Block> original)
    {
        var ids = new string?[translation.Count];
        foreach (var (i, j) in ByKind(translation, original)) ids[i] = original[j].Id;
        return WithIds(translation, ids, original);
    }

    private static int[] Match(Fingerprint[] now, Fingerprint[] before)
    {
        var match = new int[now.Length];
        Array.Fill(match, -1);
        var taken = new bool[before.Length];
        void Take(int i, int j) => (match[i], taken[j]) = (j, true);

        // What did not change at both ends, then what did not change in between, wherever it stands now.
        var head = 0;
        while (head < now.Length && head < before.Length && now[head].Equals(before[head])) Take(head, head++);
        for (int i = now.Length - 1, j = before.Length - 1; i >= head && j >= head && now[i].Equals(before[j]); i--, j--) Take(i, j);
        var free = new Dictionary<string, Queue<int>>(StringComparer.Ordinal);
        for (var j = 0; j < before.Length; j++)
        {
            if (taken[j]) continue;
            if (!free.TryGetValue(before[j].Text, out var queue)) free[before[j].Text] = queue = new();
            queue.Enqueue(j);
        }
        for (var i = 0; i < now.Length; i++)
            if (match[i] < 0 && free.TryGetValue(now[i].Text, out var queue) && queue.TryDequeue(out var j)) Take(i, j);

        // What was reworded in its place: between two neighbours that stayed; then what was moved and reworded.
        for (var i = 0; i < now.Length; i++)
        {
            if (match[i] >= 0) continue;
            var end = i;
            while (end < now.Length && match[end] < 0) end++;
            var from = i == 0 ? 0 : match[i - 1] + 1;
            var to = end == now.Length ? before.Length : match[end];
            if (to > from) Reworded(now, before, i, end, from, to, taken, Take, least: 0.3);
            i = end;
        }
        if (Array.IndexOf(match, -1) >= 0 && Array.IndexOf(taken, false) >= 0)
            Reworded(now, before, 0, now.Length, 0, before.Length, taken, (i, j) => { if (match[i] < 0) Take(i, j); }, least: 0.6, i => match[i] < 0);
        return match;
    }

    // The most alike first; of equally alike ones the earlier.
    private static void Reworded(Fingerprint[] now, Fingerprint[] before, int nowFrom, int nowTo, int from, int to, bool[] taken, Action<int, int> take, double least, Func<int, bool>? open = null)
    {
        List<int> mine = [.. Enumerable.Range(nowFrom, nowTo - nowFrom).Where(i => open?.Invoke(i) ?? true)];
        List<int> theirs = [.. Enumerable.Range(from, to - from).Where(j => !taken[j])];
        if ((long)mine.Count * theirs.Count > MostComparisons)
        {
            if (open is not null) return;
            foreach (var (i, j) in mine.Zip(theirs))
                if (now[i].Kind == before[j].Kind) take(i, j);
            return;
        }
        var pairs = new List<(double Alike, int I, int J)>();
        foreach (var i in mine)
            foreach (var j in theirs)
                if (now[i].Alike(before[j]) is var alike && alike >= least) pairs.Add((alike, i, j));
        var done = new HashSet<int>();
        foreach (var (_, i, j) in pairs.OrderByDescending(p => p.Alike).ThenBy(p => p.I).ThenBy(p => p.J))
            if (!taken[j] && done.Add(i)) take(i, j);
    }

    private static IEnumerable<(int, int)> ByKind(IReadOnlyList<Block> a, IReadOnlyList<Block> b)
    {
        if ((long)a.Count * b.Count > 4_000_000)
            return Enumerable.Range(0, Math.Min(a.Count, b.Count)).Where(i => Like(a[i], b[i]) > 0).Select(i => (i, i));
        // The best alignment in order: score[i, j] is that of what follows i and j.
        var score = new int[a.Count + 1, b.Count + 1];
        for (var i = a.Count - 1; i >= 0; i--)
            for (var j = b.Count - 1; j >= 0; j--)
                score[i, j] = Math.Max(Math.Max(score[i + 1, j], score[i, j + 1]), Like(a[i], b[j]) is > 0 and var like ? like + score[i + 1, j + 1] : 0);
        var pairs = new List<(int, int)>();
        for (int i = 0, j = 0; i < a.Count && j < b.Count;)
        {
            if (Like(a[i], b[j]) is > 0 and var like && score[i, j] == like + score[i + 1, j + 1]) pairs.Add((i++, j++));
            else if (score[i, j] == score[i + 1, j]) i++;
            else j++;
        }
        return pairs;
    }

    private static int Like(Block a, Block b) => (a, b) switch
    {
        (Heading x, Heading y) => x.Level == y.Level ? 4 : 2,
        (ListBlock x, ListBlock y) => x.Items.Count == y.Items.Count ? 4 : 2,
        (Table x, Table y) => x.Rows.Count == y.Rows.Count ? 4 : 2,
        (Turn x, Turn y) => x.Role == y.Role ? 4 : 0,
        _ => a.Kind == b.Kind ? 3 : 0,
    };

    private static List<Block> WithIds(IReadOnlyList<Block> body, string?[] ids, IReadOnlyList<Block> previous)
    {
        var used = previous.Select(b => b.Id).Concat(ids.OfType<string>()).ToHashSet(StringComparer.Ordinal);
        var blocks = new List<Block>(body.Count);
        // New blocks of a known body are named by what they say, so that an id that was given up is not given to other words.
        var known = previous.Count == 0 ? null : string.Join(' ', previous.Select(b => b.Id));
        for (var i = 0; i < body.Count; i++)
        {
            var id = ids[i];
            for (var n = known is null ? i + 1 : 1; id is null; n++)
            {
                var candidate = known is null ? "b" + n.ToString(CultureInfo.InvariantCulture) : Named($"{n} {new Fingerprint(body[i]).Text} {known}");
                if (used.Add(candidate)) id = candidate;
            }
            blocks.Add(body[i] with { Id = id });
        }
        return blocks;
    }

    private static string Named(string from)
    {
        const string digits = "abcdefghijklmnopqrstuvwxyz0123456789";
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(from));
        return "n" + string.Concat(hash.Take(6).Select(b => digits[b % digits.Length]));
    }

    /// <summary>What a block says, for comparing.</summary>
    private sealed class Fingerprint(Block block)
    {
        private Dictionary<string, int>? _words;
        private int _count;

        public string Kind { get; } = block.Kind;

        public string Text { get; } = Encoding.UTF8.GetString(CanonicalJson.Write((block with { Id = "" }).ToJson()));

        public bool Equals(Fingerprint other) => Text == other.Text;

        /// <summary>How alike two blocks are, 0 to 1: the words they share (Sørensen and Dice). Blocks of another kind count half.</summary>
        public double Alike(Fingerprint other)
        {
            var (mine, theirs) = (Words(), other.Words());
            var shared = 0;
            foreach (var (word, n) in mine)
                if (theirs.TryGetValue(word, out var m)) shared += Math.Min(n, m);
            var all = _count + other._count;
            if (all == 0) return Kind == other.Kind ? 1 : 0;
            return 2.0 * shared / all * (Kind == other.Kind ? 1 : 0.5);
        }

        private Dictionary<string, int> Words()
        {
            if (_words is not null) return _words;
            _words = new(StringComparer.Ordinal);
            foreach (var word in BodyText.Plain([block]).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
            {
                // Scripts without spaces between words are compared by pairs of characters.
                if (word.Length > 4 && word[0] >= '\u2E80')
                    for (var i = 0; i + 1 < word.Length; i++) Count(word.Substring(i, 2));
                else Count(word);
            }
            return _words;
        }

        private void Count(string word)
        {
            _words![word] = _words.GetValueOrDefault(word) + 1;
            _count++;
        }
    }
}
