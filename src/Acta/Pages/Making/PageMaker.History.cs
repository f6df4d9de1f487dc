using Acta.Record;
using Acta.Views.News;

namespace Acta.Pages;

internal sealed partial class PageMaker
{
    // Tells in one line what has happened to the text: when and where it was published, and whether it is still that text.
    // "Small edit 1 July (see)": the year is said where it is not that of the sentence before, and the link ends the line.
    private HistoryLine HistoryOf(ArticleFull full)
    {
        var row = full.Row;
        var sentences = new List<string>();
        var year = Local(row.RecordedAt).Year;
        if (row.Imported)
        {
            var since = DayOf(row.RecordedAt);
            var key = "history.former" + (row.Date is null ? ".undated" : "") + (row.FirstSite is null ? "" : ".site");
            sentences.Add(_words.Text(key, ("date", row.Date is { } date ? Said.Partial(date) : ""), ("site", row.FirstSite ?? ""), ("since", since)));
            if (row.ChangedOnFormerSite is { } there) sentences.Add(_words.Text("history.former.changed", ("date", Said.Partial(there))));
        }
        else
        {
            sentences.Add(_words.Text("history.published", ("date", DayOf(row.RecordedAt))));
        }
        // A text that was changed and changed back was changed: only where no entry ever differed is it unchanged.
        var edits = full.Revisions.Where(r => r.Row is { Act: Act.Revise, Unchanged: false }).ToList();
        var correction = full.Revisions.LastOrDefault(r => r.Row.Act == Act.Correct);
        if (correction is not null)
            sentences.Add(_words.Text("history.corrected", ("date", DayIn(year, correction.Row.ChangedAt)), ("note", correction.Row.Note ?? "")));
        var after = correction is null ? edits : edits.Where(e => e.Row.Entry > correction.Row.Entry).ToList();
        if (after.Count == 1) sentences.Add(_words.Text("history.edit", ("date", DayIn(year, after[0].Row.ChangedAt))));
        else if (after.Count > 1) sentences.Add(_words.Text("history.edits", ("count", after.Count), ("date", DayIn(year, after[^1].Row.ChangedAt))));
        var changed = correction is not null || edits.Count > 0;
        if (!changed && row.Unchanged && !row.Imported) sentences.Add(_words["history.unchanged"]);
        if (row.State == ArticleState.Live && full.Revisions.LastOrDefault(r => r.Row.Act == Act.Restore) is { } restored)
            sentences.Add(_words.Text("history.restored", ("date", DayIn(year, restored.Row.ChangedAt))));
        for (var i = 0; i < sentences.Count - 1; i++)
            if (!sentences[i].EndsWith('.')) sentences[i] += ".";
        return new HistoryLine(string.Join(' ', sentences), $"{Home}{row.Address}/history", changed);
    }

    private string DayIn(int year, DateTimeOffset moment) => Local(moment).Year == year ? Said.DayOfYear(DateOnly.FromDateTime(Local(moment).DateTime)) : DayOf(moment);

    private RenderedPage MakeHistory(ArticleRow found)
    {
        var revisions = _news.Revisions(found.Id, found.Language);
        // A version is named by the entry that brought its text: entries that retire or restore bring none.
        var brought = revisions.LastOrDefault(r => BringsText(r.Row.Act))?.Row.Revision;
        var items = revisions.Reverse().Select(r =>
        {
            var (note, noteLanguage) = NoteOf(r);
            var current = r.Row.Revision == brought;
            return new RevisionItem(
                ActWord(r.Row), Dates.Moment(Local(r.Row.ChangedAt)), Machine(r.Row.ChangedAt), note, noteLanguage,
                BringsText(r.Row.Act) && r.Served && !current ? $"{Home}{found.Address}/history/{r.Row.Revision}" : null, current, r.Row.Entry);
        });
        var frame = Frame($"{_words["history.title"]}: {found.Headline}") with
        {
            Crumbs = [ListOf(found), new Crumb(found.Headline, Home + found.Address)],
            Versions = InEveryLanguage(l => _news.Current(found.Id, l) is { Readable: true } other ? other.Address + "/history" : null),
            NoIndex = true,
        };
        return Page(200, Slices.History.Create(new HistoryPage(frame, found.Headline, Home + found.Address, [.. items])));
    }

