using System.Text.Json.Nodes;
using Acta.Record;
using Acta.Record.Register;
using Acta.Record.Site;
using Acta.Views.News;
using Acta.Views.Register;

namespace Acta.Pages;

// All that was stated of a record, entry by entry, and what each changed. Its address is not that of the history of a text about
// the record, which is another one's in each language.
internal sealed partial class PageMaker
{
    private static readonly string[] s_untold = ["type", "v", "salt", "id", "correction"];

    // Each member under the word that the record's page has for it.
    private static readonly Dictionary<string, string> s_members = new(StringComparer.Ordinal)
    {
        ["name"] = "fact.name", ["otherNames"] = "section.other-names", ["identifiers"] = "fact.identifiers", ["sources"] = "section.sources", ["slug"] = "fact.address",
        ["honorific"] = "fact.honorific", ["sortName"] = "fact.sort-name", ["born"] = "fact.born", ["died"] = "fact.died", ["gender"] = "fact.gender", ["portrait"] = "media.picture", ["emblem"] = "media.picture",
        ["classification"] = "fact.paper-kind", ["code"] = "fact.code", ["founded"] = "fact.founded", ["dissolved"] = "fact.dissolved", ["order"] = "fact.order", ["parent"] = "fact.part-of", ["predecessors"] = "fact.predecessors",
        ["rotation"] = "fact.rotation", ["seat"] = "fact.seat", ["side"] = "fact.side", ["url"] = "fact.site", ["start"] = "fact.since", ["end"] = "fact.until", ["feminine"] = "fact.feminine", ["organization"] = "fact.body",
        ["latitude"] = "fact.coordinates", ["longitude"] = "fact.coordinates", ["number"] = "fact.number", ["organizers"] = "fact.organizers", ["place"] = "fact.where", ["participants"] = "section.participants", ["figures"] = "section.figures",
        ["status"] = "fact.status", ["previous"] = "fact.previous", ["prepares"] = "fact.prepares", ["when"] = "facts.when", ["before"] = "fact.before", ["timeZone"] = "fact.time-zone", ["adoption"] = "fact.adoption",
        ["agendaItem"] = "fact.agenda-item", ["agendaItems"] = "fact.agenda-item", ["amends"] = "fact.amends", ["date"] = "fact.date", ["distribution"] = "fact.distribution", ["due"] = "fact.due", ["done"] = "fact.done", ["event"] = "fact.meeting",
        ["expires"] = "fact.expires", ["owner"] = "fact.owner", ["progress"] = "section.progress", ["restrictedUntil"] = "fact.restricted", ["set"] = "fact.set", ["setBy"] = "fact.set-by", ["subjects"] = "fact.subjects", ["supersedes"] = "fact.supersedes",
        ["symbol"] = "fact.symbol", ["versions"] = "section.files",
    };

    private RenderedPage? MakeRecordHistory(string folder, string slug, bool slashed)
    {
        // What was deleted went with its address, which is remembered without it.
        if (Register.RowAt(folder, slug) is not { } row) return _news.Resolve(_language, $"{folder}/{slug}") is Resolution.Gone erased ? MakeGone(erased) : null;
        var address = $"{row.Folder}/{row.Slug}";
        if (row.State is ArticleState.Withdrawn or ArticleState.Erased) return Register.Resolve(folder, slug) is RecordResolution.Gone gone ? MakeGone(new Resolution.Gone(null, gone.Notice, gone.Row.ChangedAt), row.State == ArticleState.Withdrawn) : null;
        // Of a record that was merged its own history stays to be read; it is no longer another's address.
        if (Register.Find(row.Id) is not { } shown) return null;
        if (slashed || row.Folder != folder || row.Slug != slug) return Moved(address + "/record");
        var (items, before) = EntriesOf(row.Id);
        foreach (var (other, merging, undoing) in Register.MergedInto(row.Id))
            foreach (var (entry, word) in new[] { (merging, "act.record.merged-in"), (undoing, "act.record.unmerged") })
                if (entry is not null && NoteOf(entry, null) is var (note, language)) items.Add(Item(entry, _words[word], note, language) with { Other = HistoryLink(other.Id) });
        items = [.. items.OrderByDescending(i => i.RecordNumber)];
        // How it stands is what the newest entry left.
        if (row.Readable) items[0] = items[0] with { Current = true };
        var (name, nameLanguage) = NameOf(row.Readable ? shown.Says : before ?? shown.Says);
        var frame = Frame($"{_words["record-history.title"]}: {name}") with
        {
            Crumbs = [new Crumb(_words["register." + row.Folder], $"{Home}{row.Folder}/", _words.Borrowed), new Crumb(name, Home + address, nameLanguage)],
            Versions = InEveryLanguage(_ => address + "/record"),
            NoIndex = true,
        };
        var merged = row.Readable ? null : Link(shown.Row, shown.Says);
        return Page(200, Slices.History.Create(new HistoryPage(frame, name, Home + (merged is null ? address : shown.Row.Address), items)
        {
            HeadlineLanguage = nameLanguage,
            Words = "record-history",
            Terms = row.Readable ? [.. TermEntries(row.Id)] : [],
            Notice = merged is null ? null : new Banner(_words.Text("record-history.merged", ("date", DayOf(row.ChangedAt))), null, null, new CountedLink(merged.Label, merged.Href!, Language: merged.Language)),
        }));
    }

