using Acta.Desk;
using Acta.Desk.Checks;
using Acta.Record.Bodies;
using Acta.Record;
using Acta.Record.News;
using Acta.Tests.Bodies;
using Acta.Tests.World;
using CsCheck;

namespace Acta.Tests.Desk.Checks;

public sealed class ReleaseCheckTests
{
    [Fact]
    public void A_day_in_a_finding_is_written_as_people_write_it()
    {
        var finding = new Finding("date.event", new Passage("en", "a", null, 0, 6, "5 June", "5 June"), null, [("text", "5 June"), ("event", "2019-06-19/2019-06-20")]);
        Assert.Contains("19–20 June 2019", finding.Sentence(DeskWords.For("en")));
        Assert.Contains("19–20 июня 2019", finding.Sentence(DeskWords.For("ru")));
        Assert.DoesNotContain("2019-06", finding.Sentence(DeskWords.For("en")));
    }

    [Fact]
    public void A_finding_points_to_both_passages_and_says_so_in_the_words_of_the_desk()
    {
        var finding = Assert.Single(Versions.Look(Versions.Of("en", "First.\n\n- One\n- About **600** people came."), Versions.Of("ru", "Первое.\n\n- Один\n- Приехали около **800** человек.")));
        foreach (var (passage, words) in new[] { (finding.First, "600"), (finding.Second!, "800") })
        {
            Assert.Equal(("b2", words), (passage.Block, passage.Quote));
            var body = passage.Language == "en" ? "- One\n- About **600** people came." : "- Один\n- Приехали около **800** человек.";
            Assert.Equal(words, BodyText.Plain(Markdown.Parse(body)).Substring(passage.Start, passage.Length));
        }
        Assert.Contains("600", finding.Sentence(DeskWords.For("en")));
        Assert.Contains("800", finding.Sentence(DeskWords.For("ru")));
    }

    [Fact]
    public void A_passage_is_shown_in_its_sentence()
    {
        var english = Assert.Single(Versions.Look(Versions.Of("en", "It began at noon. About 600 people came. The end was late."), Versions.Of("ru", "Приехали около 800 человек."))).First;
        Assert.Equal(("About ", "600", " people came."), english.Around());
    }

    [Fact]
    public void What_was_waived_stays_waived_while_both_passages_stay_the_same()
    {
        string Key(string english, string russian) => Versions.Look(Versions.Of("en", english), Versions.Of("ru", russian)).Single(f => f.Code == "number").Key;
        var key = Key("About 600 people came.", "Приехали около 800 человек.");
        Assert.Equal(key, Key("A new beginning.\n\nAbout 600 people came.", "Новое начало.\n\nПриехали около 800 человек."));
        Assert.NotEqual(key, Key("About 600 people came.", "Приехали около 900 человек."));
        Assert.NotEqual(key, Key("About 600 people came here.", "Приехали около 800 человек."));
    }

    [Fact]
    public void Versions_are_compared_with_the_one_that_prevails()
    {
        var (english, russian, french) = (Versions.Of("en", "600 people"), Versions.Of("ru", "800 человек"), Versions.Of("fr", "800 personnes"));
        var found = Versions.Look([.. new[] { english, russian, french }.Select(v => v with { Prevailing = "ru" })]);
        Assert.Equal(("ru", "en"), (Assert.Single(found).First.Language, found[0].Second!.Language));
    }

    [Theory]
    [InlineData("A [word]() here", "link.empty")]
    [InlineData("A [word](../about.html) here", "link.relative")]
    [InlineData("A [word](www.example.org) here", "link.relative")]
    [InlineData("A [word](javascript:alert(1)) here", "link.scheme")]
    [InlineData("A [word](ftp://e.org/x) here", "link.scheme")]
    [InlineData("A [word](https://) here", "link.broken")]
    [InlineData("A [word](/en/news/none) here", "link.missing")]
    [InlineData("A [word](https://news.example.org/en/news/none?x=1) here", "link.missing")]
    [InlineData("A [word](/en/news/there#part) here", null)]
    [InlineData("A [word](https://e.org/x), <a@e.org>, [call](tel:+123)", null)]
    public void A_link_that_leads_nowhere_is_found(string markdown, string? code)
    {
        var options = new CheckOptions { OwnAddress = path => path == "/en/news/there", OwnOrigins = ["https://news.example.org"] };
        var found = Versions.Look(options, Versions.Of("en", markdown));
        Assert.Equal(code, found.SingleOrDefault()?.Code);
        if (found is [var one]) Assert.Equal("word", one.First.Quote);
    }

