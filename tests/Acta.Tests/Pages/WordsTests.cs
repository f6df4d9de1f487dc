using Acta.Pages;
using Acta.Record;

namespace Acta.Tests.Pages;

public class WordsTests
{
    [Fact]
    public void Russian_counts_as_Russians_do()
    {
        var words = SiteWords.For("ru");
        Assert.Equal(
            ["0 материалов", "1 материал", "2 материала", "5 материалов", "11 материалов", "14 материалов", "21 материал", "22 материала", "111 материалов"],
            new[] { 0, 1, 2, 5, 11, 14, 21, 22, 111 }.Select(n => words.Text("articles", ("count", n))));
    }

    [Fact]
    public void Arabic_has_six_forms()
    {
        var words = SiteWords.For("ar");
        Assert.Equal(["لا مواد", "مادة واحدة", "مادتان", "3 مواد", "11 مادة", "100 مادة"],
            new[] { 0, 1, 2, 3, 11, 100 }.Select(n => words.Text("articles", ("count", n))));
    }

    [Fact]
    public void Dates_are_written_as_the_language_writes_them()
    {
        var day = new DateOnly(2025, 6, 30);
        Assert.Equal("30 June 2025", SiteWords.For("en").Dates.Day(day));
        Assert.Equal("30 июня 2025 г.", SiteWords.For("ru").Dates.Day(day).Replace(' ', ' ').Replace('\u202f', ' '));
        Assert.Equal("30 يونيو 2025", SiteWords.For("ar").Dates.Day(day));
        Assert.Equal("June 2025", SiteWords.For("en").Dates.Partial(PartialDate.Parse("2025-06")));
        Assert.Equal("2025", SiteWords.For("ru").Dates.Partial(PartialDate.Parse("2025")));
        Assert.Equal("30 June 2025, 14:30 (UTC+6)", SiteWords.For("en").Dates.Partial(PartialDate.Parse("2025-06-30T14:30+06:00")));
        Assert.Equal("30 June 2025, 14:30 (UTC)", SiteWords.For("en").Dates.Partial(PartialDate.Parse("2025-06-30T14:30Z")));
    }

    [Fact]
    public void A_date_that_ends_in_a_full_stop_does_not_end_a_sentence_twice()
    {
        var sentence = SiteWords.For("ru").Text("history.published", ("date", SiteWords.For("ru").Dates.Day(new DateOnly(2025, 6, 30))));
        Assert.EndsWith("г.", sentence);
        Assert.DoesNotContain("..", sentence);
    }

    [Fact]
    public void A_language_without_words_shows_English_ones_and_says_so()
    {
        Assert.Equal("<span lang=\"en\" dir=\"ltr\">Skip to the main text</span>", SiteWords.For("ka").Html("skip").Value);
        Assert.Equal("К основному тексту", SiteWords.For("ru").Html("skip").Value);
        // Its dates are its own all the same, and its name has no capital: Georgian knows none within a sentence.
        Assert.Equal("ქართული", DateWords.NameOf("ka"));
        Assert.Contains("ივნისი", SiteWords.For("ka").Dates.Day(new DateOnly(2025, 6, 30)));
    }

    [Fact]
    public void From_a_month_on_is_said_in_the_case_the_language_asks_for()
    {
        Assert.Equal("января 2026 г.", SiteWords.For("ru").Dates.Bound(PartialDate.Parse("2026-01")).Replace('\u202f', ' '));
        Assert.Equal("January 2026", SiteWords.For("en").Dates.Bound(PartialDate.Parse("2026-01")).Replace('\u202f', ' '));
        Assert.Equal("30 июня 2025 г.", SiteWords.For("ru").Dates.Bound(PartialDate.Parse("2025-06-30")).Replace('\u202f', ' '));
    }

    [Fact]
    public void Every_language_with_words_has_all_of_them_and_none_besides()
    {
        var english = SiteWords.Keys("en");
        foreach (var language in SiteWords.Translated)
            Assert.Equal(english, SiteWords.Keys(language));
    }

    [Theory]
    [InlineData("fa")]
    [InlineData("th")]
    [InlineData("ar-SA")]
    public void The_calendar_is_the_records_own_in_every_language(string language) =>
        Assert.Contains("2025", SiteWords.For(language).Dates.Day(new DateOnly(2025, 6, 30)));

    [Theory]
    [InlineData("en", "2025-06-24", "2025-06-26", "24–26 June 2025")]
    [InlineData("en", "2025-06-30", "2025-07-02", "30 June\u00a0– 2 July 2025")]
    [InlineData("en", "2024-12-30", "2025-01-02", "30 December 2024\u00a0– 2 January 2025")]
    [InlineData("en", "2025-06", "2025-08", "June 2025\u00a0– August 2025")]
    [InlineData("ru", "2025-06-24", "2025-06-26", "24–26 июня 2025\u00a0г.")]
    [InlineData("ru", "2025-06-30", "2025-07-02", "30 июня\u00a0– 2 июля 2025\u00a0г.")]
    [InlineData("ar", "2025-06-24", "2025-06-26", "24–26 يونيو 2025")]
    [InlineData("ar", "2025-06-30", "2025-07-02", "30 يونيو\u00a0– 2 يوليو 2025")]
    [InlineData("de", "2025-06-24", "2025-06-26", "24.–26. Juni 2025")]
    [InlineData("en-US", "2025-06-24", "2025-06-26", "June 24–26, 2025")]
    public void A_range_of_days_says_once_what_both_have_in_common(string language, string from, string to, string range) =>
        Assert.Equal(range, SiteWords.For(language).Dates.Range(new Acta.Record.DateRange(Acta.Record.PartialDate.Parse(from), Acta.Record.PartialDate.Parse(to))).Replace('\u202f', '\u00a0'));
}
