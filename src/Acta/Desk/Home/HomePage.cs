using Acta.Desk.Articles;
using Acta.Desk.Register;
using Acta.Desk.Translation;
using Acta.Desk.Upkeep;
using Acta.Following;
using Acta.Record.Register;
using Acta.Store;

namespace Acta.Desk.Home;

/// <summary>The desk, as one finds it after signing in: what waits, what goes out, what is behind, and whether all is well.</summary>
internal static class HomePage
{
    private const int Most = 12;

    public static Task Show(DeskRequest r)
    {
        if (!r.Staff.May(RegisterRights.Readers | Access.Roles.Administrator)) return r.Page(Slices.Home.Create(new HomeModel(r.Frame(r.Words["home.title"]), null)));
        IReadOnlyList<DraftLine> drafts;
        List<IGrouping<Guid, DraftLine>> working;
        IReadOnlyList<PlannedRelease> planned;
        IReadOnlyList<HomeRecord> records = [];
        IReadOnlyList<EndingTerm> ending = [];
        IReadOnlyList<(Guid, PublicLine)> erasures = [];
        Dictionary<Guid, string> called = [];
        FoundTranslations translations;
        HashSet<(Guid, string)> behind;
        var (list, published) = (r.Need<TranslationList>(), r.Need<PublishedList>());
        long size;
        using (var reading = r.Need<MainStore>().Read())
        {
            // An administrator sets things up and reads no text that is not public.
            drafts = r.Staff.May(Rights.Readers) ? Drafts.Open(reading) : [];
            // Whoever keeps the register sees of what goes out together its records.
            planned = r.Staff.May(Rights.Readers) ? Planned.All(reading) : r.Staff.May(RegisterRights.Readers) ? [.. Planned.All(reading).Select(p => p with { Items = [.. p.Items.Where(i => i.IsRecord)] }).Where(p => p.Items.Count > 0)] : [];
            if (r.Staff.May(RegisterRights.Readers))
            {
                var register = DraftedRegister.Of(reading);
                records = [.. RecordDrafts.Open(reading).Where(d => RegisterPage.IsWaiting(d, r.Staff)).Take(Most).Select(d => new HomeRecord(d.Id, register.NameOf(d.Says, r.Words), d.State))];
                ending = EndingTerms(r, register);
                called = planned.SelectMany(p => p.Items).Where(i => i.IsRecord).Select(i => i.Id).Distinct().ToDictionary(i => i, i => register.NameOf(i, r.Words));
            }
            if (r.Staff.May(Access.Roles.Publisher)) erasures = Erasing.Waiting(reading, published, r.Staff);
            working = [.. drafts.GroupBy(d => d.Id).Take(Most)];
            behind = [.. working.SelectMany(g => g.Where(d => list.IsBehind(reading, d, g))).Select(d => (d.Id, d.Language))];
            size = reading.Head()?.Size ?? 0;
            translations = list.Find(reading, r.Staff, r.Settings?.Languages ?? [], TranslationList.LanguagesOf(r.Staff, r.Settings?.Languages ?? []));
        }
        long position;
        using (var views = r.Need<ViewsDb>().Read()) position = views.Position;
        var faults = r.Staff.May(Rights.Readers) ? r.Need<PublicFaults>().Found(position) : null;
        var held = planned.Where(p => p.Held is not null).SelectMany(p => p.Items).Select(i => (i.Id, i.Language)).ToHashSet();
        var languages = r.Settings?.Languages ?? [];
        var work = working.Select(g => new WorkRow(
            g.Key, g.OrderBy(d => d.Language == r.Words.Language ? 0 : 1).ThenBy(d => languages.ToList().IndexOf(d.Language)).First(), published.Find(g.Key)?.In(r.Words.Language) is { IsReadable: true } own && g.All(d => d.Language != own.Language) ? (own.Headline, own.Language) : null,
            [.. languages.Select(l => CellOf(l, g, published.Find(g.Key), held, behind))])).ToList();
        var found = new HomeWork(
            [.. drafts.Where(d => ArticlesPage.IsWaiting(d, r.Staff, held)).Take(Most)],
            [.. planned.Take(Most).Select(p => new GoingOut(p, p.Items.Select(i => drafts.FirstOrDefault(d => d.Id == i.Id && d.Language == i.Language)).OfType<DraftLine>().ToList(), [.. p.Items.Where(i => i.IsRecord).Select(i => new HomeRecord(i.Id, called.GetValueOrDefault(i.Id, "?"), DraftState.Scheduled))]))],
            languages, work, drafts.Select(d => d.Id).Distinct().Count(),
            translations.Page("behind", 0, Most), translations.Counts, faults?.Links ?? 0, faults?.Pictures ?? 0, size, size - position, r.Staff.May(RegisterRights.Readers))
        {
            Records = records,
            Ending = ending,
            Erasures = erasures,
            KeepsRegister = r.Staff.May(RegisterRights.Readers),
        };
        return r.Page(Slices.Home.Create(new HomeModel(r.Frame(r.Words["home.title"]), found)));
    }