    [Fact]
    public void A_picture_without_a_description_is_found_unless_it_is_decoration()
    {
        Edition With(string language, string? alt) => Versions.Of(language, "Text") with { Body = [new ImageBlock(new Image(new MediaSource(null, "https://e.org/p.jpg"), alt)) { Id = "i" }] };
        Assert.Equal(["alt.missing"], Versions.Look(With("en", " ")).Select(f => f.Code));
        Assert.Equal(["alt.file"], Versions.Look(With("en", "IMG_2034.JPG")).Select(f => f.Code));
        Assert.Empty(Versions.Look(With("en", null)));
        Assert.Empty(Versions.Look(With("en", "The bridge at dawn")));
        Assert.Equal(["alt.differs"], Versions.Look(With("en", "The bridge at dawn"), With("ru", null)).Select(f => f.Code));
    }

    [Theory]
    [InlineData("en", "He said: “We agreed.", true)]
    [InlineData("en", "He said: “We agreed.”", false)]
    [InlineData("de", "Er sagte: „Wir sind einig.“", false)]
    [InlineData("sv", "Han sade: ”Vi är överens.”", false)]
    [InlineData("ru", "Он сказал: «Мы согласны.", true)]
    [InlineData("en", "A 3.5\" disk and the office’s own", false)]
    [InlineData("en", "“The first paragraph.\n\n“The second one.”", false)]
    public void A_quotation_mark_without_its_second_is_found(string language, string text, bool isFound) =>
        Assert.Equal(isFound ? 1 : 0, Versions.Look(Versions.Of(language, text)).Count(f => f.Code == "quotation.mark"));

    [Fact]
    public void A_quotation_that_became_plain_text_is_found()
    {
        const string Said = "“We have agreed that the work goes on without any delay,” she said.";
        Assert.Equal("quotation", Assert.Single(Versions.Look(Versions.Of("en", Said), Versions.Of("ru", "Она сказала, что работа продолжится без задержек."))).Code);
        Assert.Empty(Versions.Look(Versions.Of("en", Said), Versions.Of("ru", "«Мы согласились, что работа идёт без задержек», — сказала она.")));
        Assert.Empty(Versions.Look(Versions.Of("en", "The “Bridge of Peace” exercise."), Versions.Of("ru", "Учение Мост мира.")));
    }

