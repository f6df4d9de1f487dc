using Acta.Record.News;

namespace Acta.Pages;

/// <summary>The day a page is shown as of, and the control to choose another.</summary>
/// <param name="Day">For the field: <c>2019-12-25</c>.</param>
/// <param name="Sentence">"As of today, 27 November 2026" or "As of 25 December 2019".</param>
/// <param name="Address">The page's own, without a day.</param>
/// <param name="IsToday">Whether it is the site's today.</param>
public sealed record AsOfControl(string Day, string Sentence, string Address, bool IsToday)
{
    /// <summary>That what the page is about was not there yet on the day, or no longer.</summary>
    public string? Remark { get; init; }

    /// <summary>What the list is filtered by, which goes along.</summary>
    public IReadOnlyList<(string Name, string Value)> Kept { get; init; } = [];

    /// <summary>The page today, its filter kept.</summary>
    public required string Back { get; init; }
}

/// <summary>A name of a record in a sentence or a list.</summary>
/// <param name="Label">In the reader's language, or the first there is.</param>
/// <param name="Language">The language it is in, where it is not the page's.</param>
/// <param name="Href">Its page; null where it has none.</param>
public sealed record NameLink(string Label, string? Language, string? Href)
{
    /// <summary>Which language that is, in a word or two; null where it is the page's.</summary>
    public string? Remark { get; init; }

    /// <summary>What stands before it: a symbol; null where that is its name.</summary>
    public string? Before { get; init; }
}

/// <summary>One line of what a page says of a record.</summary>
/// <param name="Term">What.</param>
/// <param name="Names">Records.</param>
/// <param name="Text">Or words of the page's language.</param>
/// <param name="Url">Or an address elsewhere.</param>
public sealed record RecordFact(string Term, IReadOnlyList<NameLink> Names, string? Text = null, string? Url = null);

/// <summary>One line of a section: a holder, a meeting, a decision.</summary>
/// <param name="Name">Whom or what it is of.</param>
public sealed record RecordLine(NameLink Name)
{
    /// <summary>By which other pages lead to it; null: none does.</summary>
    public string? Id { get; init; }

    /// <summary>A word before it, such as a number or a symbol.</summary>
    public string? Before { get; init; }

    /// <summary>What else is said: the post, the body, whom they stand for.</summary>
    public IReadOnlyList<NameLink> Details { get; init; } = [];

    /// <summary>When, in words.</summary>
    public string? Dates { get; init; }

    /// <summary>"acting", "former", "cancelled".</summary>
    public IReadOnlyList<string> Flags { get; init; } = [];

    /// <summary>How deep it stands in a tree, from 0.</summary>
    public int Level { get; init; }

    /// <summary>It is no longer so on the day that is shown, or not yet.</summary>
    public bool IsOver { get; init; }
}

/// <summary>A section of a record's page.</summary>
/// <param name="Id">Of its heading.</param>
/// <param name="Title">Its heading.</param>
/// <param name="Lines">What stands there.</param>
public sealed record RecordSection(string Id, string Title, IReadOnlyList<RecordLine> Lines)
{
    /// <summary>The language of the heading, where it is not the page's.</summary>
    public string? TitleLanguage { get; init; }

    /// <summary>What is said where there is nothing.</summary>
    public string? Empty { get; init; }

    /// <summary>A line on how to read it.</summary>
    public string? Note { get; init; }

    /// <summary>The same drawn, above the lines.</summary>
    public Chart? Chart { get; init; }
}

/// <summary>A record's page.</summary>
public sealed record RecordPage(PageFrame Frame)
{
    /// <summary>What kind of record it is, and where its like are listed.</summary>
    public required CountedLink Kind { get; init; }

    /// <summary>Its name.</summary>
    public required string Heading { get; init; }

    /// <summary>The language of the name, where it is not the page's.</summary>
    public string? HeadingLanguage { get; init; }

    /// <summary>That the register has no name in the page's language.</summary>
    public string? HeadingRemark { get; init; }

    /// <summary>What stands before the name: an honorific.</summary>
    public string? Before { get; init; }