    // What each entry of a record stated, the oldest first, and what it last said.
    private (List<RevisionItem> Items, RegisterRecord? Last) EntriesOf(Guid record)
    {
        List<RevisionItem> items = [];
        RegisterRecord? before = null;
        RecordRow? previous = null;
        foreach (var r in Register.History(record))
        {
            var isUndoing = previous is { State: ArticleState.Merged } && r.State != ArticleState.Merged;
            var brings = BringsText(r.Act);
            var says = brings ? Register.SaysIn(r) : null;
            var (note, language) = NoteOf(r, says);
            items.Add(Item(r, RecordActWord(r, isUndoing), note, language) with
            {
                Other = (isUndoing ? Register.NoticeIn(previous!) : Register.NoticeIn(r)) switch { RecordMerger merger => HistoryLink(merger.Into), RecordSplit split => HistoryLink(split.Off), _ => null },
                Changes = brings && r.Act != Act.Publish && before is not null && says is not null ? Changed(before, says) : [],
                Remark = brings && says is null ? _words["record-history.unread"] : r.Act == Act.Publish && says is Membership term ? TermDates(term.Term) : null,
            });
            if (says is not null) before = says;
            previous = r;
        }
        return (items, before);
    }

    // A term has no page: who was entered as the holder of what, and when, stands with the holder and with the post.
    private IEnumerable<RevisionItem> TermEntries(Guid record)
    {
        var held = Register.Naming<Membership>(record, "member").Select(t => (Term: t, Of: t.Says.Post ?? t.Says.Organization));
        var filled = Register.Naming<Membership>(record, "post").Select(t => (Term: t, Of: (Guid?)t.Says.Member));
        return held.Concat(filled).SelectMany(t => EntriesOf(t.Term.Id).Items.Select(i => i with { Of = Register.Find(t.Of ?? Guid.Empty) is { } of ? Link(of.Row, of.Says) : null })).OrderByDescending(i => i.RecordNumber);
    }

    // A change of a record in the list of all changes: of which it is and what became other, its history has the rest.
    private ChangeItem ChangeItemOf(RecordRow row)
    {
        var before = Register.History(row.Id).TakeWhile(r => r.Entry < row.Entry).ToList();
        var (note, language) = NoteOf(row, Register.SaysIn(row));
        if (row.Act == Act.Revise && before.LastOrDefault(r => BringsText(r.Act)) is { } last && Register.SaysIn(last) is { } was && Register.SaysIn(row) is { } says)
            (note, language) = (string.Join(_words["list.comma"], Changed(was, says).Select(c => c.Label)), _words.Borrowed);
        // What was removed is not named: that was part of what it said.
        var shown = Register.Row(row.Id) is { State: ArticleState.Live or ArticleState.Retired or ArticleState.Merged } now && Register.SaysIn(now) is { } stands ? new Recorded(now, stands) : null;
        var name = shown is null ? null : ChangedName(shown);
        return new ChangeItem(RecordActWord(row, before.LastOrDefault() is { State: ArticleState.Merged } && row.State != ArticleState.Merged), name?.Label, name?.Href, note is { Length: > 0 } ? note : null, language, row.Act.Word())
        {
            Of = shown is null ? _words["register"] : _words["kind-of." + KindWord(shown.Says)],
            HeadlineLanguage = name?.Language,
        };
    }

    // A term is called by who and what, and shown on the page of whoever has it; an item of an agenda on that of its meeting.
    private NameLink ChangedName(Recorded record) => record.Says switch
    {
        Membership m => new NameLink(
            string.Join(_words["list.comma"], new[] { m.Member, m.Post ?? m.Organization }.OfType<Guid>().Select(Register.Find).OfType<Recorded>().Select(r => Name(r.Says))), null,
            Register.Find(m.Member) is { } member ? Home + member.Row.Address : null),
        AgendaItem item => new NameLink(Name(item), NameOf(item).Language, Register.Find<Event>(item.Event) is { } meeting ? $"{Home}{meeting.Row.Address}#{AgendaAnchor(item.Id)}" : null),
        _ => new NameLink(Name(record.Says), NameOf(record.Says).Language, $"{Home}{record.Row.Address}/record"),
    };