    [Fact]
    public void A_version_without_a_text_is_found_and_one_of_media_alone_is_not()
    {
        var english = Versions.Of("en", "The Council met on Monday.", "Council meets");
        Assert.Equal(["empty en"], Found(Versions.Of("en", "", "Council meets")));
        Assert.Equal(["empty ru", "untranslated ru"], Found(english, Versions.Of("ru", "", "Council meets")));
        Assert.Equal(["empty ru"], Found(english, Versions.Of("ru", "---", "Заседание Совета")));
        Assert.Equal("The text in Russian is empty: there is a headline and nothing else.", Versions.Look(english, Versions.Of("ru", "", "Заседание Совета"))[0].Sentence(DeskWords.For("en")));
        Assert.Equal("В одном тексте (английский) слова есть, в другом (русский) их нет.", Versions.Look(english, Versions.Of("ru", "![Зал](https://example.org/hall.jpg)", "Заседание Совета"))[0].Sentence(DeskWords.For("ru")));

        var pictures = Versions.Of("en", "![The hall](https://example.org/hall.jpg)", "Pictures of the day");
        Assert.Empty(Found(pictures, Versions.Of("ru", "![Зал](https://example.org/hall.jpg)", "Снимки дня")));
        Assert.Empty(Found(Versions.Of("en", "", "In the press") with { Kind = ArticleKind.InTheMedia, Source = new Source("Outlet", "https://outlet.example/1") }));
        Assert.Empty(Found(Versions.Of("en", "", "Council will meet") with { Kind = ArticleKind.Announcement, Event = new DateRange(PartialDate.Parse("2026-12-03")) }));
        Assert.Empty(Found(Versions.Of("en", "", "Council meets") with { Summary = "It did so on Monday." }));
        Assert.Empty(Found(Versions.Of("en", "| a |\n| --- |\n| 1 |", "Figures of the year")));

        static string[] Found(params Edition[] versions) => [.. Versions.Look(versions).Where(f => f.Code.StartsWith("empty", StringComparison.Ordinal) || f.Code == "untranslated").Select(f => $"{f.Code} {(f.Second ?? f.First).Language}")];
    }

    [Theory]
    [InlineData("Council meets", true)]
    [InlineData("Meeting of the Council", true)]
    // Names are called so everywhere.
    [InlineData("Bridge Builders Forum", false)]
    [InlineData("Zapad-2025", false)]
    [InlineData("“Council meets”", false)]
    public void A_headline_that_was_left_in_the_other_language_is_found(string headline, bool isFound) =>
        Assert.Equal(isFound, Versions.Look(Versions.Of("en", "The Council met on Monday.", headline), Versions.Of("ru", "Совет собрался в понедельник.", headline)).Any(f => f is { Code: "untranslated", Second.Field: "headline" }));

    [Fact]
    public void A_version_that_was_not_translated_is_found_as_a_whole()
    {
        var english = Versions.Of("en", "The Council met on Monday in the capital.\n\nIt agreed that the work goes on.\n\n600", "The Council agrees on the budget");
        var found = Versions.Look(english, english with { Language = "ru", EditionKind = EditionKind.OfficialTranslation });
        Assert.Equal(("untranslated.all", "en", "ru"), (Assert.Single(found).Code, found[0].First.Language, found[0].Second!.Language));
        Assert.Equal("Nothing is translated: the text in Russian is word for word the one in English.", found[0].Sentence(DeskWords.For("en")));
    }

    [Theory]
    // A paragraph, an item, a cell, left as it was.
    [InlineData("fr", "Le Conseil s’est réuni lundi.\n\nIt agreed that the work goes on.", "untranslated b2")]
    [InlineData("ru", "Совет собрался в понедельник.\n\nIt agreed that the work goes on.", "untranslated b2")]
    [InlineData("ar", "اجتمع المجلس يوم الاثنين.\n\nIt agreed that the work goes on.", "untranslated b2")]
    // Other English than the original’s; a sentence amid others.
    [InlineData("ar", "اجتمع المجلس يوم الاثنين.\n\nThe work will be continued, as was agreed.", "script b2")]
    [InlineData("ru", "Совет собрался в понедельник. The work will be continued, as was agreed by all of them. Так решено.\n\nРабота идёт.", "script b1")]
    // What stands as it is in every language.
    [InlineData("ru", "Совет собрался в понедельник.\n\n«It agreed that the work goes on».", null)]
    [InlineData("ru", "Совет собрался в понедельник.\n\n`it agreed that the work goes on`", null)]
    [InlineData("ru", "Совет собрался в понедельник.\n\n[It agreed that the work goes on]{lang=en}", null)]
    [InlineData("ru", "Совет собрался в понедельник.\n\nInternational Institute for Democracy and Electoral Assistance", null)]
    [InlineData("ru", "Совет собрался в понедельник.\n\nРабота идёт: https://example.org/it/agreed-that-the-work-goes-on/and/is/not/yet/done", null)]
    [InlineData("en-GB", "The Council met on Monday.\n\nIt agreed that the work goes on.", null)]
    public void A_passage_that_was_not_translated_is_found(string language, string text, string? expected)
    {
        var found = Versions.Look(Versions.Of("en", "The Council met on Monday.\n\nIt agreed that the work goes on."), Versions.Of(language, text)).Where(f => f.Code.StartsWith("untranslated", StringComparison.Ordinal) || f.Code.StartsWith("script", StringComparison.Ordinal)).ToList();
        Assert.Equal(expected, found.Count == 0 ? null : string.Join(' ', found.Select(f => $"{f.Code} {(f.Second ?? f.First).Block}")));
    }

