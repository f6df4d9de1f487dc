namespace Acta.Pages;

/// <summary>An event as it stands on a day of the calendar.</summary>
/// <param name="Name">Its name and page.</param>
/// <param name="Time">Its hours on that day, with their distance from UTC; null: all day.</param>
/// <param name="Notes">"day 2 of 3", "was 12 May 2025", where it is.</param>
/// <param name="Flags">"cancelled", "moved".</param>
/// <param name="IsOff">It does not take place.</param>
public sealed record CalendarEntry(NameLink Name, string? Time, IReadOnlyList<string> Notes, IReadOnlyList<string> Flags, bool IsOff);

/// <summary>A day of the month.</summary>
/// <param name="Date">For machines: <c>2019-12-25</c>.</param>
/// <param name="Number">"25".</param>
/// <param name="Full">"Wednesday, 25 December 2019".</param>
/// <param name="IsToday">It is the day the calendar is seen from.</param>
/// <param name="Entries">What takes place.</param>
public sealed record CalendarDay(string Date, string Number, string Full, bool IsToday, IReadOnlyList<CalendarEntry> Entries);

/// <summary>The days of a month in weeks.</summary>
/// <param name="Caption">"June 2025".</param>
/// <param name="Weekdays">The names of the days, short and whole, as the language begins its week.</param>
/// <param name="Weeks">Seven days each; null: of another month.</param>
/// <param name="Today">What that day is called; null: it is not the site's today.</param>
public sealed record CalendarGrid(string Caption, IReadOnlyList<(string Short, string Whole)> Weekdays, IReadOnlyList<IReadOnlyList<CalendarDay?>> Weeks, string? Today);

/// <summary>A month of a year: which of its days have something.</summary>
/// <param name="Month">Its page; not linked where nothing is in it.</param>
/// <param name="Count">"3 events"; null: none.</param>
/// <param name="Days">Its days that have events.</param>
public sealed record CalendarMonthBox(NameLink Month, string? Count, IReadOnlyList<CalendarDayLink> Days);

/// <summary>A day of a year that has events.</summary>
/// <param name="Number">"25".</param>
/// <param name="Href">The day in its month.</param>
/// <param name="Label">"25 December 2019: 2 events".</param>
public sealed record CalendarDayLink(string Number, string Href, string Label);

/// <summary>A field of the filter.</summary>
/// <param name="Name">As it stands in the address.</param>
/// <param name="Label">Its words.</param>
/// <param name="All">What it says where nothing is chosen.</param>
/// <param name="Options">What can be chosen: value, words, their language where it is not the page's.</param>
/// <param name="Chosen">The value that is.</param>
public sealed record CalendarChoice(string Name, string Label, string All, IReadOnlyList<(string Value, string Label, string? Language)> Options, string? Chosen);

/// <summary>A page of the calendar: a month, a year or a list.</summary>
public sealed record CalendarPage(PageFrame Frame, string Heading)
{
    /// <summary>What is shown of all events: "Council of Ministers, Session"; null: all.</summary>
    public string? Only { get; init; }

    /// <summary>How many there are.</summary>
    public string? Count { get; init; }

    /// <summary>Month, year, list.</summary>
    public required IReadOnlyList<CountedLink> Views { get; init; }

    /// <summary>What stands before it in time.</summary>
    public CountedLink? Before { get; init; }

    /// <summary>What stands after it.</summary>
    public CountedLink? After { get; init; }

    /// <summary>To the month of today; null: it is this one.</summary>
    public CountedLink? Today { get; init; }

    /// <summary>Where the filter's form leads.</summary>
    public required string Action { get; init; }

    /// <summary>Its fields.</summary>
    public required IReadOnlyList<CalendarChoice> Choices { get; init; }

    /// <summary>The day what is past and to come is told from.</summary>
    public required AsOfControl AsOf { get; init; }

    /// <summary>The page without a filter; null: it has none.</summary>
    public string? Clear { get; init; }

    /// <summary>What is said where there is nothing, and where the nearest is.</summary>
    public string? Nothing { get; init; }

    /// <summary>The months with events before and after one that has none.</summary>
    public IReadOnlyList<CountedLink> Nearest { get; init; } = [];

    /// <summary>The days, of a month.</summary>
    public CalendarGrid? Grid { get; init; }

    /// <summary>The months, of a year.</summary>
    public IReadOnlyList<CalendarMonthBox> Months { get; init; } = [];

    /// <summary>Events under headings: those of a list, and those of which no day is known.</summary>
    public IReadOnlyList<RecordSection> Groups { get; init; } = [];

    /// <summary>What else there is: events of the year of which no month is known.</summary>
    public CountedLink? Further { get; init; }

    /// <summary>Whether hours stand on the page, so that it is said whose they are.</summary>
    public bool HasHours { get; init; }

    /// <summary>The feed of what is shown.</summary>
    public required string Feed { get; init; }

    /// <summary>The same for programs that ask to subscribe.</summary>
    public required string Subscribe { get; init; }
}
