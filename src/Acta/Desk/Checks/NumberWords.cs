using System.Collections.Concurrent;
using System.Globalization;

namespace Acta.Desk.Checks;

/// <summary>Numbers in the words of one language, from <c>numbers.txt</c>.</summary>
internal sealed class NumberWords
{
    // The longest word that is looked through for numbers written together.
    private const int MaxGlued = 48;

    private static readonly Dictionary<string, List<string>> Parts = ReadParts();
    private static readonly ConcurrentDictionary<string, NumberWords> ByLanguage = new(StringComparer.Ordinal);

    private readonly Dictionary<string, Word> _words = new(StringComparer.Ordinal);
    private readonly HashSet<string> _joins = new(StringComparer.Ordinal);
    private readonly bool _glue;
    private readonly bool _unitsFirst;
    private readonly bool _scores;
    private readonly bool _teens;
    private readonly bool _timesTen;
    private readonly string? _prefix;
    private readonly string? _joinPrefix;
    private int _longest;

    private NumberWords(string language)
    {
        if (!Parts.TryGetValue(language, out var lines)) return;
        _glue = lines[0].Contains(" glue", StringComparison.Ordinal);
        _unitsFirst = lines[0].Contains(" units-first", StringComparison.Ordinal);
        _scores = lines[0].Contains(" scores", StringComparison.Ordinal);
        _teens = lines[0].Contains(" teens", StringComparison.Ordinal);
        _timesTen = lines[0].Contains(" times-ten", StringComparison.Ordinal);
        if (language == "ar") (_prefix, _joinPrefix) = ("ال", "و");
        string[] endings = [];
        foreach (var line in lines.Skip(1))
        {
            var parts = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (parts[0] == "~") endings = parts[1..];
            else if (parts[0] == "+") _joins.UnionWith(parts[1..]);
            else Add(long.Parse(parts[0], CultureInfo.InvariantCulture), long.Parse(parts[1], CultureInfo.InvariantCulture), parts[2..], endings);
        }
    }

    /// <summary>What a word says.</summary>
    /// <param name="Value">Its number.</param>
    /// <param name="IsWeak">It says something else more often.</param>
    public readonly record struct Word(long Value, bool IsWeak);

    /// <summary>A number in words.</summary>
    /// <param name="Value">The number.</param>
    /// <param name="IsWeak">It may well be no number.</param>
    /// <param name="Count">How many lexemes it takes.</param>
    public readonly record struct Found(long Value, bool IsWeak, int Count);

    /// <summary>Languages that have words for numbers here.</summary>
    public static IEnumerable<string> Languages => Parts.Keys.Order(StringComparer.Ordinal);

    public static NumberWords Of(string language) => ByLanguage.GetOrAdd(Primary(language), l => new NumberWords(l));

    public static string Primary(string language)
    {
        var primary = language.Split('-')[0].ToLowerInvariant();
        return primary is "nb" or "nn" ? "no" : primary is "bs" or "sr" or "sh" ? "hr" : primary;
    }

    /// <summary>Whether there are words for this language.</summary>
    public bool Any => _words.Count > 0;

    /// <summary>The thousand, million and the like that the word is, or 0.</summary>
    public long Multiplier(string word) => _words.TryGetValue(word, out var w) && w.Value >= 1000 && IsPower(w.Value) ? w.Value : 0;

    /// <summary>The number whose first word is the lexeme there; null where none is.</summary>
    public Found? Read(IReadOnlyList<Lexeme> lexemes, int at)
    {
        if (_words.Count == 0) return null;
        long total = 0, current = 0, last = long.MaxValue;
        int count = 0, words = 0;
        var weak = false;
        for (var i = at; i < lexemes.Count;)
        {
            var joined = false;
            var next = i;
            if (i > at)
            {
                if (!lexemes[i].Follows) break;
                if (_joins.Contains(lexemes[i].Plain) && i + 1 < lexemes.Count && lexemes[i + 1].Follows) (joined, next) = (true, i + 1);
            }
            if (!lexemes[next].IsWord || Values(lexemes[next].Plain) is not { } values) break;
            if (_joinPrefix is not null && i > at && !_words.ContainsKey(lexemes[next].Plain) && lexemes[next].Plain.StartsWith(_joinPrefix, StringComparison.Ordinal)) joined = true;
            var (t, c, l) = (total, current, last);
            var fits = true;
            foreach (var value in values) fits = fits && Put(value.Value, joined, ref t, ref c, ref l);
            if (!fits) break;
            (total, current, last) = (t, c, l);
            words++;
            weak = words == 1 && values.All(v => v.IsWeak || v.Value >= 100 && IsPower(v.Value));
            i = next + 1;
            count = i - at;
        }
        return count == 0 ? null : new Found(total + current, weak, count);
    }

