using Acta.Record.Bodies;
using Acta.Record.News;

namespace Acta.Tests.Import;

/// <summary>Layouts that old sites have, in languages that the corpora lack.</summary>
public class TextLayoutTests
{
    /// <summary>The layout of the founding text: a date before each item, then an interview under its headline, then the links back.</summary>
    [Theory]
    [InlineData("ru", "30 июня 2025 г.", "Министры встретились в горах. Они согласовали план.", "26 июня 2025 г.", "Совет провёл девятнадцатое заседание.",
        "Генеральный секретарь Иван Петров в интервью телеканалу «Река» подвёл итоги года", "25 декабря 2019", "Каким был уходящий год?", "Год был напряжённым.", "Что дальше?", "Дальше работа.", "Продолжение интервью в видеоверсии.", "Назад|Вернуться в раздел|Ко всем новостям", "Иван Петров")]
    [InlineData("fr", "30 juin 2025", "Les ministres se sont réunis à la montagne. Ils ont adopté le plan.", "26 juin 2025", "Le conseil a tenu sa dix-neuvième réunion.",
        "La secrétaire générale Jeanne Dupont dans une interview à la chaîne « Rivière » dresse le bilan de l’année", "25 décembre 2019", "Que dire de l’année écoulée ?", "L’année a été tendue.", "Et maintenant ?", "Du travail.", "Suite de l’entretien dans la version vidéo.", "Retour|Retour à la rubrique|Toutes les actualités", "Jeanne Dupont")]
    [InlineData("de", "30. Juni 2025", "Die Minister trafen sich in den Bergen. Sie einigten sich auf den Plan.", "26. Juni 2025", "Der Rat hielt seine neunzehnte Sitzung ab.",
        "Die Generalsekretärin Anna Schmidt im Interview mit dem Sender Fluss über das Jahr", "25. Dezember 2019", "Wie war das Jahr?", "Das Jahr war angespannt.", "Und was kommt?", "Arbeit.", "Fortsetzung des Interviews im Video.", "Zurück|Zurück zur Rubrik|Alle Nachrichten", "Anna Schmidt")]
    [InlineData("ar", "٣٠ يونيو ٢٠٢٥", "اجتمع الوزراء في الجبال. واتفقوا على الخطة.", "26 يونيو 2025", "عقد المجلس اجتماعه التاسع عشر.",
        "الأمين العام في مقابلة مع قناة النهر يلخص عمل السنة", "25 ديسمبر 2019", "كيف كانت السنة؟", "كانت السنة صعبة.", "وماذا بعد؟", "العمل مستمر.", "تابعوا بقية المقابلة في الفيديو.", "عودة|العودة إلى القسم|جميع الأخبار", null)]
    [InlineData("hy", "30 հունիսի 2025", "Նախարարները հանդիպեցին լեռներում։ Նրանք համաձայնեցին։", "26 հունիսի 2025", "Խորհուրդը նիստ գումարեց։",
        "Գլխավոր քարտուղարը հարցազրույցում ամփոփեց տարին", "25 դեկտեմբերի 2019", "Ինչպիսի՞ն էր տարին", "Տարին լարված էր։", "Իսկ ի՞նչ է լինելու", "Աշխատանք։", "Շարունակությունը դիտեք տեսանյութում։", "Հետ|Վերադառնալ բաժին|Բոլոր նորությունները", null)]
    [InlineData("ka", "30 ივნისი 2025", "მინისტრები მთაში შეხვდნენ. ისინი შეთანხმდნენ.", "26 ივნისი 2025", "საბჭომ სხდომა გამართა.",
        "გენერალური მდივანი ინტერვიუში წელს აჯამებს", "25 დეკემბერი 2019", "როგორი იყო წელი?", "წელი დაძაბული იყო.", "შემდეგ რა?", "სამუშაო.", "ინტერვიუს გაგრძელება იხილეთ ვიდეოში.", "უკან|განყოფილებაში დაბრუნება|ყველა სიახლე", null)]
    [InlineData("kk", "2025 жылғы 30 маусым", "Министрлер тауда кездесті. Олар жоспарды келісті.", "2025 жылғы 26 маусым", "Кеңес отырыс өткізді.",
        "Бас хатшы сұхбатында жылды қорытындылады", "2019 жылғы 25 желтоқсан", "Жыл қандай болды?", "Жыл ауыр болды.", "Әрі қарай не?", "Жұмыс.", "Сұхбаттың жалғасын бейне нұсқадан көріңіз.", "Артқа|Бөлімге оралу|Барлық жаңалықтар", null)]
    [InlineData("ky", "2025-жылдын 30-июну", "Министрлер тоодо жолугушту. Алар макулдашты.", "2025-жылдын 26-июну", "Кеңеш жыйын өткөрдү.",
        "Башкы катчы маегинде жылды жыйынтыктады", "2019-жылдын 25-декабры", "Жыл кандай болду?", "Жыл оор болду.", "Эми эмне?", "Жумуш.", "Маектин уландысын видеодон көрүңүз.", "Артка|Бөлүмгө кайтуу|Бардык жаңылыктар", null)]
    [InlineData("tg", "30 июни 2025", "Вазирон дар кӯҳ вохӯрданд. Онҳо розӣ шуданд.", "26 июни 2025", "Шӯро ҷаласа гузаронд.",
        "Котиби генералӣ дар мусоҳиба солро ҷамъбаст кард", "25 декабри 2019", "Сол чӣ гуна буд?", "Сол душвор буд.", "Баъд чӣ?", "Кор.", "Давоми мусоҳиба дар видео.", "Бозгашт|Ба бахш|Ҳамаи хабарҳо", null)]
    [InlineData("uz", "2025-yil 30-iyun", "Vazirlar tog‘da uchrashdi. Ular rejaga rozi bo‘ldi.", "2025-yil 26-iyun", "Kengash yig‘ilish o‘tkazdi.",
        "Bosh kotib suhbatda yilni sarhisob qildi", "2019-yil 25-dekabr", "Yil qanday bo‘ldi?", "Yil og‘ir bo‘ldi.", "Keyin nima?", "Ish.", "Suhbat davomini videoda ko‘ring.", "Orqaga|Bo‘limga qaytish|Barcha yangiliklar", null)]
    [InlineData("be", "30 чэрвеня 2025", "Міністры сустрэліся ў гарах. Яны ўзгаднілі план.", "26 чэрвеня 2025", "Савет правёў пасяджэнне.",
        "Генеральны сакратар у інтэрв’ю падвёў вынікі года", "25 снежня 2019", "Якім быў год?", "Год быў напружаным.", "Што далей?", "Праца.", "Працяг інтэрв’ю глядзіце ў відэа.", "Вярнуцца|Усе навіны|Назад", null)]
    [InlineData("zh", "2025年6月30日", "部长们在山区会晤。他们商定了计划。", "2025年6月26日", "理事会举行了第十九次会议。",
        "秘书长接受采访总结全年工作", "2019年12月25日", "今年怎么样？", "这一年很紧张。", "接下来呢？", "工作。", "采访续篇请看视频。", "返回|返回栏目|所有新闻", null)]
    [InlineData("ja", "2025年6月30日", "閣僚は山で会談した。計画に合意した。", "2025年6月26日", "理事会は会議を開いた。",
        "事務総長がインタビューで一年を振り返る", "2019年12月25日", "今年はどうでしたか？", "大変な年でした。", "次は何ですか？", "仕事です。", "インタビューの続きは動画で。", "戻る|一覧へ戻る|すべてのニュース", null)]
    [InlineData("tr", "30 Haziran 2025", "Bakanlar dağda toplandı. Planda anlaştılar.", "26 Haziran 2025", "Konsey toplantı yaptı.",
        "Genel Sekreter röportajda yılı özetledi", "25 Aralık 2019", "Yıl nasıldı?", "Yıl gergindi.", "Sırada ne var?", "Çalışmak.", "Röportajın devamını videoda izleyin.", "Geri dön|Bölüme dön|Tüm haberler", null)]
    [InlineData("pt", "30 de junho de 2025", "Os ministros reuniram-se na serra. Acordaram o plano.", "26 de junho de 2025", "O conselho realizou a reunião.",
        "A secretária-geral Ana Silva em entrevista ao canal Rio resume o ano", "25 de dezembro de 2019", "Como foi o ano?", "O ano foi tenso.", "E agora?", "Trabalho.", "Assista à continuação da entrevista em vídeo.", "Voltar|Voltar à secção|Todas as notícias", "Ana Silva")]
    public void The_founding_layout_is_read_in_every_language(string language, string day, string first, string earlier, string second, string headline, string interviewDay, string q1, string a1, string q2, string a2, string video, string links, string? speaker)
    {
        var text = $"{day}\n\n{first}\n\n{day}\n\n{second}\n\n\n{earlier}\n\n{second} {first}\n\n\n{headline}\n\n{interviewDay}\n\nhttps://tv.example.org/interview/1\n\n{q1}\n\n{a1}\n\n{q2}\n\n{a2}\n\n{video}\n\n\n{string.Join("\n\n", links.Split('|'))}";
        var imported = Imported.Text(text, language);
        Assert.Empty(imported.Report.Problems);
        Assert.Equal(["2025-06-30", "2025-06-30", "2025-06-26", "2019-12-25"], imported.Editions.Select(e => e.FirstPublished!.Date.ToString()));
        Assert.All(imported.Editions.Take(3), e => Assert.True(e.HeadlineDerived && e.Body.Count == 1));
        Assert.Equal(links.Split('|'), imported.Report.Lines.Where(l => l.Why.StartsWith("navigation", StringComparison.Ordinal)).Select(l => l.Text));
        var interview = imported.Editions[3];
        Assert.Equal((ArticleKind.Interview, headline, "https://tv.example.org/interview/1"), (interview.Kind, interview.Headline, interview.Source!.Url));
        Assert.Equal([TurnRole.Question, TurnRole.Answer, TurnRole.Question, TurnRole.Answer], interview.Body.OfType<Turn>().Select(t => t.Role));
        Assert.True(Assert.IsType<Recording>(interview.Body[^1]).Source.IsMissing);
        Assert.Equal(speaker, interview.Speaker);
    }

