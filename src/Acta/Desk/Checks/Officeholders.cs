using System.Text;
using Acta.Record;
using Acta.Record.Register;

namespace Acta.Desk.Checks;

/// <summary>Who held which post when, as the register tells it: what titles in texts are compared with.</summary>
/// <param name="names">What persons, bodies and posts are called.</param>
/// <param name="naming">The terms that name a record in a member: of a person in <c>member</c>, of a post in <c>post</c>.</param>
public sealed class Officeholders(OfficeNames names, Func<Guid, string, IReadOnlyList<Membership>> naming)
{
    private readonly Dictionary<Guid, IReadOnlyList<Membership>> _terms = [];

    /// <summary>Names of posts in a language that are titles only here.</summary>
    internal IReadOnlyList<(IReadOnlyList<string> Words, string Office)> TitlesIn(string language) => names.Titles(NumberWords.Primary(language));

    /// <summary>The persons whose name stands in a text, whole or as an initial and the family name.</summary>
    internal IEnumerable<(int From, int To, Guid Person)> PersonsIn(IReadOnlyList<Lexeme> words, string language)
    {
        var primary = NumberWords.Primary(language);
        for (var i = 0; i < words.Count; i++)
        {
            if (names.Persons(primary, words[i].Plain) is not { Count: > 0 } candidates) continue;
            var best = (From: i, Person: Guid.Empty);
            var isSure = true;
            foreach (var (person, name) in candidates)
            {
                if (!IsName(name[^1], words[i].Plain)) continue;
                var from = Titles.Stands(words, i - name.Count + 1, name) || (name.Count == 2 && i >= 1 && words[i].Follows && IsName(name[0], words[i - 1].Plain)) ? i - name.Count + 1
                    // A patronymic between, or an initial before.
                    : name.Count == 2 && i >= 2 && words[i].Follows && words[i - 1].Follows && Lexeme.InAnyCase(name[0], words[i - 2].Plain) ? i - 2
                    : i >= 1 && words[i - 1].Plain.Length == 1 && words[i - 1].Plain[0] == name[0][0] ? i - 1 : -1;
                if (from < 0) continue;
                isSure = best.Person == Guid.Empty || best.Person == person;
                best = (from, person);
            }
            if (best.Person != Guid.Empty && isSure) yield return (best.From, i, best.Person);
        }
    }

    /// <summary>The one person with this family name; null where there is none, or several.</summary>
    internal Guid? FamilyAt(IReadOnlyList<Lexeme> words, int at, string language) =>
        names.Persons(NumberWords.Primary(language), words[at].Plain).Where(p => p.Words.Count == 2 && Lexeme.InAnyCase(p.Words[^1], words[at].Plain)).Select(p => p.Person).Distinct().Take(2).ToList() is [var only] ? only : null;

    /// <summary>How many words from here on are the name of a body, and whose it is; 0: none.</summary>
    internal (int Length, IReadOnlyList<Guid> Bodies) BodyAt(IReadOnlyList<Lexeme> words, int at, string language) => names.BodyAt(words, at, NumberWords.Primary(language));

    /// <summary>How many words from here on are the name of a body or place, and which; none where several are called so.</summary>
    internal (int Length, Guid? Record, bool IsPlace, string? Country) RecordAt(IReadOnlyList<Lexeme> words, int at, string language)
    {
        var primary = NumberWords.Primary(language);
        var (body, place) = (names.BodyAt(words, at, primary), names.PlaceAt(words, at, primary));
        var longest = Math.Max(body.Length, place.Length);
        if (longest == 0) return default;
        // A State is a body, and may be a place beside.
        List<Guid> all = [.. place.Length == longest ? place.Places : [], .. body.Length == longest ? body.Bodies : []];
        var country = all.Select(names.CountryOf).FirstOrDefault(c => c is not null);
        return (longest, all.Count == 1 || country is not null && all.TrueForAll(r => names.CountryOf(r) == country) ? all[0] : null, place.Length == longest || country is not null, country);
    }

    /// <summary>What a record is called, in all languages.</summary>
    internal IEnumerable<string> NamesOf(Guid record) => names.NamesOf(record).Select(n => n.Value);

