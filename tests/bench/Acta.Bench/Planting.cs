using System.Globalization;
using System.Text.RegularExpressions;
using Acta.Record.Bodies;
using Acta.Record.News;

namespace Acta.Bench;

/// <summary>Changes one number or date of a version, as a slip would. It knows nothing of how the check reads.</summary>
internal static partial class Planting
{
    /// <summary>What was changed: of which sort, what it says now, in which block (null: the headline).</summary>
    public sealed record Plant(Edition Edition, string Sort, string Was, string Is, string? Block);

    private static readonly string[] Sorts = ["number", "number", "number", "date", "date", "date", "word", "version"];

    private static readonly Dictionary<string, string> Words = new(StringComparer.Ordinal)
    {
        ["en"] = "two three four five six seven eight nine ten eleven twelve third fourth fifth sixth seventh eighth ninth tenth",
        ["fr"] = "deux trois quatre cinq six sept huit dix onze douze troisième quatrième cinquième sixième septième huitième neuvième dixième",
        ["de"] = "zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dritte vierte fünfte sechste siebte achte neunte zehnte",
        ["es"] = "dos tres cuatro cinco seis siete ocho nueve diez once doce tercera cuarta quinta sexta séptima octava novena décima",
        ["pt"] = "dois três quatro cinco seis sete oito nove dez onze doze terceira quarta quinta sexta sétima oitava nona décima",
        ["it"] = "due tre quattro cinque sette otto nove dieci undici dodici terza quarta quinta sesta settima ottava nona decima",
        ["sv"] = "två tre fyra fem sex sju åtta nio tio elva tolv tredje fjärde femte sjätte sjunde åttonde nionde tionde",
        ["da"] = "to tre fire fem seks syv otte ni ti elleve tolv tredje fjerde femte sjette syvende ottende niende tiende",
        ["nl"] = "twee drie vier vijf zes zeven acht negen tien elf twaalf derde vierde vijfde zesde zevende achtste negende tiende",
        ["ru"] = "два три четыре пять шесть семь восемь девять десять двух трёх четырёх пяти шести семи восьми третье четвёртое пятое шестое седьмое восьмое девятое десятое",
        ["pl"] = "dwa trzy cztery pięć sześć siedem osiem dziewięć dziesięć trzecia czwarta piąta szósta siódma ósma dziewiąta dziesiąta",
        ["fi"] = "kaksi kolme neljä viisi kuusi seitsemän kahdeksan yhdeksän kymmenen kolmas neljäs viides kuudes seitsemäs kahdeksas yhdeksäs kymmenes",
        ["cs"] = "dva tři čtyři pět šest sedm osm devět deset třetí čtvrtá pátá šestá sedmá osmá devátá desátá",
    };

    /// <summary>The edition with one change; null where there is nothing to change.</summary>
    public static Plant? In(Edition edition, Random random)
    {
        var places = Places(edition);
        var sort = Sorts[random.Next(Sorts.Length)];
        if (!places.Exists(p => p.Sort == sort)) sort = places.Count == 0 ? "" : places[random.Next(places.Count)].Sort;
        var fitting = places.FindAll(p => p.Sort == sort);
        if (fitting.Count == 0) return null;
        var place = fitting[random.Next(fitting.Count)];
        var said = Change(place.Said, place.Sort, edition.Language, random);
        if (said == place.Said) return null;
        var at = 0;
        string Replace(string text, string? block)
        {
            var mine = at++;
            if (mine != place.Text) return text;
            return string.Concat(text.AsSpan(0, place.Start), said, text.AsSpan(place.Start + place.Said.Length));
        }
        return new Plant(Map(edition, Replace), place.Sort, place.Said, said, place.Block);
    }

    /// <summary>
    /// Puts another name in the place of one, there alone; null where none stands in it. What is a name is known by the archive: words
    /// that many languages have as they are, and countries by CLDR.
    /// </summary>
    public static Plant? Name(Edition edition, IReadOnlySet<string> names, string[] pool, Random random)
    {
        var countries = Countries(edition.Language);
        var places = new List<Place>();
        var at = 0;
        Map(edition, (text, block) =>
        {
            var mine = at++;
            foreach (Match m in CapitalRun().Matches(text))
                if (names.Contains(m.Value)) places.Add(new Place(mine, block, "person", m.Index, m.Value));
            foreach (Match m in LetterRun().Matches(text))
                if (countries.Contains(m.Value) && char.IsUpper(m.Value[0])) places.Add(new Place(mine, block, "country", m.Index, m.Value));
            return text;
        });
        var sort = random.Next(3) == 0 ? "country" : "person";
        var fitting = places.FindAll(p => p.Sort == sort);
        if (fitting.Count == 0) fitting = places;
        if (fitting.Count == 0) return null;
        var place = fitting[random.Next(fitting.Count)];
        var others = place.Sort == "country" ? [.. countries.Order(StringComparer.Ordinal)] : pool;
        var said = others[random.Next(others.Length)];
        var whole = string.Concat(Texts(edition));
        if (whole.Contains(said, StringComparison.Ordinal)) return null;
        return Replaced(edition, place, said);
    }