    // A former version, under a banner that says so.
    private RenderedPage MakeRevision(ArticleRow found, int number)
    {
        var revisions = _news.Revisions(found.Id, found.Language);
        if (revisions.LastOrDefault(r => BringsText(r.Row.Act)) is { } last && last.Row.Revision == number) return Moved(found.Address);
        if (_news.RevisionAt(found.Id, found.Language, number) is not { } at || !BringsText(at.Revision.Row.Act)) return NotFound();
        if (at.Edition is null) return MakeGone(new Resolution.Gone(at.Revision.Row with { State = ArticleState.Erased }, at.Revision.Notice));
        var date = DayOf(at.Revision.Row.ChangedAt);
        var row = at.Revision.Row;
        var frame = Frame($"{row.Headline} – {_words.Text("revision.title", ("date", date))}") with
        {
            Crumbs = [ListOf(found), new Crumb(found.Headline, Home + found.Address), new Crumb(_words["history.title"], $"{Home}{found.Address}/history", _words.Borrowed)],
            Versions = InEveryLanguage(l => _news.Current(found.Id, l) is { Readable: true } other ? other.Address : null, same: false),
            NoIndex = true,
        };
        return Page(200, Slices.Article.Create(ModelOf(frame, row, at.Edition) with
        {
            Banners =
            [
                new Banner(_words.Text("revision.banner", ("date", date)), _words["revision.banner.text"], null, new CountedLink(_words["revision.current"], Home + found.Address)),
            ],
            RecordNumber = row.Entry,
        }));
    }

    private RenderedPage MakeChanges(int? number)
    {
        if (_news.Amendments(_language, number) is not { } page) return NotFound();
        var title = _words["changes"];
        var frame = Frame(number is null ? title : _words.Text("page.title", ("title", title), ("number", number.Value))) with
        {
            Versions = InEveryLanguage(_ => "changes/", number is null),
            Crumbs = number is null ? [] : [new Crumb(title, Home + "changes/", _words.Borrowed)],
            Description = _words["changes.intro"],
        };
        var all = page.Items.Select(c => (c.Revision.Row.Entry, c.Revision.Row.ChangedAt, Item: ChangeItemOf(c))).Concat(page.Records.Select(r => (r.Entry, r.ChangedAt, Item: ChangeItemOf(r)))).OrderByDescending(c => c.Entry);
        var days = all.GroupBy(c => DateOnly.FromDateTime(Local(c.ChangedAt).DateTime)).Select(day => new ChangeDay(
            Dates.Day(day.Key), PartialDate.Of(day.Key).ToString(), [.. day.Select(c => c.Item)]));
        var pager = page.Pages > 1
            ? new Pager(number ?? 0, page.Pages, n => $"{Home}changes/page/{n}/") { Newest = Home + "changes/", OlderThanNewest = page.Older }
            : null;
        return Page(200, Slices.Changes.Create(new ChangeListPage(frame, [.. days], pager)));
    }

    private ChangeItem ChangeItemOf(Change change)
    {
        var (then, now) = (change.Revision.Row, change.Now);
        var (note, language) = NoteOf(change.Revision);
        // What was removed is not named again by its headline: that was part of the text.
        return new ChangeItem(
            ActWord(then),
            now.Readable ? now.Headline : null,
            now.Readable ? $"{Home}{now.Address}" + (BringsText(then.Act) ? "/history" : "") : null,
            note, language, then.Act.ToString().ToLowerInvariant());
    }

    // A correction says what was wrong, a notice why; the notice in force stays with later rows and is said once.
    private (string? Text, string? Language) NoteOf(Revision revision)
    {
        if (revision.Row.Act == Act.Correct) return (revision.Row.Note, null);
        return !BringsText(revision.Row.Act) && revision.Notice is { } notice && In(notice.Reason) is { } reason ? (reason.Text, reason.Language) : (null, null);
    }

    private string ActWord(ArticleRow row) => _words[row.Act switch
    {
        Act.Publish => row.Imported ? "act.publish.imported" : "act.publish",
        Act.Correct => row.MajorCorrection ? "act.correct.major" : "act.correct",
        Act.Retire => "act.retire",
        Act.Withdraw => "act.withdraw",
        Act.Restore => "act.restore",
        Act.Erase => "act.erase",
        _ => "act.revise",
    }];

    private static bool BringsText(Act act) => act is Act.Publish or Act.Revise or Act.Correct;
}
