using System.Globalization;
using Acta.Record;

namespace Acta.Desk.Articles;

/// <summary>Dates and hours as people of the organisation type and read them: in its own time zone.</summary>
public static class OrgTime
{
    private static readonly string[] Days = ["yyyy-MM-dd", "d.M.yyyy", "yyyy/M/d"];

    private static readonly string[] Minutes = ["yyyy-MM-dd HH:mm", "yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd H:mm", "d.M.yyyy HH:mm", "d.M.yyyy H:mm", "yyyy/M/d H:mm"];

    private const string Written = "yyyy-MM-dd'T'HH:mmzzz";

    /// <summary>
    /// A date as exactly as it is known, with a time of day in the zone; false where the text is none, or an hour that happens twice or
    /// not at all, for which <see cref="Fault"/> has the words.
    /// </summary>
    public static bool TryPartial(string text, TimeZoneInfo zone, out PartialDate date)
    {
        text = text.Trim();
        if (PartialDate.TryParse(text, out date)) return true;
        if (DateTime.TryParseExact(text, Days, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)) return PartialDate.TryParse(day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), out date);
        return Moment(text, zone, null) is LocalMoment.Found { At: var at } && PartialDate.TryParse(at.ToString(at.Offset == TimeSpan.Zero ? "yyyy-MM-dd'T'HH:mm'Z'" : Written, CultureInfo.InvariantCulture), out date);
    }

    /// <summary>What is wrong with a text that is no date in the zone, and what to write instead.</summary>
    /// <param name="text">What was typed.</param>
    /// <param name="zone">Whose clocks it is told by.</param>
    /// <param name="words">Of the desk.</param>
    /// <param name="otherwise">The sentence for what is no date at all.</param>
    public static string Fault(string text, TimeZoneInfo zone, DeskWords words, string otherwise) => Moment(text, zone, null) switch
    {
        LocalMoment.Skipped skipped => words.Text("field.date.skipped", ("zone", zone.Id), ("hour", Hour(skipped.At)), ("next", skipped.Next.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)), ("before", Hour(skipped.At.AddHours(-1)))),
        LocalMoment.Twice twice => words.Text("field.date.twice", ("zone", zone.Id), ("hour", Hour(twice.First.DateTime)), ("first", twice.First.ToString(Written, CultureInfo.InvariantCulture)), ("second", twice.Second.ToString(Written, CultureInfo.InvariantCulture))),
        _ => words[otherwise],
    };

    /// <summary>The date as it would be typed: an hour that happens twice with its offset, so that typing it means the same.</summary>
    public static string Typed(PartialDate date, TimeZoneInfo zone)
    {
        if (!date.HasTime) return date.ToString();
        var local = TimeZoneInfo.ConvertTime(date.Start, zone);
        return zone.IsAmbiguousTime(local.DateTime) ? local.ToString(Written, CultureInfo.InvariantCulture) : local.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
    }

    private static string Hour(DateTime local) => local.ToString("HH:mm", CultureInfo.InvariantCulture);

    /// <summary>The moment as a field of forms for a day and an hour has it.</summary>
    public static string Field(DateTimeOffset at, TimeZoneInfo zone) => TimeZoneInfo.ConvertTime(at, zone).ToString("yyyy-MM-dd'T'HH:mm", CultureInfo.InvariantCulture);

    /// <summary>An hour of a day in the zone.</summary>
    /// <param name="text">Such as <c>2026-10-25T02:30</c>.</param>
    /// <param name="zone">The organisation's.</param>
    /// <param name="second">Of an hour that happens twice: the second time.</param>
    public static LocalMoment Moment(string text, TimeZoneInfo zone, bool? second) =>
        DateTime.TryParseExact(text.Trim(), Minutes, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local) ? LocalMoment.Of(local, zone, second) : new LocalMoment.Unreadable();
}