    [Fact]
    public void Cells_that_were_left_are_found_together_and_names_in_them_are_not()
    {
        var english = Versions.Of("en", "| Body | What it does |\n| --- | --- |\n| Council of Europe | It watches over the elections of members |\n| CIS | It sends observers to each of them |");
        var russian = Versions.Of("ru", "| Орган | Чем занят |\n| --- | --- |\n| Council of Europe | It watches over the elections of members |\n| CIS | It sends observers to each of them |");
        var finding = Assert.Single(Versions.Look(english, russian));
        Assert.Equal(("untranslated.more", "It watches over the elections of members"), (finding.Code, finding.Second!.Context));
        Assert.Contains("2", finding.Sentence(DeskWords.For("ru")));
    }

    [Theory]
    [InlineData("Anna Petrova spoke.", "Выступила Анна Петкова.", true)]
    [InlineData("Anna Petrova spoke.", "Слово взяла Анна Петрова.", false)]
    [InlineData("They thanked Anna Petrova.", "Они поблагодарили Анну Петрову.", false)]
    [InlineData("Ralph Nolden wrote.", "Ральф Норден написал.", true)]
    [InlineData("John Smith spoke.", "Слово взял Джон Смыт.", true)]
    [InlineData("John Smith spoke.", "Слово взял Джон Снит.", true)]
    [InlineData("They thanked John Smith.", "Поблагодарили Джона Смита.", false)]
    [InlineData("John Kirk and James Bird spoke.", "Выступили Джон Кёрк и Джеймс Бёрд.", false)]
    [InlineData("George Jackson and John Jones spoke.", "Выступили Джордж Джексон и Джон Джонс.", false)]
    [InlineData("John Smith and John Smyth spoke.", "Выступили Джон Смит и Джон Смит.", false)]
    [InlineData("Martin Schulz and Xi Jinping", "Мартин Шульц и Си Цзиньпин", false)]
    public void A_name_that_is_almost_the_same_is_found_and_an_inflected_one_is_not(string english, string russian, bool isFound) =>
        Assert.Equal(isFound ? 1 : 0, Versions.Look(Versions.Of("en", english), Versions.Of("ru", russian)).Count(f => f.Code == "name"));

    [Fact]
    public void Words_of_an_embargo_do_not_go_out_unseen()
    {
        Assert.Equal(["embargo"], Versions.Look(Versions.Of("en", "EMBARGOED UNTIL 10:00\n\nText")).Select(f => f.Code));
        Assert.Equal(["embargo"], Versions.Look(Versions.Of("ru", "Эмбарго до 10:00\n\nТекст")).Select(f => f.Code));
        Assert.Empty(Versions.Look(Versions.Of("en", "The embargo on trade was lifted.")));
    }

    [Fact]
    public void A_notice_is_asked_for_where_the_law_does_and_only_when_set()
    {
        var options = new CheckOptions
        {
            ReleaseDay = new DateOnly(2025, 6, 26),
            LegalNotices = [new LegalNotice("ru", ["Тестовая организация"], "(запрещена в Тестовой Республике)", new DateOnly(2020, 1, 1))],
        };
        var named = Versions.Of("ru", "Деятельность Тестовой организации обсудили.");
        var finding = Assert.Single(Versions.Look(options, named));
        Assert.Equal(("notice", "Тестовой организации"), (finding.Code, finding.First.Quote));
        Assert.Empty(Versions.Look(options, Versions.Of("ru", "Деятельность Тестовой организации (запрещена в\u00a0Тестовой Республике) обсудили.")));
        Assert.Empty(Versions.Look(options with { ReleaseDay = new DateOnly(2019, 6, 26) }, named));
        Assert.Empty(Versions.Look(options, Versions.Of("en", "Тестовая организация")));
        Assert.Empty(Versions.Look(named));
    }

