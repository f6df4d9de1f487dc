namespace Acta.Record.Register;

/// <summary>What a record may well say of itself and another, and seldom means.</summary>
/// <param name="Code">A word for whoever puts it into a sentence: <c>meeting</c>, <c>dissolved</c>, <c>founded</c>, <c>part</c>, <c>previous</c>, <c>superseded</c>.</param>
/// <param name="Of">The record that says it.</param>
/// <param name="Beside">The other; null where there is none, which is what is odd.</param>
public sealed record Oddity(string Code, RegisterRecord Of, RegisterRecord? Beside);

/// <summary>Finds what is seldom meant of a record and those it names, or that name it. Of dates that are half known only what holds whatever they are.</summary>
public static class Oddities
{
    /// <summary>All of them.</summary>
    public static IEnumerable<Oddity> Of(RegisterRecord record, RegisterFacts facts) => (record switch
    {
        Organization o when o.Life != default => facts.Naming("organizers", o.Id).OfType<Event>().Select(e => Life(e, o)),
        Event e =>
        [
            .. e.Organizers.Select(facts.Find).OfType<Organization>().Select(o => Life(e, o)), Part(e, Found<Event>(e.Parent, facts)), .. facts.Naming("parent", e.Id).OfType<Event>().Select(child => Part(child, e)),
            Previous(e, Found<Event>(e.Previous, facts)), .. facts.Naming("previous", e.Id).OfType<Event>().Select(next => Previous(next, e)), .. facts.Naming("event", e.Id).OfType<Decision>().Select(d => Meeting(d, e)),
        ],
        Decision d => [Meeting(d, Found<Event>(d.Event, facts)), d.Status == "superseded" && !facts.Naming("supersedes", d.Id).Any() ? new Oddity("superseded", d, null) : null],
        _ => Enumerable.Empty<Oddity?>(),
    }).OfType<Oddity>();

    private static T? Found<T>(Guid? id, RegisterFacts facts)
        where T : RegisterRecord => id is { } named ? facts.Find(named) as T : null;

    private static Oddity? Life(Event e, Organization body) => Held(e, e.TimeZone) is not { } days ? null
        : body.Dissolved is { } end && end.LastDay < days.First ? new Oddity("dissolved", e, body)
        : body.Founded is { } start && start.FirstDay > days.Last ? new Oddity("founded", e, body) : null;

    // By the clocks of the whole: what is night elsewhere may be its last day.
    private static Oddity? Part(Event e, Event? whole) => whole is not null && Held(whole, whole.TimeZone) is { } outer && Held(e, whole.TimeZone ?? e.TimeZone) is { } inner && !inner.MayLieWithin(outer) ? new Oddity("part", e, whole) : null;

    private static Oddity? Previous(Event e, Event? before) => before is not null && IsHeld(e) && IsHeld(before) && EventDays.Local(e) is { From: var from } && EventDays.Local(before) is { From: var earlier }
        && (from.HasTime && earlier.HasTime ? earlier.Start > from.Start : earlier.FirstDay > from.LastDay) ? new Oddity("previous", e, before) : null;

    private static Oddity? Meeting(Decision d, Event? meeting) => d.Date is { } day && meeting?.When is { } when && day.LastDay < when.From.FirstDay ? new Oddity("meeting", d, meeting) : null;

    // What was called off may have been planned for any day.
    private static bool IsHeld(Event e) => e.Status is not ("cancelled" or "postponed");

    private static Term? Held(Event e, string? clocks)
    {
        if (!IsHeld(e) || EventDays.In(e, clocks) is not { } when) return null;
        var last = when.To ?? when.From;
        return new Term(when.From, EventDays.EndsAtMidnight(when) ? PartialDate.Of(last.FirstDay.AddDays(-1)) : last);
    }
}