    private static bool IsPower(long value)
    {
        while (value % 10 == 0) value /= 10;
        return value == 1;
    }

    private bool Put(long value, bool joined, ref long total, ref long current, ref long last)
    {
        if (value >= 1000)
        {
            if (value >= last) return false;
            // "two thousand", or the dual of Arabic, which is two thousand by itself.
            if (!IsPower(value) && current != 0) return false;
            total += Math.Max(current, 1) * value;
            (current, last) = (0, value);
            return true;
        }
        var rest = current % 100;
        if (value == 100 && current is > 0 and < 10) current *= 100;
        else if (value >= 100 && current == 0) current = value;
        else if (value >= 100) return false;
        else if (rest == 0) current += value;
        else if (_scores && rest == 4 && value == 20) current += 76;
        else if (_scores && (rest is 60 or 80 && value < 20 || rest == 10 && value is >= 7 and < 10)) current += value;
        else if (_timesTen && !joined && value == 10 && rest is > 1 and < 10) current += rest * 9;
        // اثني عشر: the unit before the ten.
        else if (_joinPrefix is not null && !joined && value == 10 && rest is > 0 and < 10) current += value;
        else if (_teens && !joined && rest == 10 && value < 10) current += value;
        else if (rest >= 20 && rest % 10 == 0 && value < 10) current += value;
        else if (_unitsFirst && joined && rest < 10 && value >= 20 && value % 10 == 0) current += value;
        else return false;
        return true;
    }

    // The numbers a word consists of.
    private List<Word>? Values(string word)
    {
        if (_words.TryGetValue(word, out var whole)) return [whole];
        if (_joinPrefix is not null && word.StartsWith(_joinPrefix, StringComparison.Ordinal) && _words.TryGetValue(word[_joinPrefix.Length..], out whole)) return [whole];
        if (_prefix is not null && word.StartsWith(_prefix, StringComparison.Ordinal) && _words.TryGetValue(word[_prefix.Length..], out whole)) return [whole];
        return _glue && word.Length is > 5 and <= MaxGlued && Glued(word) is { } value ? [new Word(value, false)] : null;
    }

    // Every place that numbers can reach, with what they amount to by then; the longest words first.
    private long? Glued(string word)
    {
        var open = new Stack<(int At, long Total, long Current, long Last, bool Joined)>();
        open.Push((0, 0, 0, long.MaxValue, false));
        for (var steps = 0; open.TryPop(out var state) && steps < 200; steps++)
        {
            if (state.At == word.Length)
            {
                if (!state.Joined) return state.Total + state.Current;
                continue;
            }
            for (var length = 1; length <= Math.Min(_longest, word.Length - state.At); length++)
            {
                var piece = word.Substring(state.At, length);
                if (state.At > 0 && !state.Joined && _joins.Contains(piece)) open.Push((state.At + length, state.Total, state.Current, state.Last, true));
                if (!_words.TryGetValue(piece, out var value)) continue;
                var (total, current, last) = (state.Total, state.Current, state.Last);
                if (Put(value.Value, state.Joined, ref total, ref current, ref last)) open.Push((state.At + length, total, current, last, false));
            }
        }
        return null;
    }

    private void Add(long start, long step, IEnumerable<string> words, string[] endings)
    {
        foreach (var alternatives in words)
        {
            foreach (var form in alternatives.Split('|'))
            {
                var weak = form.EndsWith('?');
                var word = weak ? form[..^1] : form;
                if (!word.EndsWith('~')) Put(word, new Word(start, weak || start == 1));
                else
                    foreach (var ending in endings.Prepend("")) Put(word[..^1] + ending, new Word(start, weak || start == 1 || ending.Length == 0));
            }
            start += step;
        }
    }

    private void Put(string word, Word value)
    {
        // "seven" as a stem of an ordinal stays the seven it was.
        _words.TryAdd(word, value);
        _longest = Math.Max(_longest, word.Length);
    }

    private static Dictionary<string, List<string>> ReadParts()
    {
        var parts = new Dictionary<string, List<string>>(StringComparer.Ordinal);
        List<string>? part = null;
        foreach (var line in WordLists.Lines("numbers.txt"))
        {
            if (line.StartsWith('[')) parts[line[1..line.IndexOf(']')]] = part = [line];
            else part!.Add(line);
        }
        return parts;
    }
}