    /// <summary>Whether a record has a name in a language.</summary>
    internal bool IsNamedIn(Guid record, string language) => names.NamesOf(record).Any(n => NumberWords.Primary(n.Key) == NumberWords.Primary(language));

    /// <summary>Whether bodies are called by this word first: a "department".</summary>
    internal bool IsBodyWord(string word, string language) => names.Bodies(NumberWords.Primary(language), word).Any(b => Lexeme.InAnyCase(b.Words[0], word));

    /// <summary>
    /// The posts that a title may mean: of the bodies a person served in, of those above them, or of the body that is named with it.
    /// Empty where the register can't tell.
    /// </summary>
    /// <param name="person">Who is called so.</param>
    /// <param name="title">What they are called.</param>
    /// <param name="bodies">The bodies of the register that the title is said to be of.</param>
    /// <param name="others">Further words that say of what; a title of something else says nothing of a post here.</param>
    /// <param name="language">The text's.</param>
    internal IReadOnlyList<Post> PostsFor(Guid person, Title title, IReadOnlyList<Guid> bodies, IReadOnlyList<string> others, string language)
    {
        var primary = NumberWords.Primary(language);
        var own = TermsOf(person).Select(BodyOf).OfType<Guid>().Distinct().ToList();
        if (bodies.Count > 0)
            return Of(own.Where(o => bodies.Any(b => names.WithThoseAbove(o).Contains(b) || names.WithThoseAbove(b).Contains(o)))) is { Count: > 0 } named ? named : Others(bodies);
        return Of(own.Where(IsMeant)) is { Count: > 0 } posts ? posts : Others(own.SelectMany(names.WithThoseAbove).Distinct().Where(IsMeant));

        IReadOnlyList<Post> Of(IEnumerable<Guid> all) => [.. all.SelectMany(names.PostsOf).Where(p => title.Offices.Any(names.OfficesOf(p.Id).Contains))];
        // Of several holders the register may not know this one.
        IReadOnlyList<Post> Others(IEnumerable<Guid> all) => [.. Of(all).Where(p => !p.CoHolders)];
        bool IsMeant(Guid body) => others.All(w => names.WithThoseAbove(body).Any(b => names.IsOfName(b, w, primary)));
    }

    /// <summary>Whether a person served in the body of one of these posts.</summary>
    internal bool Served(Guid person, IReadOnlyList<Post> posts) => TermsOf(person).Any(t => posts.Any(p => p.Organization == BodyOf(t)));

    /// <summary>Whether some post is called both.</summary>
    internal bool AreOne(IReadOnlyList<string> offices, IReadOnlyList<string> others) => names.OfficesOfPosts.Any(o => offices.Any(o.Contains) && others.Any(o.Contains));

    /// <summary>Terms of a person in these posts.</summary>
    internal IEnumerable<Membership> Terms(Guid person, IReadOnlyList<Post> posts) => TermsOf(person).Where(t => t.Post is { } post && posts.Any(p => p.Id == post));

    /// <summary>Who held a post on a day, by name in a language: without one who hands it over on that day.</summary>
    internal IReadOnlyList<string> Holders(Post post, DateOnly day, string language)
    {
        var terms = naming(post.Id, "post").Where(t => t.Term.Holds(day)).ToList();
        if (terms.Count > 1) terms.RemoveAll(t => t.Term.End is { Precision: >= DatePrecision.Day } end && end.LastDay == day);
        return [.. terms.Select(t => NameOf(t.Member, language)).Where(n => n.Length > 0).Distinct()];
    }

    /// <summary>What somebody is called in a language.</summary>
    internal string NameOf(Guid person, string language) => names.Person(person)?.Name.For(language)?.Text ?? "";

    private Guid? BodyOf(Membership term) => term.Organization ?? (term.Post is { } post ? names.Post(post)?.Organization : null);

    // Latin letters write one name in several ways: Valery, Valeriy, Valerij.
    private static bool IsName(string name, string word) => Lexeme.InAnyCase(name, word) || (name[0] < '\u0370' && name.Length >= 4 && Folded(name) == Folded(word));