    /// <summary>What stands above the name: the symbol of a decision or paper.</summary>
    public string? Symbol { get; init; }

    /// <summary>A line beneath it: the post held, the dates of a meeting.</summary>
    public string? Standfirst { get; init; }

    /// <summary>The portrait or emblem, as HTML.</summary>
    public string? PictureHtml { get; init; }

    /// <summary>The day it is shown as of; null where the page has no "today".</summary>
    public AsOfControl? AsOf { get; init; }

    /// <summary>Says that it is not public; null where it is.</summary>
    public Banner? Preview { get; init; }

    /// <summary>No longer current, and why.</summary>
    public Banner? Notice { get; init; }

    /// <summary>What can be done with it: to put it into a calendar, to see what else is in it.</summary>
    public IReadOnlyList<CountedLink> Actions { get; init; } = [];

    /// <summary>What is written about it at length.</summary>
    public RecordProse? Prose { get; init; }

    /// <summary>Facts, line by line.</summary>
    public IReadOnlyList<RecordFact> Facts { get; init; } = [];

    /// <summary>Its sections, those that say something.</summary>
    public IReadOnlyList<RecordSection> Sections { get; init; } = [];

    /// <summary>Other names, with what they are.</summary>
    public IReadOnlyList<RecordFact> OtherNames { get; init; } = [];

    /// <summary>Where the facts are from.</summary>
    public IReadOnlyList<Source> Sources { get; init; } = [];

    /// <summary>How to cite it.</summary>
    public HowToCite? Cite { get; init; }

    /// <summary>When it was changed last, and in which entry of the record.</summary>
    public required string Changed { get; init; }

    /// <summary>All that was stated of it.</summary>
    public required string History { get; init; }
}

/// <summary>What is written about a record at length.</summary>
/// <param name="Title">What it is: the life of a person, the text of a decision.</param>
/// <param name="Body">HTML.</param>
/// <param name="Language">The language it is in, where it is not the page's.</param>
/// <param name="Notes">That it is in another language; what it translates; how it was changed.</param>
/// <param name="History">All its versions.</param>
public sealed record RecordProse(string Title, string Body, string? Language, IReadOnlyList<string> Notes, CountedLink History)
{
    /// <summary>The picture above it.</summary>
    public string? Lead { get; init; }

    /// <summary>It is no longer current.</summary>
    public Banner? Notice { get; init; }
}

/// <summary>What somebody was on the day of an article, and is no longer.</summary>
/// <param name="Person">Who.</param>
/// <param name="Words">"then Acting Secretary General".</param>
public sealed record ThenLine(NameLink Person, string Words);

/// <summary>A list of records.</summary>
public sealed record RecordListPage(PageFrame Frame, string Heading)
{
    /// <summary>The day it is shown as of; null where it has no "today".</summary>
    public AsOfControl? AsOf { get; init; }

    /// <summary>The lists of the register.</summary>
    public IReadOnlyList<CountedLink> Kinds { get; init; } = [];

    /// <summary>How many there are.</summary>
    public string? Count { get; init; }

    /// <summary>The same in another form: events as a calendar.</summary>
    public CountedLink? Also { get; init; }

    /// <summary>What it can be asked by.</summary>
    public ListFilter? Filter { get; init; }

    /// <summary>What the list shows, drawn.</summary>
    public Chart? Chart { get; init; }

    /// <summary>Under their headings.</summary>
    public IReadOnlyList<RecordSection> Groups { get; init; } = [];

    /// <summary>The pages of the list.</summary>
    public IReadOnlyList<CountedLink> Pages { get; init; } = [];
}

/// <summary>Names one after the other.</summary>
public sealed record NamesShown(PageFrame Frame, IReadOnlyList<NameLink> Names);

/// <summary>A list of lines of a page.</summary>
public sealed record LinesShown(PageFrame Frame, IReadOnlyList<RecordLine> Lines);

/// <summary>The control of the day on a page.</summary>
public sealed record AsOfShown(PageFrame Frame, AsOfControl Control);
