using Acta.Record;
using Acta.Record.Bodies;

namespace Acta.Pages;

/// <summary>An article in a list.</summary>
public sealed record Card
{
    /// <summary>Its address.</summary>
    public required string Href { get; init; }

    /// <summary>Its headline.</summary>
    public required string Headline { get; init; }

    /// <summary>Its kind in the reader's words; null for news that stands under a section.</summary>
    public string? Kind { get; init; }

    /// <summary>A few sentences.</summary>
    public string? Summary { get; init; }

    /// <summary>When it was first published.</summary>
    public PartialDate? Date { get; init; }

    /// <summary>The name of its main section.</summary>
    public string? Section { get; init; }

    /// <summary>The picture for lists, where it is a file of ours.</summary>
    public Image? Picture { get; init; }

    /// <summary>Its reference number.</summary>
    public string? Reference { get; init; }

    /// <summary>The outlet it comes from.</summary>
    public string? Outlet { get; init; }

    /// <summary>Who speaks.</summary>
    public string? Speaker { get; init; }

    /// <summary>What to do by when: a sentence with the deadline, or the date of the event.</summary>
    public string? Deadline { get; init; }

    /// <summary>Where it takes place.</summary>
    public string? Place { get; init; }

    /// <summary>It is no longer current.</summary>
    public bool Retired { get; init; }

    /// <summary>The headline is the first sentence.</summary>
    public bool Derived { get; init; }
}

/// <summary>What was published on one day, or in a month or year where no more is known.</summary>
/// <param name="Date">As the heading.</param>
/// <param name="Machine">The same for the time element; null: undated.</param>
/// <param name="Items">Newest first.</param>
public sealed record DayGroup(string Date, string? Machine, IReadOnlyList<Card> Items);

/// <summary>A link with how much is behind it.</summary>
/// <param name="Label">Its words.</param>
/// <param name="Href">Where it leads.</param>
/// <param name="Count">How many; null: not said.</param>
/// <param name="Current">Whether it is this page.</param>
/// <param name="Language">The language of the words, where it is not the page's.</param>
public sealed record CountedLink(string Label, string Href, long? Count = null, bool Current = false, string? Language = null);

/// <summary>A year of the archive.</summary>
/// <param name="Year">The year's link.</param>
/// <param name="Months">Its months, newest first, where the year is open.</param>
public sealed record ArchiveYear(CountedLink Year, IReadOnlyList<CountedLink> Months);

/// <summary>Where a page of a list stands among the others; pages are numbered from the oldest, so that they keep their content.</summary>
/// <param name="Number">This page; 0: the newest articles, whose page has no number.</param>
/// <param name="Last">The highest number.</param>
/// <param name="Address">The address of each.</param>
public sealed record Pager(int Number, int Last, Func<int, string> Address)
{
    /// <summary>The address of the newest articles.</summary>
    public required string Newest { get; init; }

    /// <summary>The page to go on to from the newest articles.</summary>
    public int? OlderThanNewest { get; init; }

    /// <summary>The page with newer items.</summary>
    public string? Newer => Number == 0 ? null : Number < Last ? Address(Number + 1) : Newest;

    /// <summary>The page with older items.</summary>
    public string? Older => (Number == 0 ? OlderThanNewest : Number - 1) is >= 1 and var n ? Address(n) : null;

    /// <summary>The numbers worth showing, newest first; 0 stands for a gap.</summary>
    public IEnumerable<int> Shown()
    {
        var here = Number == 0 ? Last : Number;
        var previous = 0;
        for (var n = Last; n >= 1; n--)
        {
            if (n != 1 && n != Last && Math.Abs(n - here) > 1) continue;
            if (previous - n == 2) yield return n + 1;
            else if (previous - n > 2) yield return 0;
            yield return n;
            previous = n;
        }
    }
}

/// <summary>The first page.</summary>
public sealed record HomePage(PageFrame Frame)
{
    /// <summary>The story at the top.</summary>
    public Card? Lead { get; init; }

    /// <summary>Two or three beside it.</summary>
    public IReadOnlyList<Card> Beside { get; init; } = [];

    /// <summary>The latest, by day.</summary>
    public IReadOnlyList<DayGroup> Latest { get; init; } = [];

    /// <summary>Advisories and announcements still ahead.</summary>
    public IReadOnlyList<Card> Upcoming { get; init; } = [];

    /// <summary>The latest statements.</summary>
    public IReadOnlyList<Card> Statements { get; init; } = [];

    /// <summary>The lists of the register that have something, and the calendar.</summary>
    public IReadOnlyList<CountedLink> Register { get; init; } = [];

    /// <summary>The sections.</summary>
    public IReadOnlyList<CountedLink> Sections { get; init; } = [];

    /// <summary>The kinds that have articles.</summary>
    public IReadOnlyList<CountedLink> Kinds { get; init; } = [];
}

/// <summary>A list: all news, a year, a month, a section, a tag, a kind.</summary>
public sealed record NewsListPage(PageFrame Frame, string Heading)
{
    /// <summary>The language of the heading, where it is not the page's.</summary>
    public string? HeadingLanguage { get; init; }

    /// <summary>The language of the line below the heading, where it is not the page's.</summary>
    public string? IntroLanguage { get; init; }

    /// <summary>A small word above the heading, such as "Section".</summary>
    public string? Eyebrow { get; init; }

    /// <summary>A line below the heading.</summary>
    public string? Intro { get; init; }

    /// <summary>How many articles in all; null where it is not said.</summary>
    public long? Count { get; init; }

    /// <summary>What this page shows.</summary>
    public IReadOnlyList<DayGroup> Days { get; init; } = [];

    /// <summary>Its place among the pages; null where there is only this.</summary>
    public Pager? Pager { get; init; }

    /// <summary>The years and months there are.</summary>
    public IReadOnlyList<ArchiveYear> Archive { get; init; } = [];

    /// <summary>The months of the year shown, for a year's page.</summary>
    public IReadOnlyList<CountedLink> Months { get; init; } = [];

    /// <summary>The sections.</summary>
    public IReadOnlyList<CountedLink> Sections { get; init; } = [];

    /// <summary>The kinds that have articles.</summary>
    public IReadOnlyList<CountedLink> Kinds { get; init; } = [];

    /// <summary>The time before and after, for a year's or a month's page.</summary>
    public CountedLink? Earlier { get; init; }

    /// <summary>The time after.</summary>
    public CountedLink? Later { get; init; }
}
