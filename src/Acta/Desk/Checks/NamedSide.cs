using static Acta.Desk.Checks.NamedCheck;

namespace Acta.Desk.Checks;

/// <summary>One version's words and names.</summary>
internal sealed class NamedSide
{
    private const int MostNames = 300;

    // A row of more words with capitals is a heading.
    private const int LongestName = 3;

    private readonly Officeholders? _register;
    private readonly List<HashSet<string>> _near = [];
    private readonly List<string> _texts = [];
    private readonly string _text;
    private readonly Dictionary<string, Sound?> _sounds = new(StringComparer.Ordinal);
    private readonly HashSet<string> _small = new(StringComparer.Ordinal);

    public NamedSide(List<List<Segment>> groups, Officeholders? register)
    {
        _register = register;
        foreach (var group in groups)
        {
            var near = new HashSet<string>(StringComparer.Ordinal);
            foreach (var segment in group)
                foreach (var word in Lexeme.Of(segment.Text))
                {
                    if (!word.IsWord) continue;
                    near.Add(word.Plain);
                    Words.Add(word.Plain);
                    if (char.IsLower(segment.Text[word.Start])) _small.Add(word.Plain);
                }
            _near.Add(near);
            _texts.Add(string.Join('\n', group.Select(s => s.Text)));
        }
        _text = string.Join('\n', _texts);
    }

    /// <summary>How many characters it has.</summary>
    public int Length => _text.Length;

    /// <summary>Its words in small letters.</summary>
    public HashSet<string> Words { get; } = new(StringComparer.Ordinal);

    /// <summary>Who and what a passage of it names.</summary>
    public List<Mention> Named(Segment segment)
    {
        var mentions = new List<Mention>();
        var (text, words) = (segment.Text, Lexeme.Of(segment.Text));
        if (_register is not null)
            foreach (var (from, to, person) in _register.PersonsIn(words, segment.Language)) mentions.Add(new Mention(segment, words[from].Start, words[to].End, Sort.Person, Record: person));
        for (var i = 0; i < words.Count && mentions.Count < MostNames;)
        {
            if (!words[i].IsWord || !IsCapital(text, words[i]) || IsTaken(i))
            {
                i++;
                continue;
            }
            var length = 1;
            if (_register?.RecordAt(words, i, segment.Language) is { Length: > 0 } record)
            {
                length = record.Length;
                if (record.Record is { } id) mentions.Add(new Mention(segment, words[i].Start, words[i + length - 1].End, record.IsPlace ? Sort.Place : Sort.Body, record.Country, id));
            }
            else if (Regions.At(words, i, segment.Language) is { Length: > 0 } region && !IsPartOfName(text, words, i, region.Length))
            {
                length = region.Length;
                mentions.Add(new Mention(segment, words[i].Start, words[i + length - 1].End, Sort.Place, region.Code));
            }
            else if (Person(text, words, i) is > 1 and var person)
            {
                length = person;
                mentions.Add(new Mention(segment, words[i].Start, End(text, words[i + length - 1]), Sort.Person));
            }
            else if (Run(segment, words, i) is > 0 and var run)
            {
                length = run;
                if (IsNameOfItsOwn(segment, words, i, run))
                    mentions.Add(new Mention(segment, words[i].Start, words[i + run - 1].End, Sort.Other));
            }
            i += length;
        }
        return mentions;

        bool IsTaken(int at) => mentions.Exists(m => m.Start < words[at].End && words[at].Start < m.End);
    }

    /// <summary>Whether what the other version names has a counterpart in the passage of this group.</summary>
    public bool Has(Mention mention, string own, int group) => IsThere(mention, own, _near[group], _texts[group]);

    /// <summary>Whether it has one anywhere.</summary>
    public bool HasAnywhere(Mention mention, string own) => IsThere(mention, own, Words, _text);

