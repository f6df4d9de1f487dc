using Acta.Desk.Checks;
using Acta.Record;

namespace Acta.Tests.Desk.Checks;

public sealed class DateTests
{
    public static TheoryData<string, string> SameDay => new()
    {
        { "en", "22 August 2006" }, { "en", "August 22, 2006" }, { "en", "the 22nd of August 2006" }, { "en", "2006-08-22" }, { "en", "08/22/2006" }, { "en", "Aug. 22, 2006" },
        { "ru", "22 августа 2006 года" }, { "ru", "22.08.2006" }, { "uk", "22 серпня 2006 року" }, { "be", "22 жніўня 2006 года" },
        { "fr", "le 22 août 2006" }, { "es", "22 de agosto de 2006" }, { "pt", "22 de agosto de 2006" }, { "it", "il 22 agosto 2006" }, { "de", "22. August 2006" },
        { "sv", "den 22 augusti 2006" }, { "da", "22. august 2006" }, { "nl", "22 augustus 2006" }, { "fi", "22. elokuuta 2006" }, { "pl", "22 sierpnia 2006 r." }, { "cs", "22. srpna 2006" },
        { "hr", "22. kolovoza 2006." }, { "hu", "2006. augusztus 22." }, { "tr", "22 Ağustos 2006" }, { "el", "22 Αυγούστου 2006" }, { "kk", "2006 жылғы 22 тамыз" }, { "hy", "22 օգոստոսի 2006" },
        { "ja", "2006年8月22日" }, { "ja", "二〇〇六年八月二十二日" }, { "zh", "2006 年 8 月 22 日" }, { "ko", "2006년 8월 22일" }, { "vi", "ngày 22 tháng 8 năm 2006" },
        { "ar", "٢٢ أغسطس ٢٠٠٦" }, { "ar", "22 آب 2006" }, { "fa", "۳۱ مرداد ۱۳۸۵" }, { "fa", "۱۳۸۵/۵/۳۱" },
    };

    [Theory]
    [MemberData(nameof(SameDay))]
    public void A_day_is_the_same_in_every_language(string language, string written)
    {
        Assert.Contains(StatedReader.Read($"— {written}", language), s => s.Kind == StatedKind.Date && s.Days.Contains(new Day(2006, 8, 22)));
        Assert.Empty(Versions.Between("ru", "Встреча прошла 22 августа 2006 года в Бостери.", language, $"Bosteri: {written}"));
        Assert.Contains("23 августа 2006", Assert.Single(Versions.Between("ru", "Встреча прошла 23 августа 2006 года в Бостери.", language, $"Bosteri: {written}")));
    }

    [Theory]
    [InlineData("en", "They meet on 31 February 2027.", "31 February 2027")]
    [InlineData("en", "They meet on February 30, 2027.", "February 30, 2027")]
    [InlineData("en", "They meet on 31 June.", "31 June")]
    [InlineData("ru", "Встреча 31 февраля 2027 года.", "31 февраля 2027")]
    [InlineData("ru", "Встреча 29.02.2027.", "29.02.2027")]
    [InlineData("fr", "Le 31/02/2027 à midi.", "31/02/2027")]
    [InlineData("ar", "يجتمعون في ٣١ شباط ٢٠٢٧", "٣١ شباط ٢٠٢٧")]
    [InlineData("en", "The file of 2027-02-31.", "2027-02-31")]
    [InlineData("en", "They met on 29 February 2028, and on 29 February.", null)]
    [InlineData("en", "In June 31 people came.", null)]
    [InlineData("en", "They met on 02/28/2027 and 12/31/2027.", null)]
    [InlineData("en", "Version 31.02.2027.1 of the program", null)]
    [InlineData("fa", "۳۱ مرداد ۱۳۸۵", null)]
    public void A_day_that_no_calendar_has_is_found(string language, string text, string? expected) =>
        Assert.Equal(expected, Versions.Look(Versions.Of(language, text)).SingleOrDefault(f => f.Code == "date.impossible")?.First.Quote);

