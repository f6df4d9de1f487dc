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
                if (!Lexeme.InAnyCase(name[^1], words[i].Plain)) continue;
                var from = Titles.Stands(words, i - name.Count + 1, name) ? i - name.Count + 1
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

    /// <summary>How many words from here on are the name of a body; 0: none.</summary>
    internal int BodyAt(IReadOnlyList<Lexeme> words, int at, string language) =>
        at < words.Count ? names.Bodies(NumberWords.Primary(language), words[at].Plain).Where(n => Titles.Stands(words, at, n)).Select(n => n.Count).DefaultIfEmpty().Max() : 0;

    /// <summary>The posts that a title may mean, of those that a person held or of the bodies they served in; empty where the register can't tell.</summary>
    internal IReadOnlyList<Post> PostsFor(Guid person, Title title)
    {
        var bodies = TermsOf(person).Select(t => t.Organization ?? (t.Post is { } post ? names.Post(post)?.Organization : null)).OfType<Guid>().Distinct();
        return [.. bodies.SelectMany(names.PostsOf).Where(p => title.Offices.Any(names.OfficesOf(p.Id).Contains))];
    }

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

    private IReadOnlyList<Membership> TermsOf(Guid person) => _terms.TryGetValue(person, out var known) ? known : _terms[person] = naming(person, "member");
}

/// <summary>What persons, bodies and posts of the register are called, to find them in texts.</summary>
public sealed class OfficeNames
{
    private readonly Dictionary<Guid, Person> _persons = [];
    private readonly Dictionary<Guid, Post> _posts = [];
    private readonly ILookup<Guid, Post> _postsOf;
    private readonly Dictionary<Guid, HashSet<string>> _offices = [];
    private readonly Dictionary<(string Language, string Key), List<(Guid Person, IReadOnlyList<string> Words)>> _names = [];
    private readonly Dictionary<(string Language, string Key), List<IReadOnlyList<string>>> _bodies = [];
    private readonly Dictionary<string, List<(IReadOnlyList<string> Words, string Office)>> _titles = new(StringComparer.Ordinal);

    /// <param name="records">Persons, bodies and posts as they stand.</param>
    public OfficeNames(IEnumerable<RegisterRecord> records)
    {
        foreach (var record in records)
        {
            if (record is Record.Register.Person person) _persons[person.Id] = person;
            if (record is Record.Register.Post post) _posts[post.Id] = post;
            if (record is not (Record.Register.Person or Organization)) continue;
            foreach (var (language, name) in record.Name.All.Concat(record.OtherNames.SelectMany(o => o.Name.All)))
            {
                if (Words(name) is not [var first, ..] words) continue;
                if (record is Organization) Add(_bodies, (NumberWords.Primary(language), Key(first)), words);
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
                offices.UnionWith(known);
                // What the list of titles has goes by it; the others by their names here.
                if (known.Count == 0 && Words(name) is [_, ..] words) Add(_titles, NumberWords.Primary(language), (words, "post " + post.Id));
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

    internal IReadOnlyList<IReadOnlyList<string>> Bodies(string language, string first) => _bodies.TryGetValue((language, Key(first)), out var found) ? found : [];

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