    // Those that end within sixty days, with who follows as far as that is known: a term that begins then, or the order of rotation.
    private static List<EndingTerm> EndingTerms(DeskRequest r, DraftedRegister register)
    {
        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(r.Need<TimeProvider>().GetUtcNow(), r.Zone).DateTime);
        var ending = new List<EndingTerm>();
        foreach (var listed in r.Need<RegisterList>().Ending(today, today.AddDays(60)))
        {
            if (ending.Count == Most || register.Find(listed.Id) is not Membership { End: { } end } term) continue;
            var place = (term.Post ?? term.Organization)!.Value;
            var following = term.Post is null && term.Role != "chair" ? null : register.Naming(term.Post is null ? "organization" : "post", place).OfType<Membership>()
                .Where(m => m.Id != term.Id && (m.Role == term.Role || term.Post is not null) && m.Term.First > term.Term.First && m.Term.Last > term.Term.Last).OrderBy(m => m.Term.First).FirstOrDefault();
            Guid? next = following?.Member ?? (term is { Role: "chair", Organization: { } body } ? HandOver.NextIn(register, body, term.Member) : null);
            ending.Add(new EndingTerm(term.Id, register.NameOf(term.Member, r.Words), register.NameOf(place, r.Words), term.Role is { } role ? RecordFields.Word(r.Words, "role", role) : "", r.Words.Dates.Partial(end), next is { } who ? register.NameOf(who, r.Words) : null));
        }
        return ending;
    }

    // A public translation of an original that has changed since.
    private static bool IsBehind(PublicLine v, PublicArticle article) =>
        v.IsReadable && article.NewerOriginalOf(v) is { IsReadable: true };

    private static WorkCell CellOf(string language, IEnumerable<DraftLine> drafts, PublicArticle? article, HashSet<(Guid, string)> held, HashSet<(Guid, string)> behind) =>
        drafts.FirstOrDefault(d => d.Language == language) is { } draft
            ? new WorkCell(held.Contains((draft.Id, language)) ? "held" : draft.State.Word(), behind.Contains((draft.Id, language)))
            : new WorkCell(article?.In(language) is { } line ? IsBehind(line, article) ? "behind" : ArticlesPage.StateWord(line.State) : "missing", false);
}

/// <summary>One article in the making, with its state in each language of the site.</summary>
/// <param name="Id">The article.</param>
/// <param name="First">A version in the making, in the reader's language where there is one.</param>
/// <param name="Own">The public headline in the reader's language, where nothing is in the making in it.</param>
/// <param name="Cells">The state in each language.</param>
public sealed record WorkRow(Guid Id, DraftLine First, (string Headline, string Language)? Own, IReadOnlyList<WorkCell> Cells)
{
    /// <summary>What it is called, and in which language.</summary>
    public (string Headline, string Language) Called => Own ?? (First.Headline, First.Language);
}

/// <summary>How an article stands in one language.</summary>
/// <param name="State">The word of its state.</param>
/// <param name="IsBehind">In the making, and older than its original.</param>
public sealed record WorkCell(string State, bool IsBehind);

/// <summary>A release to come.</summary>
public sealed record GoingOut(PlannedRelease Release, IReadOnlyList<DraftLine> Texts, IReadOnlyList<HomeRecord> Records);

/// <summary>A record of the register with what it is called.</summary>
public sealed record HomeRecord(Guid Id, string Name, DraftState State);

/// <summary>A term that ends soon.</summary>
/// <param name="Id">The term.</param>
/// <param name="Who">Whose.</param>
/// <param name="Where">In which post or body.</param>
/// <param name="Role">As what; empty where that is plain.</param>
/// <param name="Until">Its last day, in words.</param>
/// <param name="Next">Who follows; null: not known.</param>
public sealed record EndingTerm(Guid Id, string Who, string Where, string Role, string Until, string? Next);

public sealed record HomeWork(
    IReadOnlyList<DraftLine> Waiting, IReadOnlyList<GoingOut> GoingOut, IReadOnlyList<string> Languages, IReadOnlyList<WorkRow> Work, int InWork,
    IReadOnlyList<TranslationItem> Behind, IReadOnlyDictionary<string, int> Translations, int BrokenLinks, int WordlessPictures, long Entries, long Lag, bool Reads)
{
    /// <summary>Records that wait for this person.</summary>
    public IReadOnlyList<HomeRecord> Records { get; init; } = [];

    public IReadOnlyList<EndingTerm> Ending { get; init; } = [];

    /// <summary>Texts of which somebody else asks that they be deleted.</summary>
    public IReadOnlyList<(Guid Id, PublicLine Line)> Erasures { get; init; } = [];

    /// <summary>Whether this person sees the register at the desk.</summary>
    public bool KeepsRegister { get; init; }
}

public sealed record HomeModel(DeskFrame Frame, HomeWork? Work);
