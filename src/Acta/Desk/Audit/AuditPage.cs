using System.Globalization;
using Acta.Access;

namespace Acta.Desk.Audit;

/// <summary><c>/desk/audit</c>: who did what when, from where, newest first.</summary>
internal static class AuditPage
{
    private const int PageSize = 100;

    public static Task Show(DeskRequest r)
    {
        var before = long.TryParse(r.Http.Request.Query["before"], NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : (long?)null;
        var lines = r.Need<AuditTrail>().Lines(before, PageSize + 1);
        var names = r.Names();
        return r.Page(Slices.Audit.Create(new AuditModel(r.Frame(r.Words["audit.title"]), [.. lines.Take(PageSize)], names, lines.Count > PageSize ? lines[PageSize - 1].Id : null)));
    }
}

/// <param name="Frame">Around it.</param>
/// <param name="Lines">Newest first.</param>
/// <param name="Names">Of accounts, as they are called now.</param>
/// <param name="Before">Where older ones begin; null on the last page.</param>
public sealed record AuditModel(DeskFrame Frame, IReadOnlyList<AuditLine> Lines, IReadOnlyDictionary<Guid, string> Names, long? Before)
{
    /// <summary>An actor's or a subject's name; a program's own name for itself where it is no account.</summary>
    public string NameOf(string actor) =>
        Frame.Words.Actor(actor, Names);

    /// <summary>What was done, in the reader's words where there are some.</summary>
    public string ActOf(string act) => DeskWords.Has("act." + act) ? Frame.Words["act." + act] : act;
}
