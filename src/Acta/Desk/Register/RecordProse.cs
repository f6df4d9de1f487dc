using Acta.Desk.Articles;
using Acta.Record;
using Acta.Record.News;
using Acta.Record.Register;
using Acta.Store;

namespace Acta.Desk.Register;

/// <summary>What is written at length about a record: the life of a person, the text of a decision. It is written, reviewed and released as articles are.</summary>
internal static class RecordProse
{
    /// <summary>How far each language is; empty where the record has no page that a text could stand on.</summary>
    public static IReadOnlyList<ProseLine> Of(DeskRequest r, Reading reading, RegisterRecord? says)
    {
        if (says is null || RecordAddress.Folder(says) is null || StoredRecords.Find(reading, says.Id) is not { Readable: true }) return [];
        var (drafts, versions) = (Drafts.Of(reading, says.Id), r.Need<PublishedList>().Find(says.Id)?.Versions ?? []);
        return [.. (r.Settings?.Languages ?? []).Select(l => new ProseLine(l, drafts.FirstOrDefault(d => d.Language == l && d.State != DraftState.Published)?.State.Word() ?? versions.Where(v => v.Language == l).Select(v => ArticlesPage.StateWord(v.State)).FirstOrDefault(),
            r.Staff.MayWrite(l, null, isTranslation: false)))];
    }

    /// <summary>Begins the text in a language.</summary>
    public static async Task Begin(DeskRequest r)
    {
        var language = await r.Field("language");
        RegisterRecord? record = null;
        Draft? known = null;
        if (ArticleRequest.Id(r) is { } id && r.Settings?.Languages.Contains(language) == true)
        {
            using var reading = r.Need<MainStore>().Read();
            record = StoredRecords.Find(reading, id) is { Readable: true } stored ? stored.Record : null;
            known = Drafts.Find(reading, id, language);
        }
        if (record is null || RecordAddress.Folder(record) is null)
        {
            await r.Message(404, "no-page", "/desk/register", r.Words["register.title"]);
            return;
        }
        if (!r.Staff.MayWrite(language, null, isTranslation: false))
        {
            await r.Message(403, "no-right");
            return;
        }
        if (known is null && r.Need<PublishedList>().Find(record.Id)?.In(language) is null)
            r.Need<Drafts>().Create(new Edition { Id = record.Id, Language = language, Kind = ArticleKind.Prose, Headline = record.Name.For(language)?.Text ?? "" }, null, r.Staff, r.Address);
        await r.Go($"/desk/articles/{record.Id}/{language}");
    }
}

/// <param name="Language">The language.</param>
/// <param name="State">How far it is; null: nothing is written.</param>
/// <param name="MayBegin">Whether this person may write in it.</param>
public sealed record ProseLine(string Language, string? State, bool MayBegin);
