using System.Text.Json;
using Acta.Record.Register;
using Acta.Store;

namespace Acta.Desk.Register;

/// <summary>A record among what was found.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">As it is called in the desk's language, else in the first there is.</param>
/// <param name="Language">The language of the name, where it is another than the desk's.</param>
/// <param name="Kind">Its kind in words.</param>
/// <param name="Hint">What tells it from others of the name: a post, a body, dates.</param>
/// <param name="IsDraft">Whether it is in the making, and public nowhere.</param>
public sealed record FoundRecord(Guid Id, string Name, string? Language, string Kind, string Hint, bool IsDraft)
{
    /// <summary>Of a picture of the media library: a small one.</summary>
    public string? Thumb { get; init; }
}

/// <summary><c>/desk/register/find</c>: records by their names, as one types; for a browser without a script, as a page.</summary>
internal static class FindRecord
{
    public const int Most = 12;

    public static Task Show(DeskRequest r)
    {
        var query = r.Http.Request.Query;
        var (q, kinds, language) = (query["q"].ToString().Trim(), query["kind"].ToString().Split(',', StringSplitOptions.RemoveEmptyEntries), query["name"].ToString());
        var found = Find(r, q, kinds, language.Length == 0 ? null : language);
        if (!r.WantsJson) return r.Page(Slices.FoundRecords.Create(new FoundModel(r.Frame(r.Words["register.find.title"]), q, kinds, found)));
        return r.Json(JsonSerializer.Serialize(found.Select(f => new { id = f.Id, name = f.Name, lang = f.Language, kind = f.Kind, hint = f.Hint, draft = f.IsDraft ? r.Words["register.find.draft"] : null })));
    }

    /// <summary>The first matches, each with what tells it from the others.</summary>
    /// <param name="r">The request.</param>
    /// <param name="text">What was typed.</param>
    /// <param name="kinds">Of these kinds; none: of all.</param>
    /// <param name="language">The language names are given in; null: the desk's.</param>
    public static IReadOnlyList<FoundRecord> Find(DeskRequest r, string text, IReadOnlyCollection<string> kinds, string? language = null)
    {
        if (text.Length < 2 && !text.Any(c => c > 0x2e80)) return [];
        var listed = r.Need<RegisterList>().Find(text, kinds, Most);
        using var reading = r.Need<MainStore>().Read();
        var register = DraftedRegister.Of(reading);
        return [.. listed.Select(l => register.Find(l.Id) is { } says ? Of(r, register, says, l, language) : null).OfType<FoundRecord>()];
    }

    /// <summary>Records that a form names already.</summary>
    public static FoundRecord Of(DeskRequest r, DraftedRegister register, RegisterRecord says, ListedRecord? listed = null, string? language = null)
    {
        var name = language is not null && says.Name[language] is { Length: > 0 } own ? (Text: own, Language: language) : says.Name.For(r.Words.Language);
        return new FoundRecord(
            says.Id, language is not null && name is { } wanted ? wanted.Text : register.NameOf(says, r.Words), name is { } n && n.Language != r.Words.Language && n.Text.Length > 0 ? n.Language : null,
            DraftedRegister.KindOf(says, r.Words), Hint(r, register, says), listed is not null && listed.Address.Length == 0 && listed.State is not ("published" or "retired"));
    }

    /// <summary>Public records that are called exactly like a new one, as what is seldom meant.</summary>
    public static IEnumerable<(string Sentence, bool IsWarning, Guid Other)> Namesakes(DeskRequest r, DraftedRegister register, RegisterRecord says)
    {
        // Of one body, or on one day: elsewhere posts and meetings are called alike rightly.
        if (says is not (Person or Organization or Place or Post or Event)) yield break;
        foreach (var listed in r.Need<RegisterList>().Namesakes(says).Take(Most))
        {
            if (register.Find(listed.Id) is not { } other || (says, other) is (Post a, Post b) && a.Organization != b.Organization || (says, other) is (Event e, Event f) && e.When?.From != f.When?.From) continue;
            var found = Of(r, register, other, listed);
            yield return (r.Words.Text("doubt.namesake", ("name", found.Name), ("other", found.Hint.Length > 0 ? $"{found.Kind}, {found.Hint}" : found.Kind)), true, other.Id);
        }
    }

    /// <summary>Public decisions or papers of the same body that have the symbol of this one.</summary>
    public static IEnumerable<(string Sentence, bool IsWarning, Guid Other)> OfSameSymbol(DeskRequest r, DraftedRegister register, RegisterRecord says)
    {
        if (Contradictions.SymbolOf(says) is not { } sign) yield break;
        foreach (var listed in r.Need<RegisterList>().Marked(says.Type, sign.Symbol))
            if (register.Find(listed.Id) is { } other && Contradictions.SharesSymbol(says, other))
                yield return (r.Words.Text("doubt.symbol", ("symbol", sign.Symbol), ("other", register.NameOf(other, r.Words))), true, other.Id);
    }

    private static string Hint(DeskRequest r, DraftedRegister register, RegisterRecord says)
    {
        var (w, today) = (r.Words, r.Today);
        return says switch
        {
            Person person => string.Join(", ", Posts(Terms(register.Public) is { Count: > 0 } terms ? terms : Terms(register)).Append(person.Born is { } born ? w.Text("record.born", ("year", born.Year.ToString(System.Globalization.CultureInfo.InvariantCulture))) : "").Where(h => h.Length > 0)),
            Post post => register.NameOf(post.Organization, w),
            Organization { Parent: { } parent } => register.NameOf(parent, w),
            Place { Parent: { } within } => register.NameOf(within, w),
            Membership m => DraftedRegister.Dates(m.Term, w),
            Event e => string.Join(", ", new[] { e.Number, e.When is { } when ? w.Dates.Range(when) : null }.OfType<string>()),
            AgendaItem i => string.Join(", ", new[] { i.Number, register.NameOf(i.Event, w) }.OfType<string>()),
            Decision d => string.Join(", ", new[] { d.Symbol, d.Date is { } date ? w.Dates.Partial(date) : null }.OfType<string>()),
            Paper p => string.Join(", ", new[] { p.Symbol, p.Date is { } date ? w.Dates.Partial(date) : null }.OfType<string>()),
            AssignedTask t => t.Due is { } due ? w.Dates.Partial(due) : "",
            _ => "",
        };

        // What is public tells them from others, not what somebody is still writing.
        List<Membership> Terms(DraftedRegister of) => [.. of.Naming("member", says.Id).OfType<Membership>().Where(m => m.Post is not null)];
        // What somebody holds, else what they held last.
        IEnumerable<string> Posts(List<Membership> terms) => terms.FindAll(m => m.Term.Holds(today)) is { Count: > 0 } held ? held.Take(2).Select(m => register.NameOf(m.Post!.Value, w))
            : terms.OrderByDescending(m => m.Term.Last).Take(1).Select(m => $"{register.NameOf(m.Post!.Value, w)} ({DraftedRegister.Dates(m.Term, w)})");
    }
}

public sealed record FoundModel(DeskFrame Frame, string Text, IReadOnlyList<string> Kinds, IReadOnlyList<FoundRecord> Found);
