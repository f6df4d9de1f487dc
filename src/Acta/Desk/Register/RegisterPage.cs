using System.Globalization;
using Acta.Desk.Articles;

namespace Acta.Desk.Register;

/// <summary><c>/desk/register</c>: every record, public or in the making, by kind, by state and by name.</summary>
internal static class RegisterPage
{
    public const int PageSize = 50;

    public static readonly IReadOnlyList<string> Shows = ["all", "work", "mine", "waiting"];

    public static Task Show(DeskRequest r)
    {
        var query = r.Http.Request.Query;
        var asked = new RegisterQuery(
            Shows.Contains(query["show"].ToString()) ? query["show"].ToString() : "all", RecordFields.Kinds.Contains(query["kind"].ToString()) ? query["kind"].ToString() : "",
            query["state"].ToString(), query["q"].ToString().Trim(), int.TryParse(query["page"], NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 ? number : 1);
        var list = r.Need<RegisterList>();
        using var reading = r.Need<Acta.Store.MainStore>().Read();
        var drafts = RecordDrafts.Open(reading);
        var shown = asked.Show switch
        {
            "work" => drafts,
            "mine" => [.. drafts.Where(d => d.Author == r.Staff.Id || d.ChangedBy == r.Staff.Id)],
            "waiting" => [.. drafts.Where(d => IsWaiting(d, r.Staff))],
            _ => null,
        };
        var within = shown?.Select(d => d.Id).ToHashSet();
        IEnumerable<ListedRecord> found = asked.Text.Length > 0 ? list.Find(asked.Text, asked.Kind.Length > 0 ? [asked.Kind] : [], int.MaxValue) : list.All();
        var all = found.Where(l => (asked.Kind.Length == 0 || l.Kind == asked.Kind) && (asked.State.Length == 0 || l.State == asked.State) && within?.Contains(l.Id) != false).ToList();
        var register = DraftedRegister.Of(reading);
        var rows = all.Skip((asked.Page - 1) * PageSize).Take(PageSize).Select(l => new RegisterRow(l, register.Find(l.Id) is { } says ? FindRecord.Of(r, register, says, l) : null)).ToList();
        return r.Page(Slices.RegisterRecords.Create(new RegisterModel(r.Frame(r.Words["register.title"]), asked, rows, all.Count,
            new Dictionary<string, int> { ["all"] = -1, ["work"] = drafts.Count, ["mine"] = drafts.Count(d => d.Author == r.Staff.Id || d.ChangedBy == r.Staff.Id), ["waiting"] = drafts.Count(d => IsWaiting(d, r.Staff)) })
        {
            IsBeginning = query["begin"] == "yes",
        }));
    }

    /// <summary>Whether it is this person's turn.</summary>
    public static bool IsWaiting(RecordDraft d, Access.Staff me) => d.State switch
    {
        DraftState.Review => me.May(RegisterRights.Writers) && d.ChangedBy != me.Id,
        DraftState.Changes => d.Author == me.Id,
        DraftState.Approved => me.May(RegisterRights.Releasers),
        _ => false,
    };
}

/// <summary>What is asked of the list.</summary>
public sealed record RegisterQuery(string Show, string Kind, string State, string Text, int Page)
{
    /// <summary>The list's address, with one thing changed.</summary>
    public string With(string? show = null, string? kind = null, int page = 1)
    {
        var parts = new[] { ("show", show ?? Show), ("kind", kind ?? Kind), ("state", State), ("q", Text), ("page", page == 1 ? "" : page.ToString(CultureInfo.InvariantCulture)) };
        return "/desk/register?" + string.Join('&', parts.Where(p => p.Item2.Length > 0).Select(p => p.Item1 + "=" + Uri.EscapeDataString(p.Item2)));
    }
}

/// <summary>One record in the list.</summary>
public sealed record RegisterRow(ListedRecord Listed, FoundRecord? Found);

public sealed record RegisterModel(DeskFrame Frame, RegisterQuery Asked, IReadOnlyList<RegisterRow> Rows, int Total, IReadOnlyDictionary<string, int> Counts)
{
    /// <summary>Whether somebody came to write a new record.</summary>
    public bool IsBeginning { get; init; }
}
