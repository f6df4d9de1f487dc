using Acta.Record.Register;

namespace Acta.Desk.Register;

/// <summary>One term on a line of time, with where its bar begins and how long it is, in thousandths of the whole line.</summary>
/// <param name="Id">The term's record.</param>
/// <param name="Label">On a person's line the post or body; on a post's or body's the holder.</param>
/// <param name="Role">As what, in words; empty where that is plain.</param>
/// <param name="Dates">From when until when, in words.</param>
/// <param name="From">Where the bar begins.</param>
/// <param name="Length">How long it is.</param>
/// <param name="State">The state of its draft; null where all of it is public.</param>
/// <param name="IsOver">Whether it has ended.</param>
/// <param name="IsActing">Whether somebody was there for a time only.</param>
public sealed record TermLine(Guid Id, string Label, string Role, string Dates, int From, int Length, string? State, bool IsOver, bool IsActing);

/// <summary>The terms of a person, post or body on one line of time.</summary>
/// <param name="Lines">The newest first.</param>
/// <param name="FirstYear">The line begins with this year.</param>
/// <param name="LastYear">And ends with this one.</param>
/// <param name="Today">Where today is on it.</param>
public sealed record TermTable(IReadOnlyList<TermLine> Lines, int FirstYear, int LastYear, int Today)
{
    private const int Most = 100;

    internal static TermTable? Of(RegisterRecord record, DraftedRegister register, IReadOnlyDictionary<Guid, string> states, DeskWords words, DateOnly today)
    {
        var terms = (record switch
        {
            Person => register.Naming("member", record.Id),
            Post => register.Naming("post", record.Id),
            Organization => register.Naming("organization", record.Id).Concat(register.Naming("member", record.Id)).Concat(register.Naming("organization", record.Id).OfType<Post>().SelectMany(p => register.Naming("post", p.Id))),
            _ => null,
        })?.OfType<Membership>().DistinctBy(m => m.Id).OrderByDescending(m => m.Term.First).ThenByDescending(m => m.Term.Last).Take(Most).ToList();
        if (terms is null) return null;
        var years = terms.SelectMany(t => new[] { t.Term.First, t.Term.Last }).Where(d => d > DateOnly.MinValue && d < DateOnly.MaxValue).Select(d => d.Year).Append(today.Year).ToList();
        var (first, last) = (years.Min(), years.Max());
        var (begin, days) = (new DateOnly(first, 1, 1), Math.Max(1, new DateOnly(last, 12, 31).DayNumber - new DateOnly(first, 1, 1).DayNumber));
        return new TermTable([.. terms.Select(Line)], first, last, At(today));

        int At(DateOnly day) => (int)Math.Clamp((day.DayNumber - begin.DayNumber) * 1000L / days, 0, 1000);

        TermLine Line(Membership m)
        {
            var place = (m.Post ?? m.Organization) is { } id ? register.NameOf(id, words) : "";
            var who = register.NameOf(m.Member, words);
            // A body's line has those in its posts as well, and the bodies that it belongs to itself.
            var label = record is Person || record.Id == m.Member ? place : record is Organization && m.Post is not null ? $"{who}, {place}" : who;
            var dates = m is { Start: null, Stated: { } stated } ? words.Text("record.stated", ("date", words.Dates.Partial(stated))) + (m.End is { } end ? " – " + words.Dates.Partial(end) : "") : DraftedRegister.Dates(m.Term, words);
            return new TermLine(m.Id, label, m.Role is { Length: > 0 } role ? RecordFields.Word(words, "role", role) : "", dates.Length > 0 ? dates : words["record.undated"],
                At(m.Term.First), Math.Max(8, At(m.Term.Last) - At(m.Term.First)), states.GetValueOrDefault(m.Id), m.Term.Last < today, m.IsActing);
        }
    }
}