    private static string Folded(string name)
    {
        var letters = new StringBuilder(name.Length);
        foreach (var c in name)
        {
            var letter = c is 'y' or 'j' ? 'i' : c;
            if (letter != 'i' || letters.Length == 0 || letters[^1] != 'i') letters.Append(letter);
        }
        return letters.ToString();
    }

    private IReadOnlyList<Membership> TermsOf(Guid person) => _terms.TryGetValue(person, out var known) ? known : _terms[person] = naming(person, "member");
}

/// <summary>What persons, bodies, posts and places of the register are called, to find them in texts.</summary>
public sealed class OfficeNames
{
    private const int MostAbove = 20;

    private readonly Dictionary<Guid, Person> _persons = [];
    private readonly Dictionary<Guid, Organization> _organizations = [];
    private readonly Dictionary<Guid, Post> _posts = [];
    private readonly ILookup<Guid, Post> _postsOf;
    private readonly Dictionary<Guid, HashSet<string>> _offices = [];
    private readonly Dictionary<(string Language, string Key), List<(Guid Person, IReadOnlyList<string> Words)>> _names = [];
    private readonly Dictionary<(string Language, string Key), List<(Guid Body, IReadOnlyList<string> Words)>> _bodies = [];
    private readonly Dictionary<(string Language, string Key), List<(Guid Place, IReadOnlyList<string> Words)>> _called = [];
    private readonly Dictionary<Guid, Place> _places = [];
    private readonly Dictionary<Guid, string> _countries = [];
    private readonly Dictionary<string, List<(IReadOnlyList<string> Words, string Office)>> _titles = new(StringComparer.Ordinal);

    /// <param name="records">Persons, bodies, posts and places as they stand.</param>
    public OfficeNames(IEnumerable<RegisterRecord> records)
    {
        foreach (var record in records)
        {
            if (record is Record.Register.Person person) _persons[person.Id] = person;
            if (record is Organization body) _organizations[body.Id] = body;
            if (record is Record.Register.Post post) _posts[post.Id] = post;
            if (record is Place place) _places[place.Id] = place;
            if (record is not (Record.Register.Person or Organization or Place)) continue;
            var isCountry = record is Organization { Classification: Organization.State } or Place { Classification: "country" };
            foreach (var (language, name) in record.Name.All.Concat(record.OtherNames.SelectMany(o => o.Name.All)))
            {
                if (Words(name) is not [var first, ..] words) continue;
                if (isCountry && Regions.Called(name, language) is { } country) _countries.TryAdd(record.Id, country);
                if (record is Place) Add(_called, (NumberWords.Primary(language), Key(first)), (record.Id, words));
                else if (record is Organization) Add(_bodies, (NumberWords.Primary(language), Key(first)), (record.Id, words));
                else if (words.Count > 1) Add(_names, (NumberWords.Primary(language), Key(words[^1])), (record.Id, words));
            }
        }
        _postsOf = _posts.Values.ToLookup(p => p.Organization);
        foreach (var post in _posts.Values)
        {
            var offices = _offices[post.Id] = ["post " + post.Id];
            foreach (var (language, name) in post.Name.All.Concat(post.Feminine.All))
            {
                var known = Checks.Titles.OfficesOf(name, language);
                var primary = NumberWords.Primary(language);
                // The President of the Kyrgyz Republic is its president.
                var words = known.Count > 0 ? [] : WithoutBody(Lexeme.Of(name), primary);
                if (words.Count > 0) known = Checks.Titles.OfficesOf(string.Join(' ', words), language);
                offices.UnionWith(known);
                // What the list of titles has goes by it; the others by their names here.
                if (known.Count > 0 || words.Count == 0) continue;
                Add(_titles, primary, (words, "post " + post.Id));
                if (words.Contains("the")) Add(_titles, primary, (words.FindAll(w => w != "the"), "post " + post.Id));
            }
        }
    }

    internal IEnumerable<IReadOnlySet<string>> OfficesOfPosts => _offices.Values;

    internal Person? Person(Guid id) => _persons.GetValueOrDefault(id);

