using Acta.Following;

namespace Acta.Desk.Upkeep;

/// <summary><c>/desk/upkeep</c>: what readers stumble over in what is public.</summary>
internal static class UpkeepPage
{
    private const int PageSize = 50;

    // So long somebody waits for what is found at once, on most sites.
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(400);

    public static async Task Show(DeskRequest r)
    {
        var query = r.Http.Request.Query;
        var show = query["show"].ToString() is "pictures" ? "pictures" : "links";
        var number = int.TryParse(query["page"], out var n) && n > 0 ? n : 1;
        long position;
        using (var views = r.Need<ViewsDb>().Read()) position = views.Position;
        var faults = r.Need<PublicFaults>();
        faults.Found(position);
        await Task.WhenAny(faults.WhenDone(), Task.Delay(Patience, r.Http.RequestAborted));
        var found = faults.Found(position);
        var shown = (found?.Faults ?? []).Where(f => f.IsOfLink == (show == "links")).ToList();
        var last = Math.Max(1, (shown.Count + PageSize - 1) / PageSize);
        number = Math.Min(number, last);
        await r.Page(Slices.Upkeep.Create(new UpkeepModel(
            r.Frame(r.Words["upkeep.title"]), show, found, [.. shown.Skip((number - 1) * PageSize).Take(PageSize)], number, last, faults.IsLooking ? faults.Left : 0, faults.IsLooking && found is null)));
    }
}

public sealed record UpkeepModel(DeskFrame Frame, string Show, PublicFaultList? Found, IReadOnlyList<PublicFault> Faults, int Page, int Pages, int Left, bool IsFirst);
