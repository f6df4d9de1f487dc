using System.Globalization;
using System.Text;
using Acta.Following;
using Acta.Record;
using Acta.Record.Register;
using Acta.Store;
using Acta.Views.News;
using Acta.Views.Register;

namespace Acta.Desk.Register;

/// <summary>A record as the desk lists and finds it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Kind">Its kind.</param>
/// <param name="State">A state of drafts, or <c>published</c>, <c>retired</c>, <c>withdrawn</c>.</param>
/// <param name="Name">In each language.</param>
/// <param name="Mark">A symbol or number, where it has one.</param>
/// <param name="Changed">When last.</param>
/// <param name="Address">Of its page below the language; empty where it has none.</param>
public sealed record ListedRecord(Guid Id, string Kind, string State, Words Name, string? Mark, DateTimeOffset Changed, string Address)
{
    /// <summary>All its names, as they are compared: one a line.</summary>
    internal string Folded { get; init; } = "";

    /// <summary>Of a term: whose, in what, as what and until when.</summary>
    internal (Guid Member, Guid Place, string? Role, DateOnly Last)? Term { get; init; }
}

/// <summary>
/// What is public in the register, kept in memory and brought up to the views' position when it is asked for; what is in the
/// making is laid over it. Names are found by a walk through all of them: some 60,000 take a few milliseconds.
/// </summary>
public sealed class RegisterList(ViewsDb views, MainStore store)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<Guid, ListedRecord> _records = [];
    private IReadOnlyList<ListedRecord> _all = [];
    private long _position = -1;
    private long _entry = -1;

    /// <summary>All that is or was public, the newest change first.</summary>
    public IReadOnlyList<ListedRecord> Public()
    {
        using var reading = views.Read();
        lock (_gate)
        {
            if (reading.Position <= _position) return _all;
            var queries = new RegisterQueries(reading);
            var last = _entry;
            foreach (var row in RegisterRecord.Kinds.SelectMany(kind => queries.ChangedSince(kind, DateTimeOffset.UnixEpoch, _entry, null, int.MaxValue)))
            {
                last = Math.Max(last, row.Entry);
                if (row.State is ArticleState.Erased or ArticleState.Merged) _records.Remove(row.Id);
                else if (row.Readable && queries.Find(row.Id) is { } found) _records[row.Id] = Of(found.Says, row.State == ArticleState.Retired ? "retired" : "published", row.ChangedAt, row.Address);
                else if (_records.TryGetValue(row.Id, out var known)) _records[row.Id] = known with { State = "withdrawn", Changed = row.ChangedAt };
            }
            (_entry, _position) = (last, reading.Position);
            return _all = [.. _records.Values.OrderByDescending(r => r.Changed)];
        }
    }

    /// <summary>All there is, with what is in the making in the place of what it changes.</summary>
    public IReadOnlyList<ListedRecord> All()
    {
        IReadOnlyList<RecordDraft> drafts;
        using (var reading = store.Read()) drafts = RecordDrafts.Open(reading);
        var published = Public();
        if (drafts.Count == 0) return published;
        var open = drafts.ToDictionary(d => d.Id);
        return [.. drafts.Select(d => Of(d.Says, Articles.DraftStates.Word(d.State), d.Changed, Find(d.Id)?.Address ?? "")), .. published.Where(p => !open.ContainsKey(p.Id))];
    }

    /// <summary>One that is or was public.</summary>
    public ListedRecord? Find(Guid id)
    {
        Public();
        lock (_gate) return _records.GetValueOrDefault(id);
    }

    /// <summary>
    /// Records by any of their names, former ones and abbreviations too, in any language, without regard to case and marks. What
    /// begins with what is asked for comes first; shorter names before longer ones.
    /// </summary>
    /// <param name="text">What was typed.</param>
    /// <param name="kinds">Of these kinds; none: of all but terms, which have no names of their own.</param>
    /// <param name="most">How many at most.</param>
    public IReadOnlyList<ListedRecord> Find(string text, IReadOnlyCollection<string> kinds, int most)
    {
        var words = Fold(text).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words.Length == 0) return [];
        var all = All();
        var (begins, first, within) = ("\n" + string.Join(' ', words), words.Select(w => "\n" + w).ToArray(), words.Select(w => " " + w).ToArray());
        Dictionary<Guid, ListedRecord>? byId = null;
        var found = new List<(int Rank, ListedRecord Record)>();
        foreach (var record in all)
        {
            if (kinds.Count > 0 ? !kinds.Contains(record.Kind) : record.Term is not null) continue;
            if (record.State == "withdrawn") continue;
            var names = record.Folded;
            if (record.Term is { } term)
            {
                byId ??= all.ToDictionary(r => r.Id);
                names += (byId.GetValueOrDefault(term.Member)?.Folded ?? "") + (byId.GetValueOrDefault(term.Place)?.Folded ?? "");
            }
            if (HasAll(names, words)) found.Add((Rank(names), record));
        }
        return [.. found.OrderBy(f => f.Rank).ThenBy(f => f.Record.Folded.Length).ThenBy(f => f.Record.Folded, StringComparer.Ordinal).Take(most).Select(f => f.Record)];

        // 0: a name begins with it; 1: each word begins a word of a name; 2: they stand within.
        int Rank(string names)
        {
            if (names.Contains(begins, StringComparison.Ordinal)) return 0;
            for (var i = 0; i < words.Length; i++)
                if (!names.Contains(first[i], StringComparison.Ordinal) && !names.Contains(within[i], StringComparison.Ordinal)) return 2;
            return 1;
        }
    }

    /// <summary>Public records that are called as this one is in some language, and are of its kind; of posts and bodies, others may say more.</summary>
    internal IReadOnlyList<ListedRecord> Namesakes(RegisterRecord record)
    {
        var names = record.Name.All.Select(n => (Language: n.Key, Folded: Fold(n.Value))).Where(n => n.Folded.Length > 0).ToList();
        return names.Count == 0 ? [] : [.. Public().Where(l => l.Kind == record.Type && l.Id != record.Id && l.State is "published" or "retired"
            && names.Any(n => l.Folded.Contains("\n" + n.Folded, StringComparison.Ordinal) && l.Name[n.Language] is { } other && Fold(other) == n.Folded))];
    }

    /// <summary>Public records of a kind with a symbol.</summary>
    internal IEnumerable<ListedRecord> Marked(string kind, string symbol) => Public().Where(l => l.Kind == kind && l.Mark == symbol && l.State is "published" or "retired");

    /// <summary>Terms that end between two days, the next to end first.</summary>
    internal IReadOnlyList<ListedRecord> Ending(DateOnly from, DateOnly until) =>
        [.. Public().Where(r => r is { State: "published", Term: { } term } && term.Last >= from && term.Last <= until).OrderBy(r => r.Term!.Value.Last)];

    /// <summary>A text as it is compared: small letters without marks, spaces between words only.</summary>
    public static string Fold(string text)
    {
        var folded = new StringBuilder(text.Length);
        foreach (var c in text.Normalize(NormalizationForm.FormKD))
        {
            if (CharUnicodeInfo.GetUnicodeCategory(c) == UnicodeCategory.NonSpacingMark) continue;
            if (!char.IsLetterOrDigit(c) && !char.IsHighSurrogate(c) && !char.IsLowSurrogate(c))
            {
                if (folded.Length > 0 && folded[^1] != ' ') folded.Append(' ');
                continue;
            }
            folded.Append(char.ToLowerInvariant(c) switch { 'ø' => 'o', 'ł' => 'l', 'đ' => 'd', 'ı' => 'i', 'ə' => 'a', 'أ' or 'إ' or 'آ' => 'ا', 'ة' => 'ه', 'ى' => 'ي', var small => small });
        }
        return folded.ToString().TrimEnd();
    }

    internal static ListedRecord Of(RegisterRecord says, string state, DateTimeOffset changed, string address)
    {
        var mark = says switch { Decision d => d.Symbol, Paper p => p.Symbol, Event e => e.Number, AgendaItem i => i.Number, _ => null };
        var names = new StringBuilder();
        foreach (var name in says.Name.All.Values.Concat(says.OtherNames.SelectMany(n => n.Name.All.Values)).Concat(says is Person p2 ? p2.SortName.All.Values : []).Append(mark ?? "").Distinct())
            if (name.Length > 0) names.Append('\n').Append(Fold(name));
        return new ListedRecord(says.Id, says.Type, state, says.Name, mark, changed, address)
        {
            Folded = names.ToString(),
            Term = says is Membership m ? (m.Member, m.Post ?? m.Organization ?? Guid.Empty, m.Role, m.Term.Last) : null,
        };
    }

    private static bool HasAll(string names, string[] words)
    {
        foreach (var word in words)
            if (!names.Contains(word, StringComparison.Ordinal)) return false;
        return true;
    }
}