    private bool IsThere(Mention mention, string own, HashSet<string> here, string text)
    {
        // Only what can be called so here can be missed here.
        if (mention.Country is { } country && (Regions.NameOf(country, own) is not { } name || IsCountryThere(mention, country, name, here, text))) return true;
        if (mention.Record is { } record && (!_register!.IsNamedIn(record, own) || IsRecordThere(mention, record, here, text))) return true;
        return mention.Sort is Sort.Person or Sort.Other && SoundsLikeAny(mention, here);
    }

    private static bool IsCountryThere(Mention mention, string country, string name, HashSet<string> here, string text) =>
        IsCalled(name, here, text) || IsCalled(mention.Quote, here, text)
        || (Regions.NameOf(country, mention.Segment.Language) is { } other && IsCalled(other, here, text))
        // Of three letters and less, a whole word: us, UK, рф.
        || Regions.AliasesOf(country).Any(alias => here.Any(w => alias.Length <= 3 ? w == alias : w.StartsWith(alias, StringComparison.Ordinal)));

    // Somebody by the family name alone.
    private bool IsRecordThere(Mention mention, Guid record, HashSet<string> here, string text) =>
        _register!.NamesOf(record).Any(n => IsCalled(mention.Sort == Sort.Person ? n.Split(' ')[^1] : n, here, text));

    // A person by another word than the given name, which many have.
    private bool SoundsLikeAny(Mention mention, HashSet<string> here)
    {
        var words = Lexeme.Of(mention.Quote).Where(w => w.Plain.Length > 1).Select(w => w.Plain).ToList();
        if (mention.Sort == Sort.Person && words.Count > 1) words.RemoveAt(0);
        return words.Exists(s => here.Contains(s) || (Sound.Of(s) is { } sound && here.Any(w => IsCompound(w, s) || SoundsLike(sound, s, w))));
    }

    // Endings make a word longer by some letters, not by many.
    private bool SoundsLike(Sound sound, string name, string word) =>
        SoundOf(word) is { } other && Math.Abs(word.Length - name.Length) < 5 && sound.IsLike(other, word[0] < '\u0400' == name[0] < '\u0400');

    // Two names in one word: Müller-Schmidt, a genitive with its noun.
    private bool IsCompound(string here, string there) => (there.Length > 3 && IsEdgeOf(there, here)) || (here.Length > 3 && IsEdgeOf(here, there) && !_small.Contains(here));

    private static bool IsEdgeOf(string part, string whole) => whole.StartsWith(part, StringComparison.Ordinal) || whole.EndsWith(part, StringComparison.Ordinal);

    private Sound? SoundOf(string word) => _sounds.TryGetValue(word, out var known) ? known : _sounds[word] = _small.Contains(word) ? null : Sound.Of(word);

    // By half of the words of a name, each by its beginning: a case, an adjective, another order; or by its initials.
    private static bool IsCalled(string name, HashSet<string> here, string text)
    {
        var words = Lexeme.Of(name).Where(w => w.IsWord).Select(w => w.Plain).ToList();
        if (words.Count == 0) return false;
        if (Lexeme.IsEastern(name[0])) return text.Contains(name, StringComparison.Ordinal);
        if (words.Count > 2 && here.Contains(string.Concat(words.Where(w => w.Length > 2).Select(w => w[0])))) return true;
        var content = words.FindAll(w => w.Length > 3);
        if (content.Count == 0) content = words;
        return content.Count(w => Begins(w, here)) * 2 >= content.Count;
    }

    // By the first three fifths, which an ending leaves; where nothing shows the beginning of a word, anywhere in it.
    private static bool Begins(string word, HashSet<string> here)
    {
        if (here.Contains(word)) return true;
        var stem = word.Length <= 4 ? word : word[..Math.Max(4, (int)Math.Ceiling(word.Length * 0.6))];
        return Sound.IsReadable(word[0])
            ? here.Any(w => w.StartsWith(stem, StringComparison.Ordinal) && (word.Length > 3 || w.Length <= word.Length + 4))
            : here.Any(w => w.Contains(stem, StringComparison.Ordinal));
    }