    [Theory]
    [InlineData("en", "Question: How was it?\n\nAnswer: It was hard.\n\nAnd it is done.\n\nQuestion: What comes?\n\nAnswer: Work.", null)]
    [InlineData("en", "Q: How was it?\n\nA: It was hard.\n\nAnd it is done.\n\nQ: What comes?\n\nA: Work.", null)]
    [InlineData("ru", "Вопрос: Как это было?\n\nОтвет: Трудно.\n\nНо сделано.\n\nВопрос: Что дальше?\n\nОтвет: Работа.", null)]
    [InlineData("ru", "В: Как это было?\n\nО: Трудно.\n\nНо сделано.\n\nВ: Что дальше?\n\nО: Работа.", null)]
    [InlineData("ru", "— Как это было?\n\n— Трудно.\n\nНо сделано.\n\n— Что дальше?\n\n— Работа.", null)]
    [InlineData("fr", "Question : Comment était-ce ?\n\nRéponse : Difficile.\n\nMais c’est fait.\n\nQuestion : Et après ?\n\nRéponse : Le travail.", null)]
    [InlineData("zh", "问：怎么样？\n\n答：很难。\n\n但完成了。\n\n问：接下来呢？\n\n答：工作。", null)]
    [InlineData("en", "**Reporter:** How was it?\n\n**Jane Roe:** It was hard.\n\nAnd it is done.\n\n**Reporter:** What comes?\n\n**Jane Roe:** Work.", "Jane Roe")]
    [InlineData("en", "Reporter: How was it?\n\nJane Roe: It was hard.\n\nAnd it is done.\n\nReporter: What comes?\n\nJane Roe: Work.", "Jane Roe")]
    public void Questions_and_answers_become_turns_however_they_are_marked(string language, string body, string? name)
    {
        var edition = Assert.Single(Imported.Text($"25.12.2019\nThe interview of the year\n\n{body}\n", language).Editions);
        Assert.Equal(ArticleKind.Interview, edition.Kind);
        var turns = edition.Body.Cast<Turn>().ToList();
        Assert.Equal([TurnRole.Question, TurnRole.Answer, TurnRole.Question, TurnRole.Answer], turns.Select(t => t.Role));
        Assert.Equal([1, 2, 1, 1], turns.Select(t => t.Blocks.Count));
        Assert.Equal(name, turns[1].Speaker);
        Assert.DoesNotContain(turns.SelectMany(t => t.Blocks).Cast<Paragraph>(), p => p.Text.Contains(':') || p.Text.Contains('：') || p.Text.Contains('—') || p.Text.Contains('*'));
    }

