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
                if (decision.Event is { } at && register.Find(at) is Event meeting && Contradictions.IsBefore(decision, meeting)) yield return (Before(decision, meeting), meeting.Id);
                break;
            // The same seen from a meeting that is moved.
            case Event moved:
                foreach (var taken in register.Naming("event", moved.Id).OfType<Decision>().Where(d => Contradictions.IsBefore(d, moved))) yield return (Before(taken, moved), taken.Id);
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

        string Before(Decision decision, Event meeting) => words.Text(meeting.Before.Count > 0 ? "doubt.meeting.moved" : "doubt.meeting", ("name", register.NameOf(decision, words)), ("date", words.Dates.Partial(decision.Date!.Value)),
            ("meeting", register.NameOf(meeting, words)), ("when", words.Dates.Range(meeting.When!)), ("before", meeting.Before.Count > 0 && meeting.Before[^1].When is { } plan ? words.Dates.Range(plan) : ""));
    }
}
