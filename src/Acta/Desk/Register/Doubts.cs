using Acta.Record.Register;

namespace Acta.Desk.Register;

/// <summary>What a record may well say and seldom means: told to whoever writes it, and held up by nothing.</summary>
internal static class Doubts
{
    /// <summary>The doubts about a record, each with the other record it is about; its own id where there is none.</summary>
    public static IEnumerable<(string Sentence, Guid Other)> Of(RegisterRecord record, DraftedRegister register, DeskWords words, DateOnly today)
    {
        var name = ("name", (object?)register.NameOf(record, words));
        switch (record)
        {
            case Decision decision:
                if (decision.Adoption is { Method: "vote", For: { } votes, Against: { } against } && against > votes)
                    yield return (words.Text("doubt.votes", name, ("for", words.Dates.Number(votes)), ("against", words.Dates.Number(against))), record.Id);
                if (decision is { Status: null or "in-force", Date: { } day } && day.FirstDay > today) yield return (words.Text("doubt.to-come", name, ("date", words.Dates.Partial(day))), record.Id);
                break;
            case Paper { RestrictedUntil: { } until } paper when today <= until.LastDay:
                foreach (var file in paper.Files.DistinctBy(f => f.Digest))
                    if (register.Showing(file, paper.Id, today).Select(u => u.Id).FirstOrDefault() is var shown && shown != Guid.Empty)
                        yield return (words.Text("doubt.kept", name, ("file", file.Name), ("date", words.Dates.Partial(until))), register.Find(shown) is null ? record.Id : shown);
                break;
            case AssignedTask { Due: { } due } task:
                var by = task.SetBy is { } setter ? register.Find(setter) : null;
                if ((task.Set ?? (by as Decision)?.Date ?? (by as Event)?.When?.From) is { } set && due.LastDay < set.FirstDay)
                    yield return (words.Text("doubt.due", name, ("due", words.Dates.Partial(due)), ("set", words.Dates.Partial(set))), task.Set is null && by is not null ? by.Id : record.Id);
                break;
        }
        foreach (var odd in Oddities.Of(record, register)) yield return (Sentence(odd), (odd.Of.Id == record.Id ? odd.Beside ?? odd.Of : odd.Of).Id);

        string Sentence(Oddity odd) => odd switch
        {
            { Code: "meeting", Of: Decision decision, Beside: Event meeting } => words.Text(meeting.Before.Count > 0 ? "doubt.meeting.moved" : "doubt.meeting", ("name", register.NameOf(decision, words)), ("date", words.Dates.Partial(decision.Date!.Value)),
                ("meeting", register.NameOf(meeting, words)), ("when", When(meeting)), ("before", meeting.Before.Count > 0 && meeting.Before[^1].When is { } plan ? words.Dates.Range(plan) : "")),
            { Beside: Organization body } => words.Text("doubt." + odd.Code, ("name", register.NameOf(odd.Of, words)), ("when", When(odd.Of)), ("body", register.NameOf(body, words)), ("date", words.Dates.Partial((odd.Code == "founded" ? body.Founded : body.Dissolved)!.Value))),
            { Beside: Event other } => words.Text("doubt." + odd.Code, ("name", register.NameOf(odd.Of, words)), ("when", When(odd.Of)), ("other", register.NameOf(other, words)), ("dates", When(other))),
            _ => words.Text("doubt." + odd.Code, ("name", register.NameOf(odd.Of, words) + ((odd.Of as Decision)?.Date is { } taken ? $" ({words.Dates.Partial(taken)})" : ""))),
        };

        string When(RegisterRecord of) => (of as Event)?.When is { } when ? words.Dates.Range(when) : "";
    }
}
