using Acta.Record.Register;
using Acta.Views.News;

namespace Acta.Views.Register;

// What was so on a day, where a record alone doesn't say it.
public sealed partial class RegisterQueries
{
    private const int MostLevels = 16;

    private DateOnly? _today;

    /// <summary>Whether a record had begun by a day: a person to live, a meeting to be held. A body, post or item that states no beginning of its own was not there before what it is part of.</summary>
    public bool HasBegun(RegisterRecord record, DateOnly day)
    {
        for (var level = 0; level < MostLevels; level++)
        {
            var (start, within) = record switch
            {
                Organization o => (o.Founded, o.Parent),
                Post p => (p.Start, p.Organization),
                AgendaItem i => (null, i.Event),
                Person p => (p.Born, (Guid?)null),
                _ => (RecordDays.Of(record).Start, null),
            };
            if (start is { } known) return known.FirstDay <= day;
            if (within is not { } above || Find(above) is not { } whole) return true;
            record = whole.Says;
        }
        return true;
    }

    /// <summary>What a person or body is on a day: of a day of handing over, who ends on it is not there any more.</summary>
    public IReadOnlyList<Recorded<Membership>> TermsOf(Guid member, DateOnly day) =>
        [.. Naming<Membership>(member, "member", day).Where(t => !IsHandedOver(t, day))];

    /// <summary>
    /// The status of a decision on a day: one that was superseded, amended or expired later was not so yet; where nothing says
    /// when that was, it is as the record states it. Null: it was not taken yet.
    /// </summary>
    public string? StatusOn(Recorded<Decision> decision, DateOnly day)
    {
        if (!HasBegun(decision.Says, day)) return null;
        r.Tag(RegisterTags.Links(decision.Id));
        var stated = decision.Says.Status ?? "in-force";
        // A decision in the making stands in no table yet.
        if (Drafts is { Count: > 0 }) return stated;
        // As Status says it, of one decision: by what names it, which is quicker found than its row among all.
        var later = r.Query($"SELECT member, first FROM links WHERE target = @target AND member IN ('amends', 'supersedes') AND {_now}", row => (Member: row.GetString(0), First: row.GetInt32(1)), With(("@target", ArticleColumns.Blob(decision.Id))));
        var isBefore = day < Today;
        var last = RecordDays.Of(decision.Says).Last;
        if (Was("supersedes", "superseded")) return "superseded";
        if (last < day || (stated == "expired" && !(isBefore && last < DateOnly.MaxValue))) return "expired";
        return Was("amends", "amended") ? "amended" : "in-force";

        bool Was(string member, string status) => later.Any(l => l.Member == member && l.First <= day.DayNumber) || (stated == status && !(isBefore && later.Any(l => l.Member == member)));
    }

    /// <summary>Whether a task was done by a day: where nothing tells that day (<see cref="RecordDays.DoneOn"/>), by the end of the month or year that is known; what is done by now is done today.</summary>
    public bool IsDoneOn(AssignedTask task, DateOnly day) => RecordDays.DoneOn(task) is { } done && done.LastDay.DayNumber <= DoneBy(day);

    // A task that is open has no last day.
    private int DoneBy(DateOnly day) => day < Today ? day.DayNumber : DateOnly.MaxValue.DayNumber - 1;

    private DateOnly Today => _today ??= new NewsQueries(r).Today();

    // Of the decision in row d on the day @known: the same for a page, for a list, and for how many there are. What a record
    // states holds today; before, as far as nothing says that it came later.
    private string Status(DateOnly day)
    {
        var isBefore = day < Today;
        return $"CASE WHEN {By("supersedes", true)} OR {Stated("superseded")}{(isBefore ? $" AND NOT {By("supersedes", false)}" : "")} THEN 'superseded' "
            + $"WHEN d.last < @known OR {Stated("expired")}{(isBefore ? $" AND d.last = {DateOnly.MaxValue.DayNumber}" : "")} THEN 'expired' "
            + $"WHEN {By("amends", true)} OR {Stated("amended")}{(isBefore ? $" AND NOT {By("amends", false)}" : "")} THEN 'amended' ELSE 'in-force' END";

        string Stated(string status) => $"EXISTS (SELECT 1 FROM facets s WHERE s.kind = 'decision' AND s.facet = 'status' AND s.key = '{status}' AND s.day = d.day AND s.id = d.id{Now("s")})";

        string By(string member, bool already) => $"EXISTS (SELECT 1 FROM links b WHERE b.target = d.id AND b.member = '{member}'{(already ? " AND b.first <= @known" : "")}{Now("b")})";
    }
}