    public static TheoryData<string, string, string, string> Ranges => new()
    {
        { "en", "August 1 to 7, 2010", "de", "1. bis 7. August 2010" },
        { "en", "from August 1st to 7th, 2010", "fr", "du 1er au 7 août 2010" },
        { "en", "1–7 August 2010", "ru", "1–7 августа 2010 года" },
        { "en", "on July 30 – August 4, 2010", "ru", "30 июля — 4 августа 2010 года" },
        { "en", "17-19 February", "ja", "2月17-19日" },
        { "it", "dal 12 al 14 novembre 2010", "en", "November 12-14, 2010" },
        { "en", "In issue No. 19 of September 14th, 1998", "hr", "U broju 19 iz 14. rujna 1998." },
        { "en", "It turns 10. On August 16th they met.", "pl", "Kończy 10 lat. Spotkali się 16 sierpnia." },
        { "en", "in May 2010", "ru", "в мае 2010 года" },
        { "en", "the first of May", "fr", "le 1er mai" },
        { "ru", "в сентябре", "en", "in September" },
        { "en", "23 March 2025", "ar", "٢٣ رمضان ١٤٤٦" },
    };

    [Theory]
    [MemberData(nameof(Ranges))]
    public void Days_of_a_range_months_alone_and_other_calendars_agree(string language, string text, string other, string translation) =>
        Assert.Empty(Versions.Between(language, text, other, translation));

    [Theory]
    [InlineData("en", "August 1 to 7, 2010", "de", "1. bis 8. August 2010")]
    [InlineData("en", "The meeting of 3 May.", "ru", "Встреча 3 июня.")]
    [InlineData("en", "It began in September.", "ru", "Это началось в октябре.")]
    [InlineData("en", "On 12 June 2018 it met.", "fr", "Elle s’est réunie le 12 juin 2019.")]
    [InlineData("en", "They met on Monday in Osh.", "ru", "Они встретились во вторник в Оше.")]
    public void A_date_that_differs_is_found(string language, string text, string other, string translation) =>
        Assert.StartsWith("date: ", Assert.Single(Versions.Between(language, text, other, translation)));

    [Theory]
    [InlineData("en", "On Monday, 22 August 2006, they met.", "Monday, 22 August 2006")]
    [InlineData("ru", "В среду, 22 августа 2006 года, прошла встреча.", "среду, 22 августа 2006")]
    [InlineData("en", "On Tuesday, 22 August 2006, they met.", null)]
    [InlineData("en", "On Monday they met; 22 August 2006 is past.", null)]
    public void A_day_of_the_week_that_the_calendar_does_not_have_is_found(string language, string text, string? quote) =>
        Assert.Equal(quote, Versions.Look(Versions.Of(language, text)).SingleOrDefault(f => f.Code == "weekday")?.First.Quote);

    [Fact]
    public void A_text_that_begins_with_another_day_than_the_events_field_says_is_found()
    {
        var version = Versions.Of("en", "The exercise began on 19 June 2025 in Bosteri.") with { Event = new DateRange(PartialDate.Parse("2025-06-20"), PartialDate.Parse("2025-06-24")) };
        var finding = Assert.Single(Versions.Look(version));
        Assert.Equal(("date.event", "19 June 2025", "2025-06-20/2025-06-24"), (finding.Code, finding.First.Quote, finding.Second!.Quote));
        Assert.Empty(Versions.Look(version with { Event = new DateRange(PartialDate.Parse("2025-06-19")) }));
        Assert.Empty(Versions.Look(Versions.Of("en", "On 21 June, after the talks of 19 June 2025, they met.") with { Event = version.Event }));
    }

    [Fact]
    public void A_dateline_of_another_week_is_found_and_of_the_evening_before_is_not()
    {
        var version = Versions.Of("ru", "Секретариат сообщает.") with { Dateline = "Бишкек, 26 июня 2025 года" };
        Assert.Equal(["date.dateline"], Versions.Look(new CheckOptions { ReleaseDay = new DateOnly(2025, 7, 26) }, version).Select(f => f.Code));
        Assert.Empty(Versions.Look(new CheckOptions { ReleaseDay = new DateOnly(2025, 6, 27) }, version));
        Assert.Empty(Versions.Look(version));
    }

    [Fact]
    public void Fields_that_hold_for_every_language_must_agree()
    {
        var (english, russian) = (Versions.Of("en", "They met."), Versions.Of("ru", "Они встретились."));
        var found = Versions.Look(english with { Event = new DateRange(PartialDate.Parse("2025-06-20")) }, russian with { Event = new DateRange(PartialDate.Parse("2025-06-21")) });
        Assert.Equal("field.event", Assert.Single(found).Code);
    }
}
