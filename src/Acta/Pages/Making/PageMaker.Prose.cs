using Acta.Record.News;
using Acta.Record.Register;
using Acta.Views.News;
using Acta.Views.Register;

namespace Acta.Pages;

// What is written at length about a record: an edition of the record's own id in each language, read on the record's page.
internal sealed partial class PageMaker
{
    private RecordProse? Prose(Recorded found)
    {
        if (_settings.Languages.Prepend(_language).Distinct().Select(l => _news.Current(found.Id, l)).FirstOrDefault(r => r is { Readable: true, Kind: ArticleKind.Prose }) is not { } row
            || _news.Article(row) is not { Edition: var edition } full) return null;
        List<string> notes = [];
        if (row.Language != _language) notes.Add(_words.Text("prose.elsewhere", ("language", _words.LanguageName(row.Language))));
        if (TranslationOf(full) is { } translation) notes.Add(string.Join(' ', translation.Sentences));
        var history = HistoryOf(full);
        notes.Add(history.Sentence);
        return new RecordProse(
            _words[found.Says switch { Person => "prose.person", Decision => "prose.decision", _ => "prose.other" }], BodyHtml.Render(edition.Body, BodyOptions), row.Language == _language ? null : row.Language, notes,
            new CountedLink(_words["history.link"], $"/{row.Language}/{row.Address}/history"))
        {
            Lead = edition.Lead is { } lead ? BodyHtml.RenderFigure(lead, BodyOptions, first: false) : null,
            Notice = row.State == ArticleState.Retired ? new Banner(_words.Text("retired.title", ("date", DayOf(row.ChangedAt))), full.Notice is { } notice ? In(notice.Reason)?.Text : null) : null,
        };
    }

    // Where the like of a text is listed: all news, or the records it is about one of.
    private Crumb ListOf(ArticleRow row) => row.Kind == ArticleKind.Prose && row.Address.Split('/')[0] is var folder && RecordAddress.Folders.Contains(folder)
        ? new Crumb(_words["register." + folder], $"{Home}{folder}/", _words.Borrowed) : new Crumb(_words["news.all"], Home + "news/", _words.Borrowed);
}