    /// <summary>Rows of words with capitals.</summary>
    public static IEnumerable<string> Capitals(Edition edition) => Texts(edition).SelectMany(t => CapitalRun().Matches(t).Select(m => m.Value));

    /// <summary>Words in small letters of a text with marks.</summary>
    public static IEnumerable<string> Small(string text) => LetterRun().Matches(text).Select(m => m.Value).Where(w => char.IsLower(w[0]));

    private static List<string> Texts(Edition edition)
    {
        List<string> texts = [];
        Map(edition, (text, _) =>
        {
            texts.Add(text);
            return text;
        });
        return texts;
    }

    private static Plant Replaced(Edition edition, Place place, string said)
    {
        var at = 0;
        return new Plant(Map(edition, (text, _) => at++ != place.Text ? text : string.Concat(text.AsSpan(0, place.Start), said, text.AsSpan(place.Start + place.Said.Length))), place.Sort, place.Said, said, place.Block);
    }

    private static HashSet<string> Countries(string language)
    {
        var countries = new HashSet<string>(StringComparer.Ordinal);
        foreach (var code in "DE FR IT ES PT GB US CA BR AR MX JP CN IN RU UA PL CZ SE NO DK FI NL BE AT CH GR TR IL EG ZA AU NZ KG KZ AM BY TJ UZ GE RO BG HU IE VE CO PE CL CU KE NG MA TN DZ SA AE KR VN TH ID".Split(' '))
            try
            {
                var name = new RegionInfo($"{language}-{code}").NativeName;
                if (name.All(char.IsLetter) && name.Length > 3) countries.Add(name);
            }
            catch (ArgumentException)
            {
                // A language that the system has no data of.
            }
        return countries;
    }

    private sealed record Place(int Text, string? Block, string Sort, int Start, string Said);

    private static List<Place> Places(Edition edition)
    {
        var places = new List<Place>();
        var at = 0;
        var months = Months(edition.Language);
        var words = Words.TryGetValue(edition.Language, out var list) ? list.Split(' ').ToHashSet(StringComparer.Ordinal) : [];
        Map(edition, (text, block) =>
        {
            var mine = at++;
            foreach (Match m in Run().Matches(text))
            {
                if (m.Value.Contains("://", StringComparison.Ordinal) || m.Value.Contains('@') || m.Value.StartsWith("www.", StringComparison.Ordinal)) continue;
                var isVersion = Versionish().IsMatch(m.Value);
                foreach (Match digits in DigitRun().Matches(m.Value))
                {
                    var start = m.Index + digits.Index;
                    var isDate = !isVersion && (NumericDate().IsMatch(m.Value) || digits.Length <= 4 && BesideMonth(text, start, digits.Length, months));
                    places.Add(new Place(mine, block, isVersion ? "version" : isDate ? "date" : "number", start, digits.Value));
                }
            }
            foreach (Match m in LetterRun().Matches(text))
            {
                // English "may" and "march" are months with a capital only.
                if (months.Contains(m.Value.ToLowerInvariant()) && (edition.Language != "en" || char.IsUpper(m.Value[0])) && DigitBeside(text, m.Index, m.Length)) places.Add(new Place(mine, block, "date", m.Index, m.Value));
                else if (words.Contains(m.Value)) places.Add(new Place(mine, block, "word", m.Index, m.Value));
            }
            return text;
        });
        return places;
    }

    private static string Change(string said, string sort, string language, Random random)
    {
        if (sort == "word")
        {
            var words = Words[language].Split(' ');
            // Of the same sort: another cardinal for a cardinal, another ordinal for an ordinal; nearby in the list.
            var i = Array.IndexOf(words, said);
            return words[i > 0 && (i + 1 == words.Length || random.Next(2) == 0) ? i - 1 : i + 1];
        }
        if (!char.IsDigit(said[0]))
        {
            var names = Names(language).First(n => n.Contains(said.ToLowerInvariant()));
            var was = Array.IndexOf(names, said.ToLowerInvariant());
            var now = names[(was + 1 + random.Next(11)) % 12];
            return char.IsUpper(said[0]) ? char.ToUpperInvariant(now[0]) + now[1..] : now;
        }
        if (sort == "date" && said.Length <= 2)
        {
            var day = int.Parse(said, CultureInfo.InvariantCulture);
            var other = day <= 12 ? 1 + (day + random.Next(11)) % 12 : 13 + (day - 13 + 1 + random.Next(15)) % 16;
            return other.ToString(said[0] == '0' ? "00" : "0", CultureInfo.InvariantCulture);
        }
        var digits = said.ToCharArray();
        var place = sort == "date" && said.Length == 4 ? 3 : random.Next(digits.Length);
        char digit;
        do digit = (char)('0' + random.Next(place == 0 ? 1 : 0, 10));
        while (digit == digits[place] || said.Length == 1 && digit == '1');
        digits[place] = digit;
        return new string(digits);
    }