    [Fact]
    public void Ordinary_news_that_asks_something_is_no_interview()
    {
        var edition = Assert.Single(Imported.Text("25.12.2019\nWater levels\n\nThe level fell by a metre.\n\nWhat does it mean for farmers?\n\nThey will wait.\n\nMore rain is expected.\n").Editions);
        Assert.Equal(ArticleKind.News, edition.Kind);
    }

    [Fact]
    public void Several_items_stand_under_one_date_with_headlines()
    {
        var imported = Imported.Text("""
            30.06.2025

            First bridge opened

            The bridge was opened on Monday. It joins two banks.

            * * *

            Second bridge planned

            The plan was agreed.

            * * *

            29.06.2025

            Ferry stopped

            The ferry stopped for repairs.
            """);
        Assert.Equal(["First bridge opened", "Second bridge planned", "Ferry stopped"], imported.Editions.Select(e => e.Headline));
        Assert.Equal(["2025-06-30", "2025-06-30", "2025-06-29"], imported.Editions.Select(e => e.FirstPublished!.Date.ToString()));
        Assert.DoesNotContain(true, imported.Editions.Select(e => e.HeadlineDerived));
    }

    [Fact]
    public void Several_items_stand_under_one_date_without_headlines()
    {
        var imported = Imported.Text("30.06.2025\n\nThe bridge was opened on Monday.\n\n\nThe plan was agreed.\n\n\n29.06.2025\n\nThe ferry stopped for repairs.\n\n\n28.06.2025\n\nThe water rose. People watched.\n");
        Assert.Equal(["2025-06-30", "2025-06-30", "2025-06-29", "2025-06-28"], imported.Editions.Select(e => e.FirstPublished!.Date.ToString()));
        Assert.DoesNotContain(false, imported.Editions.Select(e => e.HeadlineDerived));
    }