    private string RecordActWord(RecordRow row, bool isUndoing) => _words["act." + (isUndoing ? "record.unmerged" : (row.Act is Act.Publish or Act.Revise or Act.Merge or Act.Split ? "record." : "") + row.Act.Word())];

    // Of what was removed nothing is named.
    private NameLink? HistoryLink(Guid other) => Register.Row(other) is { Slug.Length: > 0, State: ArticleState.Live or ArticleState.Retired or ArticleState.Merged } row && Register.SaysIn(row) is { } says
        ? new NameLink(NameOf(says).Name, NameOf(says).Language, row.Folder.Length > 0 ? $"{Home}{row.Address}/record" : null) : null;

    private RevisionItem Item(RecordRow row, string title, string? note, string? language) =>
        new(title, Dates.Moment(Local(row.ChangedAt)), Machine(row.ChangedAt), note, language, null, false, row.Entry);

    private (string? Text, string? Language) NoteOf(RecordRow row, RegisterRecord? says)
    {
        if (row.Act == Act.Correct) return (says?.Correction?.Note, null);
        var reason = row.Act is Act.Publish or Act.Revise ? null : Register.NoticeIn(row) switch { Notice notice => notice.Reason, RecordMerger merger => merger.Reason, RecordSplit split => split.Reason, Erasure erasure => erasure.Ground, _ => null };
        return reason is not null && In(reason) is { } told ? (told.Text, told.Language) : (null, null);
    }

    // What is said no longer, and what now, member by member. What has no short form is named and no more.
    private IReadOnlyList<RevisionChange> Changed(RegisterRecord before, RegisterRecord now)
    {
        var (was, stands) = (JsonNode.Parse(before.ContentBytes())!.AsObject(), JsonNode.Parse(now.ContentBytes())!.AsObject());
        List<RevisionChange> changes = [];
        foreach (var member in stands.Select(m => m.Key).Concat(was.Select(m => m.Key)).Distinct().Except(s_untold))
        {
            if (JsonNode.DeepEquals(was[member], stands[member])) continue;
            var (gone, come) = (Told(member, was[member]), Told(member, stands[member]));
            var label = _words[now is Place && member == "parent" ? "fact.lies-in" : s_members.GetValueOrDefault(member, "fact.other")];
            if (changes.All(c => c.Label != label)) changes.Add(gone is null || come is null ? new RevisionChange(label, [], []) : new RevisionChange(label, [.. gone.Except(come)], [.. come.Except(gone)]));
        }
        return changes;
    }

    // Null: it can't be told in a word or two.
    private IReadOnlyList<NameLink>? Told(string member, JsonNode? node)
    {
        switch (node)
        {
            case null: return [];
            case JsonArray list:
                var parts = list.Select(i => member == "otherNames" ? Told("name", i!["name"]) : Told(member, i)).ToList();
                return parts.All(p => p is not null) ? [.. parts.SelectMany(p => p!)] : null;
            case JsonObject words when member is "name" or "honorific" or "sortName" or "side" or "feminine":
                return [.. words.Select(w => new NameLink(w.Value!.GetValue<string>(), w.Key == _language ? null : w.Key, null))];
            case JsonObject when member is "when" && node["from"] is { } from: return Told("from", from) is { } first && Told("to", node["to"]) is { } last ? [.. first, .. last] : null;
            case JsonObject: return null;
        }
        if (node is not JsonValue value || !value.TryGetValue<string>(out var text)) return [new NameLink(node.ToJsonString(), null, null)];
        if (Guid.TryParseExact(text, "D", out var id)) return Register.Find(id) is { } record ? [Link(record.Row, record.Says)] : [];
        switch (member)
        {
            case "born" or "died" or "founded" or "dissolved" or "start" or "end" or "date" or "set" or "due" or "done" or "expires" or "restrictedUntil" or "from" or "to":
                return PartialDate.TryParse(text, out var date) ? [new NameLink(Dates.Partial(date), null, null)] : null;
            case "status" or "classification" or "distribution" or "gender":
                return new[] { "decision.", "event.is.", "event-kind.", "paper-kind.", "distribution." }.Select(p => p + text).FirstOrDefault(SiteWords.Knows) is { } word ? [new NameLink(_words[word], _words.Borrowed, null)] : null;
            default:
                return [new NameLink(text, null, null)];
        }
    }
}
