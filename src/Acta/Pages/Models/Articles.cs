using Acta.Record.News;

namespace Acta.Pages;

/// <summary>An article or a standing page; also a former version of one.</summary>
public sealed record ArticlePage(PageFrame Frame)
{
    /// <summary>What the article is.</summary>
    public required ArticleKind Kind { get; init; }

    /// <summary>Its kind in the reader's words, with the list of that kind.</summary>
    public required CountedLink KindLink { get; init; }

    /// <summary>The headline.</summary>
    public required string Headline { get; init; }

    /// <summary>The headline is the first sentence.</summary>
    public bool Derived { get; init; }

    /// <summary>A few sentences, where they do not repeat the body.</summary>
    public string? Summary { get; init; }

    /// <summary>When it was first published, as a sentence's worth.</summary>
    public string? Date { get; init; }

    /// <summary>The same for the time element.</summary>
    public string? MachineDate { get; init; }

    /// <summary>When what it tells of happens.</summary>
    public string? Event { get; init; }

    /// <summary>Where.</summary>
    public string? Place { get; init; }

    /// <summary>Who wrote it.</summary>
    public string? Byline { get; init; }

    /// <summary>Place and date as printed before the first words.</summary>
    public string? Dateline { get; init; }

    /// <summary>Who speaks.</summary>
    public string? Speaker { get; init; }

    /// <summary>The reference number.</summary>
    public string? Reference { get; init; }

    /// <summary>The one line that tells its history; null for standing pages that never changed.</summary>
    public HistoryLine? History { get; init; }

    /// <summary>What stands above the headline: no longer current, a former version.</summary>
    public IReadOnlyList<Banner> Banners { get; init; } = [];

    /// <summary>What kind of translation it is and which language prevails.</summary>
    public TranslationNote? Translation { get; init; }

    /// <summary>The picture above the body, as HTML.</summary>
    public string? Lead { get; init; }

    /// <summary>The body, as HTML.</summary>
    public required string Body { get; init; }

    /// <summary>Where, when, until when: the box of an advisory or announcement.</summary>
    public IReadOnlyList<Fact> Facts { get; init; } = [];

    /// <summary>The accreditation deadline has passed.</summary>
    public bool DeadlinePassed { get; init; }

    /// <summary>Who it comes from.</summary>
    public Source? Source { get; init; }

    /// <summary>Whom journalists ask.</summary>
    public Contact? Contact { get; init; }

    /// <summary>Under which terms it may be used, with the language of the words where it is not the page's.</summary>
    public (string Text, string? Language)? Reuse { get; init; }

    /// <summary>Its sections.</summary>
    public IReadOnlyList<CountedLink> Sections { get; init; } = [];

    /// <summary>Records of the register that it names as a whole.</summary>
    public IReadOnlyList<RecordFact> Records { get; init; } = [];

    /// <summary>Whom it names in an office that they have no longer.</summary>
    public IReadOnlyList<ThenLine> Then { get; init; } = [];

    /// <summary>Its tags.</summary>
    public IReadOnlyList<CountedLink> Tags { get; init; } = [];

    /// <summary>The number of its entry in the record.</summary>
    public long? RecordNumber { get; init; }

    /// <summary>The one published before it.</summary>
    public Card? Previous { get; init; }

    /// <summary>The one published after it.</summary>
    public Card? Next { get; init; }

    /// <summary>Others of its section.</summary>
    public IReadOnlyList<Card> Related { get; init; } = [];

    /// <summary>Whether it is a standing page.</summary>
    public bool IsStanding => Kind == ArticleKind.Page;
}

/// <summary>One line below the headline that tells what has happened to the text.</summary>
/// <param name="Sentence">The line.</param>
/// <param name="Href">The list of its revisions.</param>
/// <param name="Changed">Whether something was changed since it was published.</param>
public sealed record HistoryLine(string Sentence, string Href, bool Changed = false);

/// <summary>A notice above the headline.</summary>
/// <param name="Title">What has happened, with its date.</param>
/// <param name="Text">The reason, if told.</param>
/// <param name="TextLanguage">The language of the reason, where it is not the page's.</param>
/// <param name="Link">Where to go instead.</param>
public sealed record Banner(string Title, string? Text = null, string? TextLanguage = null, CountedLink? Link = null)
{
    /// <summary>Stands on every sheet of paper as well.</summary>
    public bool OnEverySheet { get; init; }
}

/// <summary>What readers must know of a translation.</summary>
/// <param name="Sentences">What it is, which language prevails, whether the original has moved on.</param>
/// <param name="Original">Where the original is.</param>
/// <param name="Behind">Whether it is older than the original.</param>
public sealed record TranslationNote(IReadOnlyList<string> Sentences, CountedLink? Original, bool Behind);

