using Acta.Desk.Articles;
using Acta.Record;
using Acta.Store;

namespace Acta.Desk.Clearance;

/// <summary><c>/desk/articles/{id}/clearance</c>: who outside is asked to agree to which text, and what they said.</summary>
internal static class ClearancePage
{
    private const int MostParties = 40;

    public static Task Show(DeskRequest r) => Show(r, null, [], 200);

    public static async Task Make(DeskRequest r)
    {
        if (ArticleRequest.Id(r) is not { } id)
        {
            await r.Message(404, "no-page");
            return;
        }
        List<(string, Digest)> texts = [];
        foreach (var chosen in await r.Fields("text"))
            if (chosen.Split(' ') is [var language, var hex] && Digest.TryParse(hex, out var digest) && r.Need<Drafts>().Find(id, language) is { IsOpen: true } draft && draft.Digest == digest && r.Staff.MayReview(draft)) texts.Add((language, digest));
        List<(string, string)> parties = [];
        foreach (var line in (await r.Raw("parties")).Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var at = line.IndexOf('<', StringComparison.Ordinal);
            var (name, email) = at < 0 ? (line, "") : (line[..at].Trim(), line[(at + 1)..].Trim('>', ' '));
            if (name.Length is 0 or > 100 || (email.Length > 0 && !Access.People.IsEmail(email)))
            {
                await Show(r, r.Words.Text("clearance.party.wrong", ("line", line)), [], 400);
                return;
            }
            parties.Add((name, email));
        }
        if (texts.Count == 0 || parties.Count is 0 or > MostParties)
        {
            await Show(r, r.Words[texts.Count == 0 ? "clearance.no-text" : "clearance.no-party"], [], 400);
            return;
        }
        if (await Deadline(r) is not { } deadline) return;
        var links = r.Need<Clearances>().Make(id, texts, parties, await r.Field("order") == "order", await r.Field("procedure") == "silence", deadline, r.Staff, r.Address);
        await Show(r, null, [.. links.Select(l => (l.Name, Address(r, l.Token)))], 200);
    }

    public static async Task Again(DeskRequest r)
    {
        if (await Own(r) is not { } sheet) await r.Message(404, "no-page");
        else if (await Deadline(r) is { } deadline)
        {
            r.Need<Clearances>().AskAgain(sheet.Id, deadline, r.Staff, r.Address);
            await r.Go($"/desk/articles/{sheet.Article}/clearance", "saved");
        }
    }

    public static async Task Link(DeskRequest r)
    {
        if (await Own(r) is not { Closed: false } sheet || sheet.Parties.FirstOrDefault(p => p.Id.ToString() == r.Http.Request.Form["party"]) is not { } party || r.Need<Clearances>().NewLink(party.Id) is not { } token) await r.Message(404, "no-page");
        else await Show(r, null, [(party.Name, Address(r, token))], 200);
    }

    public static async Task Close(DeskRequest r)
    {
        if (await Own(r) is not { } sheet) await r.Message(404, "no-page");
        else
        {
            r.Need<Clearances>().Close(sheet.Id, r.Staff, r.Address);
            await r.Go($"/desk/articles/{sheet.Article}/clearance", "saved");
        }
    }

    // The sheet of the form, if it is of this article.
    private static async Task<Sheet?> Own(DeskRequest r)
    {
        if (ArticleRequest.Id(r) is not { } id) return null;
        var named = await r.Field("sheet");
        using var reading = r.Need<MainStore>().Read();
        return Clearances.Of(reading, id).FirstOrDefault(s => s.Id.ToString() == named);
    }

    private static async Task<DateTimeOffset?> Deadline(DeskRequest r)
    {
        var typed = await r.Field("deadline");
        // Of an hour that happens twice the later is meant: nobody loses time by it.
        if (OrgTime.Moment(typed, r.Zone, second: true) is LocalMoment.Found found && found.At > r.Need<TimeProvider>().GetUtcNow()) return found.At;
        await Show(r, r.Words["clearance.no-deadline"], [], 400);
        return null;
    }

    private static string Address(DeskRequest r, string token) => $"{r.Http.Request.Scheme}://{r.Http.Request.Host}/clearance/{token}";

    private static Task Show(DeskRequest r, string? fault, IReadOnlyList<(string Name, string Link)> links, int status)
    {
        if (ArticleRequest.Id(r) is not { } id) return r.Message(404, "no-page");
        using var reading = r.Need<MainStore>().Read();
        var (sheets, drafts) = (Clearances.Of(reading, id), Drafts.Of(reading, id));
        if (sheets.Count == 0 && drafts.Count == 0 && r.Need<PublishedList>().Find(id) is null) return r.Message(404, "no-page");
        return r.Page(Slices.Clearance.Create(new ClearanceModel(
            r.Frame(r.Words["clearance.title"]), id, sheets, [.. drafts.Where(d => d.IsOpen && r.Staff.MayReview(d))], links, fault, r.Http.RequestServices.GetService<MailOn>() is not null, r.Need<TimeProvider>().GetUtcNow(), fault is not null && r.Http.Request.HasFormContentType ? r.Http.Request.Form : null)), status);
    }
}

public sealed record ClearanceModel(
    DeskFrame Frame, Guid Id, IReadOnlyList<Sheet> Sheets, IReadOnlyList<Draft> Drafts, IReadOnlyList<(string Name, string Link)> Links, string? Fault, bool SendsMail, DateTimeOffset Now, IFormCollection? Typed);