    [Fact]
    public void Any_texts_are_looked_at_without_a_fault_and_what_is_quoted_stands_there()
    {
        string[] languages = ["en", "ru", "ja", "ar", "fi", "vi", "ko", "fa", "xx", "zh-Hant", "de"];
        var text = Gen.OneOf(RandomBodies.Body, Pieces.Array[0, 30].Select(p => (IReadOnlyList<Block>)[new Paragraph(Inlines.Escape(string.Concat(p)))]));
        Gen.Select(text, text, Gen.Int[0, languages.Length - 1], Gen.Int[0, languages.Length - 1]).Sample((a, b, x, y) =>
        {
            Edition[] versions = [Of(languages[x], a), Of(languages[y], b) with { EditionKind = EditionKind.OfficialTranslation }];
            foreach (var finding in Versions.Look(versions))
            {
                Assert.True(DeskWords.Has("check." + finding.Code), finding.Code);
                foreach (var passage in new[] { finding.First, finding.Second })
                {
                    if (passage is not { Block: { } block, Quote.Length: > 0 }) continue;
                    var texts = versions.Where(v => v.Language == passage.Language).SelectMany(v => v.Body).Where(k => k.Id == block).Select(k => BodyText.Plain([k]));
                    if (finding.Code.StartsWith("alt", StringComparison.Ordinal)) continue;
                    Assert.Contains(texts, t => passage.Start + passage.Length <= t.Length && t.Substring(passage.Start, passage.Length) == passage.Quote);
                }
            }
        }, iter: TestLength.Of(2_000, 100_000));

        static Edition Of(string language, IReadOnlyList<Block> body) => Versions.Of(language, "") with { Body = BlockIds.Assign(body) };
    }

    private static Gen<string> Pieces { get; } = RandomText.OneOf(
        "1", "12", "2006", ".", ",", ":", "-", "–", "/", " ", "  ", "\u00a0", "th", "-й", "May", " мая ", "年", "月", "日", "月17-19日", "二", "十", "万", "twenty", "-five", " and ", "fünfundzwanzig", "خمسة", " وعشرون", "رمضان", "۱۴۰۲",
        "XIX", "CVE-", "3.2.6-5+deb7u1", "Monday", ", ", "p.m.", "million", " млн", "https://e.org/1", "a@b.c", "@", "://", "“", "”", "«", "\"", "(", ")", "tháng ", "ngày ", "9999999999999999999", "0", "00", "'08", "Anna Petrova", "Анна Петкова", "\ud83d\ude00", "e\u0301", "\n");

    [Fact]
    public void A_text_a_hundred_times_as_long_takes_no_ten_thousand_times()
    {
        // Not a time is asserted but that the walk ends: with quadratic reading this would take minutes.
        var hostile = string.Concat(Enumerable.Repeat("1-1/1.1,1:1 May 1 two hundred and ", 6_000)) + new string('a', 200_000) + string.Concat(Enumerable.Repeat("@://", 20_000)) + new string('1', 100_000);
        var versions = new[] { Versions.Of("en", "x") with { Body = [new Paragraph(hostile) { Id = "a" }] }, Versions.Of("de", "x") with { Body = [new Paragraph(hostile) { Id = "a" }], EditionKind = EditionKind.OfficialTranslation } };
        Versions.Look(versions);
        var many = string.Join("\n\n", Enumerable.Range(0, 3_000).Select(n => $"Paragraph {n}"));
        Versions.Look(Versions.Of("en", many), Versions.Of("de", many));
    }
}