    private static bool BesideMonth(string text, int start, int length, HashSet<string> months)
    {
        var near = text[Math.Max(0, start - 18)..Math.Min(text.Length, start + length + 18)];
        if (start + length < text.Length && text[start + length] is '年' or '月' or '日' or '년' or '월' or '일') return true;
        foreach (Match m in LetterRun().Matches(near))
            if (months.Contains(m.Value.ToLowerInvariant())) return true;
        return false;
    }

    private static bool DigitBeside(string text, int start, int length)
    {
        for (var i = Math.Max(0, start - 6); i < Math.Min(text.Length, start + length + 4); i++)
            if (char.IsDigit(text[i])) return true;
        return false;
    }

    private static HashSet<string> Months(string language) => Names(language).SelectMany(n => n).ToHashSet(StringComparer.Ordinal);

    private static string[][] Names(string language)
    {
        try
        {
            var format = CultureInfo.GetCultureInfo(language).DateTimeFormat;
            return [.. new[] { format.MonthGenitiveNames, format.MonthNames }.Select(n => n.Take(12).Select(m => m.ToLowerInvariant()).ToArray()).Where(n => n.All(m => m.Length > 2 && m.All(char.IsLetter)))];
        }
        catch (CultureNotFoundException)
        {
            return [];
        }
    }

    // Every plain text of headline and body, in order; links' addresses and code are left alone.
    private static Edition Map(Edition edition, Func<string, string?, string> change) => edition with
    {
        Headline = change(edition.Headline, null),
        Body = [.. edition.Body.Select(b => Map(b, b.Id, change))],
    };

    private static Block Map(Block block, string id, Func<string, string?, string> change) => block switch
    {
        Paragraph p => p with { Text = Line(p.Text, id, change) },
        Heading h => h with { Text = Line(h.Text, id, change) },
        ListBlock l => l with { Items = [.. l.Items.Select(i => new ListItem(All(i.Blocks, id, change)))] },
        Quote q => q with { Blocks = All(q.Blocks, id, change) },
        Table t => t with { Rows = [.. t.Rows.Select(r => r with { Cells = [.. r.Cells.Select(c => c with { Blocks = All(c.Blocks, id, change) })] })] },
        DefinitionList d => d with { Items = [.. d.Items.Select(i => new Definition([.. i.Terms.Select(t => Line(t, id, change))], [.. i.Details.Select(b => All(b, id, change))]))] },
        _ => block,
    };

    private static IReadOnlyList<Block> All(IReadOnlyList<Block> blocks, string id, Func<string, string?, string> change) => [.. blocks.Select(b => Map(b, id, change))];

    private static string Line(string markdown, string id, Func<string, string?, string> change)
    {
        var before = Inlines.Parse(markdown);
        return Inlines.Write(Map(before, id, change));
    }

    private static IReadOnlyList<Inline> Map(IReadOnlyList<Inline> inlines, string id, Func<string, string?, string> change) => [.. inlines.Select(i => i switch
    {
        TextInline t => new TextInline(change(t.Value, id)),
        EmphasisInline e => new EmphasisInline(Map(e.Children, id, change)),
        StrongInline s => new StrongInline(Map(s.Children, id, change)),
        LinkInline l => l with { Children = Map(l.Children, id, change) },
        SpanInline s => s with { Children = Map(s.Children, id, change) },
        _ => i,
    })];

    [GeneratedRegex(@"[^\s<>()\[\]""“”„«»‘’]+")]
    private static partial Regex Run();

    // Letters and digits mixed, or digits with more than two points: a version, a CVE, a package.
    [GeneratedRegex(@"[A-Za-z_][\w.+~-]*\d|\d[+~]|\d[A-Za-z]+\d|\d\.\d+\.\d+(?!\d*$)|\d-\d+\+|\d+\.\d+\.\d{1,3}(?:\D|$)")]
    private static partial Regex Versionish();

    [GeneratedRegex(@"\d{1,2}[./-]\d{1,2}[./-]\d{4}|\d{4}[./-]\d{1,2}[./-]\d{1,2}")]
    private static partial Regex NumericDate();

    [GeneratedRegex(@"(?<![\p{L}\p{M}-])\p{Lu}\p{Ll}+(?: \p{Lu}\p{Ll}+){1,2}(?![\p{L}\p{M}-]| \p{Lu})")]
    private static partial Regex CapitalRun();

    [GeneratedRegex("[0-9]+")]
    private static partial Regex DigitRun();

    [GeneratedRegex(@"[\p{L}\p{M}]+")]
    private static partial Regex LetterRun();
}