/// <summary>A line of the box of facts.</summary>
/// <param name="Term">What.</param>
/// <param name="Value">The fact, plain text.</param>
/// <param name="Machine">For the time element, where the fact is a date.</param>
/// <param name="Strong">The one not to be missed: the deadline.</param>
/// <param name="Contact">The fact is a contact: its mail and telephone are links.</param>
public sealed record Fact(string Term, string Value, string? Machine = null, bool Strong = false, Contact? Contact = null);

/// <summary>The list of an article's revisions.</summary>
/// <param name="Frame">The page.</param>
/// <param name="Headline">The article's headline.</param>
/// <param name="Article">The article's address.</param>
/// <param name="Revisions">Newest first.</param>
public sealed record HistoryPage(PageFrame Frame, string Headline, string Article, IReadOnlyList<RevisionItem> Revisions)
{
    /// <summary>The language of the headline, where it is not the page's.</summary>
    public string? HeadlineLanguage { get; init; }

    /// <summary>Which words tell it: of a text, or of a record of the register.</summary>
    public string Words { get; init; } = "history";

    /// <summary>What became of it.</summary>
    public Banner? Notice { get; init; }

    /// <summary>What was stated of terms of office: whoever has them, or of which post they are, has this page.</summary>
    public IReadOnlyList<RevisionItem> Terms { get; init; } = [];
}

/// <summary>One revision of a list of them.</summary>
/// <param name="Page">The list.</param>
/// <param name="Item">The revision.</param>
public sealed record RevisionShown(HistoryPage Page, RevisionItem Item);

/// <summary>A fact that an entry changed.</summary>
/// <param name="Label">Which.</param>
/// <param name="Gone">What it said and says no longer.</param>
/// <param name="Come">What it says instead; neither: that it was changed is all that can be told in short.</param>
public sealed record RevisionChange(string Label, IReadOnlyList<NameLink> Gone, IReadOnlyList<NameLink> Come);

/// <summary>What happened to an article once.</summary>
/// <param name="Title">What: "Published", "Small edit", "Corrected".</param>
/// <param name="Date">When, in words.</param>
/// <param name="Machine">When, for the time element.</param>
/// <param name="Note">What was corrected, why it was retired.</param>
/// <param name="NoteLanguage">The language of the note, where it is not the page's.</param>
/// <param name="Href">The version as it stood then; null where it cannot be read.</param>
/// <param name="Current">Whether that is how it stands now.</param>
/// <param name="RecordNumber">The number of the entry in the record.</param>
public sealed record RevisionItem(string Title, string Date, string Machine, string? Note, string? NoteLanguage, string? Href, bool Current, long RecordNumber)
{
    /// <summary>The facts it changed.</summary>
    public IReadOnlyList<RevisionChange> Changes { get; init; } = [];

    /// <summary>The other record that it was merged with, or told apart from.</summary>
    public NameLink? Other { get; init; }

    /// <summary>Of which days it is, or why nothing more is told.</summary>
    public string? Remark { get; init; }

    /// <summary>Which record it is of, where that is not the page's.</summary>
    public NameLink? Of { get; init; }
}

/// <summary>What was changed on the site lately.</summary>
/// <param name="Frame">The page.</param>
/// <param name="Days">By day, newest first.</param>
/// <param name="Pager">Its place among the pages.</param>
public sealed record ChangeListPage(PageFrame Frame, IReadOnlyList<ChangeDay> Days, Pager? Pager);

/// <summary>The changes of one day.</summary>
/// <param name="Date">As the heading.</param>
/// <param name="Machine">For the time element.</param>
/// <param name="Items">Newest first.</param>
public sealed record ChangeDay(string Date, string Machine, IReadOnlyList<ChangeItem> Items);

/// <summary>One change.</summary>
/// <param name="Title">What: "Corrected", "No longer current", "Removed from the site".</param>
/// <param name="Headline">Of which article; null where nothing may be named.</param>
/// <param name="Href">Where to read about it.</param>
/// <param name="Note">What was corrected, or why.</param>
/// <param name="NoteLanguage">The language of the note, where it is not the page's.</param>
/// <param name="Class">How it is marked.</param>
public sealed record ChangeItem(string Title, string? Headline, string? Href, string? Note, string? NoteLanguage, string Class)
{
    /// <summary>Of a record: of which kind it is.</summary>
    public string? Of { get; init; }

    /// <summary>The language of the headline, where it is not the page's.</summary>
    public string? HeadlineLanguage { get; init; }
}

/// <summary>A page that says something instead of showing something: removed, not found, failed.</summary>
/// <param name="Frame">The page.</param>
/// <param name="Status">The HTTP status.</param>
/// <param name="Heading">What is the matter.</param>
/// <param name="Paragraphs">What that means, and what to do.</param>
public sealed record MessagePage(PageFrame Frame, int Status, string Heading, IReadOnlyList<string> Paragraphs)
{
    /// <summary>The public notice of a removal.</summary>
    public Banner? Notice { get; init; }

    /// <summary>Where to go from here.</summary>
    public IReadOnlyList<CountedLink> Links { get; init; } = [];
}