    internal Post? Post(Guid id) => _posts.GetValueOrDefault(id);

    internal IEnumerable<Post> PostsOf(Guid body) => _postsOf[body];

    internal IReadOnlySet<string> OfficesOf(Guid post) => _offices[post];

    internal IReadOnlyList<(IReadOnlyList<string> Words, string Office)> Titles(string language) => _titles.TryGetValue(language, out var found) ? found : [];

    internal IReadOnlyList<(Guid Person, IReadOnlyList<string> Words)> Persons(string language, string last) => _names.TryGetValue((language, Key(last)), out var found) ? found : [];

    internal IReadOnlyList<(Guid Body, IReadOnlyList<string> Words)> Bodies(string language, string first) => _bodies.TryGetValue((language, Key(first)), out var found) ? found : [];

    internal (int Length, IReadOnlyList<Guid> Bodies) BodyAt(IReadOnlyList<Lexeme> words, int at, string language) => Longest(_bodies, words, at, language);

    internal (int Length, IReadOnlyList<Guid> Places) PlaceAt(IReadOnlyList<Lexeme> words, int at, string language) => Longest(_called, words, at, language);

    // The longest name that begins here, and all that are called so.
    private static (int Length, IReadOnlyList<Guid> Records) Longest(Dictionary<(string Language, string Key), List<(Guid Record, IReadOnlyList<string> Words)>> called, IReadOnlyList<Lexeme> words, int at, string language)
    {
        if (at >= words.Count || !called.TryGetValue((language, Key(words[at].Plain)), out var known)) return (0, []);
        var here = known.FindAll(k => Checks.Titles.Stands(words, at, k.Words));
        var length = here.Select(k => k.Words.Count).DefaultIfEmpty().Max();
        return (length, [.. here.Where(k => k.Words.Count == length).Select(k => k.Record).Distinct()]);
    }

    /// <summary>The code of a State, where one of its names is what CLDR calls it.</summary>
    internal string? CountryOf(Guid record) => _countries.GetValueOrDefault(record);

    internal IEnumerable<KeyValuePair<string, string>> NamesOf(Guid id) =>
        ((RegisterRecord?)Person(id) ?? (RegisterRecord?)_organizations.GetValueOrDefault(id) ?? _places.GetValueOrDefault(id)) is { } record ? record.Name.All.Concat(record.OtherNames.SelectMany(o => o.Name.All)) : [];

    /// <summary>A body and those it is part of.</summary>
    internal IReadOnlyList<Guid> WithThoseAbove(Guid body)
    {
        List<Guid> all = [];
        for (Guid? at = body; at is { } id && all.Count < MostAbove; at = _organizations.GetValueOrDefault(id)?.Parent) all.Add(id);
        return all;
    }

    /// <summary>Whether a word, in any case, is one of a body's names.</summary>
    internal bool IsOfName(Guid body, string word, string language) => _organizations.GetValueOrDefault(body) is { } it && it.Name.All.Concat(it.OtherNames.SelectMany(o => o.Name.All))
        .Any(n => NumberWords.Primary(n.Key) == language && Words(n.Value).Exists(w => Lexeme.InAnyCase(w, word)));

    // What of the name of a post comes before the name of a body at its end.
    private List<string> WithoutBody(List<Lexeme> words, string language)
    {
        for (var at = 1; at < words.Count; at++)
        {
            if (BodyAt(words, at, language).Length != words.Count - at) continue;
            while (at > 1 && TitleCheck.IsJoint(words[at - 1].Plain)) at--;
            return [.. words.Take(at).Select(w => w.Plain)];
        }
        return [.. words.Select(w => w.Plain)];
    }

    private static List<string> Words(string name) => [.. Lexeme.Of(name).Select(w => w.Plain)];

    // Three letters are the same in all forms of a name.
    private static string Key(string word) => word.Length < 3 ? word : word[..3];

    private static void Add<TKey, T>(Dictionary<TKey, List<T>> lists, TKey key, T item)
        where TKey : notnull
    {
        if (!lists.TryGetValue(key, out var list)) lists[key] = list = [];
        list.Add(item);
    }
}
