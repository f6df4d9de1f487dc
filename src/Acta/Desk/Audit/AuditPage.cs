using System.Globalization;
using Acta.Access;
using Acta.Desk.Articles;
using Acta.Desk.Register;
using Acta.Store;

namespace Acta.Desk.Audit;

/// <summary><c>/desk/audit</c>: who did what when, from where, newest first.</summary>
internal static class AuditPage
{
    private const int PageSize = 100;

    public static Task Show(DeskRequest r)
    {
        var before = long.TryParse(r.Http.Request.Query["before"], NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : (long?)null;
        var query = r.Http.Request.Query;
        var who = Guid.TryParseExact(query["who"], "D", out var person) ? person : (Guid?)null;
        var of = Guid.TryParseExact(query["of"], "D", out var article) ? article : (Guid?)null;
        var lines = r.Need<AuditTrail>().Lines(before, PageSize + 1, who is { } actor ? "user:" + actor : null, of);
        var names = r.Names();
        var published = r.Need<PublishedList>();
        var parties = new Dictionary<Guid, string>();
        var headlines = new Dictionary<Guid, (string Headline, string Language)>();
        var records = new HashSet<Guid>();
        using (var reading = r.Need<MainStore>().Read())
        {
            if (lines.Any(l => l.Actor.StartsWith("party:", StringComparison.Ordinal)))
                foreach (var (partyId, partyName) in reading.Query("SELECT party, name FROM clearance_parties", row => (Guid.Parse(row.GetString(0)), row.GetString(1)))) parties[partyId] = partyName;
            var register = DraftedRegister.Of(reading);
            // What it is called now; whoever may not read texts in the making is not told their headlines.
            foreach (var named in lines.Select(l => Guid.TryParse(l.Resource, out var resource) ? resource : Guid.Empty).Distinct())
                if (published.Find(named)?.Versions.FirstOrDefault(v => v.IsReadable) is { } line) headlines[named] = (line.Headline, line.Language);
                else if (r.Staff.May(Rights.Readers) && Drafts.Of(reading, named) is [var draft, ..]) headlines[named] = (draft.Headline, draft.Language);
                else if (((r.Staff.May(RegisterRights.Readers) ? RecordDrafts.Find(reading, named)?.Says : null) ?? (RecordDrafts.Public(reading, named) is { State: "live" or "retired" } shown ? shown.Says : null)) is { } record)
                {
                    records.Add(named);
                    headlines[named] = (register.NameOf(record, r.Words), r.Words.Language);
                }
        }
        return r.Page(Slices.Audit.Create(new AuditModel(r.Frame(r.Words["audit.title"]), [.. lines.Take(PageSize)], names, lines.Count > PageSize ? lines[PageSize - 1].Id : null)
        {
            Parties = parties,
            Headlines = headlines,
            Records = records,
            Who = who,
            Of = of,
            Reads = r.Staff.May(Rights.Readers),
        }));
    }
}

/// <param name="Frame">Around it.</param>
/// <param name="Lines">Newest first.</param>
/// <param name="Names">Of accounts, as they are called now.</param>
/// <param name="Before">Where older ones begin; null on the last page.</param>
public sealed record AuditModel(DeskFrame Frame, IReadOnlyList<AuditLine> Lines, IReadOnlyDictionary<Guid, string> Names, long? Before)
{
    /// <summary>Those without accounts who were asked for clearance.</summary>
    public IReadOnlyDictionary<Guid, string> Parties { get; init; } = new Dictionary<Guid, string>();

    /// <summary>What the articles are called now.</summary>
    public IReadOnlyDictionary<Guid, (string Headline, string Language)> Headlines { get; init; } = new Dictionary<Guid, (string, string)>();

    /// <summary>Those of them that are records of the register.</summary>
    public IReadOnlySet<Guid> Records { get; init; } = new HashSet<Guid>();

    /// <summary>Lines of this account alone.</summary>
    public Guid? Who { get; init; }

    /// <summary>Lines about this article alone.</summary>
    public Guid? Of { get; init; }

    /// <summary>Whether articles may be opened.</summary>
    public bool Reads { get; init; }

    /// <summary>An actor's or a subject's name; a program's own name for itself where it is no account.</summary>
    public string NameOf(string actor) => actor.StartsWith("party:", StringComparison.Ordinal) && Guid.TryParse(actor[6..], out var party) && Parties.TryGetValue(party, out var name)
        ? Frame.Words.Text("audit.party", ("name", name))
        : Frame.Words.Actor(actor, Names);

    /// <summary>A word of this program in the reader's words, where there are some.</summary>
    public string DetailOf(string detail) => DeskWords.Has("detail." + detail) ? Frame.Words["detail." + detail] : DeskWords.Has("role." + detail) ? Frame.Words["role." + detail] : detail;

    /// <summary>The same page with another filter.</summary>
    public string Filter(long? before = null) => "/desk/audit?" + string.Join('&', new[] { Who is { } who ? "who=" + who : null, Of is { } of ? "of=" + of : null, before is { } b ? "before=" + b.ToString(CultureInfo.InvariantCulture) : null }.OfType<string>());

    /// <summary>What was done, in the reader's words where there are some.</summary>
    public string ActOf(string act) => DeskWords.Has("act." + act) ? Frame.Words["act." + act] : act;
}
