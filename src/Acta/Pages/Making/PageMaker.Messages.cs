using Acta.Record.Register;
using Acta.Views.News;
using RazorSlices;

namespace Acta.Pages;

internal sealed partial class PageMaker
{
    /// <summary>There is no such page, and there never was.</summary>
    public RenderedPage NotFound()
    {
        var frame = Frame(_words["missing.title"]) with { NoIndex = true, Versions = InEveryLanguage(_ => "", same: false) };
        return Message(new MessagePage(frame, 404, frame.Title, [_words["missing.text"]]) { Links = Ways });
    }

    /// <summary>What stands after <c>as_of=</c> is no day.</summary>
    public RenderedPage NotADay(string day)
    {
        var frame = Frame(_words["as-of.wrong.title"]) with { NoIndex = true, Versions = InEveryLanguage(_ => "", same: false) };
        return Message(new MessagePage(frame, 400, frame.Title, [_words.Text("as-of.wrong", ("day", day.Length > 40 ? day[..40] + "…" : day))])
        {
            // Of a year or a month: the day it ended on is what is meant most often.
            Links =
            [
                .. Record.PartialDate.TryParse(day, out var date) && date.Precision < Record.DatePrecision.Day ? [new CountedLink(_words.Text("as-of.day", ("date", Said.Day(date.LastDay))), $"{HtmlText.Path(_request.Path)}?as_of={Iso(date.LastDay)}", Language: _words.Borrowed)] : Array.Empty<CountedLink>(),
                new CountedLink(_words["as-of.back"], HtmlText.Path(_request.Path), Language: _words.Borrowed),
            ],
        });
    }

    // Withdrawn or erased: the address says so for ever, with the public notice and nothing of the text.
    private RenderedPage MakeGone(Resolution.Gone gone) => MakeGone(gone, gone.Row is { State: ArticleState.Withdrawn });

    private RenderedPage MakeGone(Resolution.Gone gone, bool withdrawn)
    {
        var key = withdrawn ? "gone.withdrawn" : "gone.erased";
        if (_request.Path[Home.Length..].Split('/') is [var folder, _, ..] && RecordAddress.Folders.Contains(folder)) key += ".record";
        var frame = Frame(_words[key]) with { NoIndex = true, Versions = InEveryLanguage(_ => "", same: false) };
        var reason = gone.Notice is { } notice ? In(notice.Reason) : null;
        var replacement = gone.Notice?.Replacement is { } id ? LinkTo(id, "gone.instead") : null;
        return Message(new MessagePage(frame, 410, frame.Title, [_words[key + ".text"]])
        {
            Notice = (gone.Row?.ChangedAt ?? gone.ErasedAt) is { } since
                ? new Banner(_words.Text(key + ".on", ("date", DayOf(since))), reason?.Text, reason?.Language, replacement)
                : reason is { } told ? new Banner(told.Text, null, null, replacement) : null,
            Links = Ways,
        });
    }

    /// <summary>A page that says something instead of showing something.</summary>
    public static RenderedPage Message(MessagePage message) =>
        new(message.Status, ByteSink.Render(Slices.Message.Create(message)), Language: message.Frame.Language);

    private IReadOnlyList<CountedLink> Ways =>
    [
        new CountedLink(_words["go.home"], Home, Language: _words.Borrowed),
        new CountedLink(_words["go.news"], Home + "news/", Language: _words.Borrowed),
        new CountedLink(_words["go.changes"], Home + "changes/", Language: _words.Borrowed),
    ];

    private RenderedPage Page(int status, RazorSlice slice) => new(status, ByteSink.Render(slice), Language: _language);

    // A picture of the words themselves, where no other picture stands for the page.
    private CardImage CardImage(ArticleRow? row)
    {
        var card = row is null ? CardFacts.Of(_settings, _language) : CardFacts.Of(_settings, row);
        return new CardImage(row is null ? card.AddressOfSite : card.AddressOf(row.Id), CardFacts.Width, CardFacts.Height, row?.Headline ?? card.Organisation);
    }
}
