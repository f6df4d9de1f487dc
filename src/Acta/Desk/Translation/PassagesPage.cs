using System.Security.Cryptography;
using System.Text;
using Acta.Desk.Articles;
using Acta.Record.Bodies;
using Acta.Record.News;
using Acta.Store;

namespace Acta.Desk.Translation;

/// <summary><c>/desk/articles/{id}/{lang}/passages</c>: a translation written passage by passage, each beside its original.</summary>
internal static class PassagesPage
{
    public static async Task Show(DeskRequest r)
    {
        if (Found(r) is not var (draft, original)) await r.Message(404, "no-page");
        else await Show(r, draft, original, null, null, 200);
    }

    /// <summary>Saves the passages that were written; the others stay as they are.</summary>
    public static async Task Save(DeskRequest r)
    {
        if (Found(r) is not var (draft, original) || !long.TryParse(await r.Field("version"), out var version))
        {
            await r.Message(404, "no-page");
            return;
        }
        // What somebody answers for is changed by a decision, which is taken on its own page.
        if (draft.State == DraftState.Approved)
        {
            await r.Message(409, "edit.settled");
            return;
        }
        var written = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var passage in Passages.Of(original.Edition))
        {
            // What this person left alone, they did not write: somebody else's words in it stand.
            if (await r.Field("p-" + passage.Id) is not { Length: > 0 } text || Sign(text) == await r.Field("s-" + passage.Id)) continue;
            text = passage.IsInline ? Inlines.Write(Inlines.Parse(text)) : string.Join(' ', text.Normalize().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
            written[passage.Id] = text;
        }
        switch (r.Need<Drafts>().Save(draft.Id, draft.Language, version, now => now with { Edition = Passages.With(now.Edition, original.Edition, written) }, r.Staff, r.Address))
        {
            case DraftOutcome.Done:
                await r.Go($"/desk/articles/{draft.Id}/{draft.Language}/passages", "saved");
                break;
            // Nothing that was typed is lost: it stands there, on top of what the other one saved.
            case DraftOutcome.Conflict conflict:
                await Show(r, conflict.Now, original, written, r.Words["draft.changed"], 409);
                break;
            case DraftOutcome.Refused refused:
                await Show(r, draft, original, written, r.Words[refused.Why], 403);
                break;
        }
    }

    private static Task Show(DeskRequest r, Draft draft, OriginalText original, Dictionary<string, string>? typed, string? fault, int status)
    {
        var beside = Passages.Beside(original.Edition, draft.Edition);
        var moved = new HashSet<string>(StringComparer.Ordinal);
        if (original.HasMoved && draft.Source is { } source)
        {
            using var reading = r.Need<MainStore>().Read();
            if (AgencyFiles.AsItWas(r, reading, draft, source) is { } before)
            {
                var was = Passages.Of(before).ToDictionary(p => p.Id, p => p.Text);
                foreach (var passage in Passages.Of(original.Edition))
                    if (was.GetValueOrDefault(passage.Id) != passage.Text) moved.Add(passage.Id);
            }
        }
        Presence.Seen(r, draft.Id, draft.Language);
        var rows = Passages.Of(original.Edition).Select(p =>
        {
            var its = beside.GetValueOrDefault(p.Id);
            // Of another shape there, it is written where the whole text is: here its blocks would be made anew.
            var other = its is null && p.Id.Split('.') is ["block", var id, ..] && draft.Edition.Body.FirstOrDefault(b => b.Id == id) is { } block ? AsRead.Of(block).Words : null;
            return new PassageRow(p.Id, p.IsInline ? Inlines.PlainText(p.Text) : p.Text, typed?.GetValueOrDefault(p.Id) ?? its ?? "", other, its is null || its == p.Text && p.Text.Any(char.IsLetter), moved.Contains(p.Id))
            {
                Sign = Sign(its ?? ""),
                Theirs = typed?.ContainsKey(p.Id) == true && its is not null && its != typed[p.Id] ? its : null,
            };
        }).ToList();
        var mayWrite = draft.IsOpen && draft.State != DraftState.Approved && r.Staff.MayWrite(draft);
        return r.Page(Slices.PassageList.Create(new PassagesModel(r.Frame(r.Words["passages.title"]), draft, original.Edition, rows, mayWrite, fault, r.Names().GetValueOrDefault(draft.ChangedBy, "?"))), status);
    }

    /// <summary>Tells whether a text that comes back is the one that was shown.</summary>
    internal static string Sign(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.Trim().ReplaceLineEndings("\n"))).AsSpan(0, 8));

    private static (Draft Draft, OriginalText Original)? Found(DeskRequest r)
    {
        if (ArticleRequest.Version(r) is not var (id, language) || r.Settings is null || r.Need<Drafts>().Find(id, language) is not { State: not DraftState.Published } draft) return null;
        using var reading = r.Need<MainStore>().Read();
        return EditPage.OriginalOf(reading, draft, r.Need<PublishedList>()) is { } original ? (draft, original) : null;
    }
}

/// <summary>A passage of an original with its translation.</summary>
/// <param name="Id">Of the passage.</param>
/// <param name="Source">Its words.</param>
/// <param name="Text">The translation, as it is written; empty where there is none.</param>
/// <param name="Other">The words of a block that has another shape in the translation; null where the shapes are the same.</param>
/// <param name="IsOpen">Whether it is as in the original, or missing.</param>
/// <param name="HasMoved">Whether the original was changed since the translation was made of it.</param>
public sealed record PassageRow(string Id, string Source, string Text, string? Other, bool IsOpen, bool HasMoved)
{
    /// <summary>Of the text as it stands.</summary>
    public required string Sign { get; init; }

    /// <summary>What stands there now, where somebody has just written it otherwise.</summary>
    public string? Theirs { get; init; }
}

public sealed record PassagesModel(DeskFrame Frame, Draft Draft, Edition Original, IReadOnlyList<PassageRow> Rows, bool MayWrite, string? Fault, string By);