    [Fact]
    public void A_headline_above_its_date_and_link_is_read()
    {
        var imported = Imported.Text("""
            News of the commission

            Bridge opened
            30 June 2025
            https://old.example.org/bridge

            The bridge was opened on Monday.

            Plan agreed
            29 June 2025
            https://old.example.org/plan

            The plan was agreed.
            """);
        Assert.Equal([("Bridge opened", "https://old.example.org/bridge"), ("Plan agreed", "https://old.example.org/plan")], imported.Editions.Select(e => (e.Headline, e.Source!.Url!)));
    }

    [Fact]
    public void A_date_that_no_calendar_has_keeps_its_item_out_and_names_the_line()
    {
        var imported = Imported.Text("31.02.2025\n\nNobody was there.\n\n28.02.2025\n\nThe ministers met.\n");
        Assert.Equal("2025-02-28", Assert.Single(imported.Editions).FirstPublished!.Date.ToString());
        Assert.Equal("dump.txt, line 1, “Nobody was there.”: \"31.02.2025\" is no day of the calendar; mend the date.", Assert.Single(imported.Report.Problems).ToString());
    }

    [Fact]
    public void A_dump_whose_only_dates_stand_behind_places_is_cut_at_them()
    {
        var imported = Imported.Text("Vienna, 30 June 2025\n\nThe bridge was opened.\n\nParis, 29 June 2025\n\nThe plan was agreed.\n");
        Assert.Equal([("2025-06-30", "Vienna"), ("2025-06-29", "Paris")], imported.Editions.Select(e => (e.FirstPublished!.Date.ToString()!, e.Place!)));
    }

    [Fact]
    public void A_place_and_date_under_a_declaration_stay_its_own_and_are_told()
    {
        var imported = Imported.Text("30.06.2025\n\nThe ministers declare that the river is one.\n\nVienna, 29 June 2025\n\n28.06.2025\n\nThe plan was agreed.\n");
        Assert.Equal(2, imported.Editions.Count);
        Assert.Equal(2, imported.Editions[0].Body.Count);
        Assert.Contains(imported.Report.Warnings, w => w.ToString().Contains("line 5", StringComparison.Ordinal) && w.ToString().Contains("looks like a date", StringComparison.Ordinal));
    }

    [Fact]
    public void A_dump_without_any_date_is_told_to_have_none()
    {
        var imported = Imported.Text("The bridge was opened on Monday by the ministers.\n\nThe plan was agreed.\n");
        Assert.Contains(imported.Report.Warnings, w => w.ToString().Contains("no line of it was read as a date", StringComparison.Ordinal));
    }

    [Fact]
    public void Links_of_the_old_site_are_taken_out_above_its_footer_too()
    {
        var imported = Imported.Text("30.06.2025\n\nThe bridge was opened.\n\nGo back\n\nBack to all news\n\nSecretariat of the Commission\n\nHome | News | Contacts\n");
        Assert.Equal(["The bridge was opened.", "Secretariat of the Commission"], Assert.Single(imported.Editions).Body.Cast<Paragraph>().Select(p => p.Text));
        Assert.Equal(3, imported.Report.Lines.Count(l => l.Why.StartsWith("navigation", StringComparison.Ordinal)));
    }

    [Fact]
    public void Links_that_end_item_after_item_are_the_old_sites_own()
    {
        var items = string.Join("\n\n", Enumerable.Range(10, 6).Select(d => $"{d}.06.2025\n\nThe commission met for the {d}th time. It was long.\n\nShare this page\n\nTop"));
        var imported = Imported.Text(items);
        Assert.Equal(6, imported.Editions.Count);
        Assert.All(imported.Editions, e => Assert.Single(e.Body));
        Assert.Equal(12, imported.Report.Lines.Count(l => l.Why.StartsWith("navigation", StringComparison.Ordinal)));
    }

    [Fact]
    public void The_same_item_twice_goes_in_once_and_is_said()
    {
        var imported = Imported.Text("30.06.2025\n\nThe bridge was opened.\n\n30.06.2025\n\nThe bridge was opened.\n");
        Assert.Single(imported.Editions);
        Assert.Contains(imported.Report.Lines, l => l.Why == "the same item as at line 1");
    }
}