    // 데비안의 Joey Hess는: an ending in other letters.
    private static int End(string text, Lexeme word)
    {
        var end = word.End;
        while (end > word.Start + 1 && Sound.IsReadable(text[word.Start]) && !Sound.IsReadable(text[end - 1])) end--;
        return end;
    }

    private static bool IsCapital(string text, Lexeme word) => char.IsUpper(text[word.Start]) || !char.IsLower(text[word.Start]) && !Sound.IsReadable(text[word.Start]);

    private static bool IsName(string text, Lexeme word) =>
        word.IsWord && word.End - word.Start >= 2 && char.IsUpper(text[word.Start]) && char.IsLower(text[word.Start + 1]) && Sound.IsReadable(text[word.Start]);

    private static bool Joined(string text, List<Lexeme> words, int at) =>
        at < words.Count && words[at].Start == words[at - 1].End + 1 && text[words[at - 1].End] is ' ' or '\u00A0' or '-' or '‑';

    // Georgia Brown, Air France: a country's name that is part of another.
    private static bool IsPartOfName(string text, List<Lexeme> words, int at, int length) =>
        (at > 0 && IsName(text, words[at - 1]) && Joined(text, words, at) && !Begins(text, words, at - 1))
        || (at + length < words.Count && IsName(text, words[at + length]) && Joined(text, words, at + length));

    // Whether a sentence, a quotation, a part after a dash begins here: any word has a capital there.
    private static bool Begins(string text, List<Lexeme> words, int at)
    {
        if (at == 0) return true;
        var between = text.AsSpan(words[at - 1].End, words[at].Start - words[at - 1].End);
        return between.IndexOfAny(".!?:;\n«“”„\"‘([·•–—/") >= 0 || (between.Length > 2 && between.Contains('-'));
    }

    // How many words from here on are a given name and what follows it.
    private static int Person(string text, List<Lexeme> words, int at)
    {
        // Behind an apostrophe is the rest of a word.
        if (!IsName(text, words[at]) || !GivenNames.Has(words[at].Plain) || (at > 0 && words[at].Start == words[at - 1].End + 1 && text[words[at - 1].End] is '\'' or '’')) return 0;
        var end = at + 1;
        while (end < words.Count && end - at <= 3)
        {
            if (Joined(text, words, end) && IsName(text, words[end])) end++;
            // John F. Kennedy.
            else if (end == at + 1 && IsInitial(end)) end += 2;
            else break;
        }
        // Ferna'ndez, written for want of letters.
        return text.AsSpan(words[end - 1].End) is ['\'' or '’' or '~', var next, ..] && char.IsLetter(next) && next != 's' ? 0 : end - at;

        bool IsInitial(int i) => i + 1 < words.Count && words[i].End - words[i].Start == 1 && char.IsUpper(text[words[i].Start]) && Joined(text, words, i) && text[words[i].End] == '.'
            && IsName(text, words[i + 1]) && words[i + 1].Start <= words[i].End + 2;
    }

    // How many words with capitals stand here one after the other.
    private static int Run(Segment segment, List<Lexeme> words, int at)
    {
        var end = at;
        while (end < words.Count && IsName(segment.Text, words[end]) && (end == at || Joined(segment.Text, words, end))) end++;
        return end - at;
    }

    // What only a capital tells from other words is a name where no rule of writing asks for one, and it stands nowhere without.
    private bool IsNameOfItsOwn(Segment segment, List<Lexeme> words, int at, int length)
    {
        var run = words.GetRange(at, length);
        return length <= LongestName && segment.Kind is not ("h" or "headline")
            && (length > 1 || !(Begins(segment.Text, words, at) || HasCapitalNouns(segment.Language)))
            && !run.Exists(w => _small.Contains(w.Plain) || Regions.IsNear(w.Plain, segment.Language))
            // The name of a month.
            && !segment.Stated.Exists(s => s.Start < run[0].End && run[0].Start < s.End);
    }

    private static bool HasCapitalNouns(string language) => NumberWords.Primary(language) == "de";
}
