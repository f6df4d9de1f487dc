using Acta.Record;
using Acta.Record.News;

namespace Acta.Desk.Clearance;

/// <summary><c>/clearance/{token}</c>: a delegation or ministry reads the exact texts and gives its word on them.</summary>
internal static class OutsidersPage
{
    private const int Longest = 4000;

    public static Task Show(DeskRequest r) => Show(r, null, null, 200);

    public static async Task Say(DeskRequest r)
    {
        var clearances = r.Need<Clearances>();
        if (clearances.Find(r.Value("token")) is not var (sheet, party))
        {
            await Gone(r);
            return;
        }
        var (comment, quote, about) = (Cut(await r.Field("comment")), Cut(await r.Field("quote")), await r.Field("about"));
        if (await r.Field("do") == "remark")
        {
            if (comment is null || sheet.Texts.All(t => t.Language != about)) await Show(r, r.Words["comment.empty"], null, 400);
            else
            {
                clearances.Remark(sheet, party, about, quote, comment);
                await Show(r, null, r.Words["clearance.remarked"], 200);
            }
            return;
        }
        List<(string, Digest, bool)> words = [];
        var approves = await r.Field("do") == "approve";
        foreach (var chosen in await r.Fields("text"))
            if (chosen.Split(' ') is [var language, var hex] && Digest.TryParse(hex, out var digest)) words.Add((language, digest, approves));
        if (words.Count == 0) await Show(r, r.Words["clearance.choose"], null, 400);
        else if (!approves && comment is null) await Show(r, r.Words["clearance.why"], null, 400);
        else if (!clearances.Say(r.Value("token"), words, comment, r.Address)) await Show(r, r.Words["clearance.moved"], null, 409);
        else await Show(r, null, r.Words[approves ? "clearance.thanks" : "clearance.noted"], 200);

        static string? Cut(string text) => text.Length == 0 ? null : text.Length > Longest ? text[..Longest] : text;
    }

    private static Task Show(DeskRequest r, string? fault, string? said, int status)
    {
        var clearances = r.Need<Clearances>();
        if (clearances.Find(r.Value("token")) is not var (sheet, party)) return Gone(r);
        var texts = sheet.Texts.Select(t => (t, clearances.Text(sheet, t))).Where(t => t.Item2 is not null)
            // The original is what the others are read by.
            .OrderBy(t => t.Item2!.EditionKind == EditionKind.Original ? 0 : 1).ThenBy(t => r.Settings?.Languages.ToList().IndexOf(t.t.Language) ?? 0).Select(t => new OutsidersText(t.t, t.Item2!)).ToList();
        return r.Page(Slices.Outsider.Create(new OutsiderModel(r.Frame(r.Words["clearance.asked"], said), r.Value("token"), sheet, party, texts, fault, r.Need<TimeProvider>().GetUtcNow())), status);
    }

    // A link that is over looks like one that never was.
    private static Task Gone(DeskRequest r) => r.Message(404, "clearance.gone", "/", r.Words["preview.site"]);
}

/// <summary>A text that somebody outside is asked about.</summary>
public sealed record OutsidersText(AskedText Asked, Edition Edition);

public sealed record OutsiderModel(DeskFrame Frame, string Token, Sheet Sheet, Party Party, IReadOnlyList<OutsidersText> Texts, string? Fault, DateTimeOffset Now);
