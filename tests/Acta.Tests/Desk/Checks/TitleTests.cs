using Acta.Desk.Checks;
using Acta.Record;
using Acta.Record.Register;

namespace Acta.Tests.Desk.Checks;

public sealed class TitleTests
{
    [Theory]
    [InlineData("en", "Foreign Minister Anna Petrova opened it.", "ru", "Её открыла министр обороны Анна Петрова.", "Foreign Minister Anna Petrova | министр обороны Анна Петрова")]
    [InlineData("en", "The Acting Secretary General Valery Semerikov spoke.", "ru", "Выступил Генеральный секретарь Валерий Семериков.", "Acting Secretary General Valery Semerikov | Генеральный секретарь Валерий Семериков")]
    [InlineData("en", "The Deputy Secretary General Valery Semerikov spoke.", "ru", "Об этом сообщил Генеральный секретарь ОДКБ Валерий Семериков.", "Deputy Secretary General Valery Semerikov | Генеральный секретарь ОДКБ Валерий Семериков")]
    [InlineData("en", "Valery Semerikov, Secretary General of the Organization, spoke.", "ru", "Выступил директор Валерий Семериков.", "Valery Semerikov, Secretary General | директор Валерий Семериков")]
    [InlineData("en", "Former President Anna Petrova spoke.", "fr", "La présidente Anna Petrova a parlé.", "Former President Anna Petrova | présidente Anna Petrova")]
    [InlineData("en", "Colonel General Anatoly Sidorov spoke.", "ru", "Выступил генерал-лейтенант Анатолий Сидоров.", "Colonel General Anatoly Sidorov | генерал-лейтенант Анатолий Сидоров")]
    [InlineData("ru", "Слово взял первый заместитель Генерального секретаря Пётр Тихоновский.", "en", "Deputy Secretary General Petr Tikhonovsky took the floor.", "Deputy Secretary General Petr Tikhonovsky | первый заместитель Генерального секретаря Пётр Тихоновский")]
    public void A_title_that_differs_is_found(string language, string text, string other, string translation, string expected) =>
        Assert.Equal("titles: " + expected, Assert.Single(Versions.Between(language, text, other, translation)));

    [Theory]
    [InlineData("en", "Acting Secretary General Valery Semerikov spoke.", "ru", "Выступил временно исполняющий обязанности Генерального секретаря Валерий Семериков.")]
    [InlineData("en", "Acting Secretary General Valery Semerikov spoke.", "ru", "Слово предоставили врио Генерального секретаря ОДКБ Валерию Семерикову.")]
    [InlineData("en", "Acting Secretary General Valery Semerikov spoke.", "ru", "Слово предоставили и. о. Генерального секретаря Валерию Семерикову.")]
    [InlineData("en", "Foreign Minister Anna Petrova opened it.", "ru", "Её открыла министр Анна Петрова.")]
    [InlineData("en", "Foreign Minister Anna Petrova opened it.", "ru", "Её открыла глава МИД Анна Петрова.")]
    [InlineData("en", "Prime Minister Ivan Petrov opened it.", "ru", "Его открыл Председатель Правительства Российской Федерации Иван Петров.")]
    [InlineData("en", "Chairman Ivan Petrov opened it.", "fr", "Le président Ivan Petrov l’a ouverte.")]
    [InlineData("en", "Vice-President Ivan Petrov opened it.", "ru", "Её открыл вице-президент Иван Петров.")]
    [InlineData("en", "The Secretary General met Foreign Minister Anna Petrova.", "ru", "Генеральный секретарь встретился с министром иностранных дел Анной Петровой.")]
    [InlineData("en", "The President received Anna Petrova.", "ru", "Министр принял Анну Петрову.")]
    [InlineData("en", "It was opened by Ivan Petrov, Foreign Minister Anna Petrova and others.", "ru", "Её открыли Иван Петров, министр иностранных дел Анна Петрова и другие.")]
    [InlineData("en", "Colonel General Anatoly Sidorov, Chief of the Joint Staff, spoke.", "ru", "Выступил начальник Объединённого штаба генерал-полковник Анатолий Сидоров.")]
    public void Titles_that_agree_in_other_words_are_not_told(string language, string text, string other, string translation) =>
        Assert.Empty(Versions.Between(language, text, other, translation));

    [Theory]
    [InlineData("Secretary General Stanislav Zas opened it.", "title.other", "Valery Semerikov")]
    [InlineData("Secretary General Valery Semerikov opened it.", "title.acting", "Valery Semerikov")]
    [InlineData("Acting Secretary General Valery Semerikov opened it.", null, null)]
    [InlineData("Secretary General V. Semerikov opened it.", "title.acting", "Valery Semerikov")]
    [InlineData("Valery Semerikov, Deputy Secretary General, opened it.", null, null)]
    [InlineData("Former Secretary General Yuri Khachaturov opened it.", null, null)]
    [InlineData("Secretary General Yuri Khachaturov opened it.", "title.other", "Valery Semerikov")]
    [InlineData("In 2018 Secretary General Yuri Khachaturov opened it.", null, null)]
    [InlineData("The Secretary General of the Treaty of Many Words Yuri Khachaturov opened it.", "title.other", "Valery Semerikov")]
    [InlineData("UN Secretary General António Guterres opened it.", null, null)]
    [InlineData("Press Keeper Stanislav Zas opened it.", "title.none", "Stanislav Zas")]
    [InlineData("The Secretary General, Valery Semerikov, opened it.", "title.acting", "Valery Semerikov")]
    [InlineData("It was the Secretary General, Valery Semerikov opened it.", null, null)]
    [InlineData("Secretary General Zas left.", "title.other", "Valery Semerikov")]
    [InlineData("Secretary General Guterres left.", null, null)]
    public void A_title_is_compared_with_who_held_the_post_on_the_day(string text, string? code, string? names)
    {
        var found = Versions.Look(new CheckOptions { ReleaseDay = new(2019, 12, 25), Officeholders = Register() }, Versions.Of("en", text));
        if (code is null)
        {
            Assert.Empty(found);
            return;
        }
        var finding = Assert.Single(found);
        Assert.Equal(code, finding.Code);
        Assert.Contains(names!, finding.Sentence(Acta.Desk.DeskWords.For("en")), StringComparison.Ordinal);
        Assert.Contains("25 декабря 2019", finding.Sentence(Acta.Desk.DeskWords.For("ru")), StringComparison.Ordinal);
    }

    [Fact]
    public void The_day_is_that_of_the_event_where_one_is_told()
    {
        var text = Versions.Of("ru", "Совещание открыл Генеральный секретарь Станислав Зась.");
        var options = new CheckOptions { ReleaseDay = new(2025, 6, 30), Officeholders = Register() };
        Assert.Equal("title.none", Assert.Single(Versions.Look(options, text)).Code);
        Assert.Empty(Versions.Look(options, text with { Event = new DateRange(PartialDate.Parse("2021-03-01")) }));
    }

    [Theory]
    // The sentence says the day.
    [InlineData("en", "Acting Secretary General Valeriy Semerikov met the press on 30 June 2025.", "title.none", "Valery Semerikov")]
    [InlineData("en", "On 5 December 2018 Secretary General Yuri Khachaturov met the press.", "title.other", "Valery Semerikov")]
    [InlineData("en", "On 25 December 2019 Secretary General Stanislav Zas met the press.", "title.other", "Valery Semerikov")]
    [InlineData("en", "On 25 December 2019 Acting Secretary General Valery Semerikov met the press.", null, null)]
    [InlineData("en", "Secretary General Stanislav Zas recalled the session of 25 December 2019.", null, null)]
    [InlineData("en", "In May 2018 Secretary General Yuri Khachaturov met the press.", null, null)]
    [InlineData("ru", "25 декабря 2019 года Генеральный секретарь Станислав Зась принял журналистов.", "title.other", "Валерий Семериков")]
    [InlineData("ru", "25 декабря 2019 года журналистов принял исполняющий обязанности Генерального секретаря Валерий Семериков.", null, null)]
    // Behind a comma.
    [InlineData("en", "Safar Karimov, Secretary General, agreed.", "title.other", "Stanislav Zas")]
    [InlineData("en", "Safar Karimov, the TMW Secretary General, agreed.", "title.other", "Stanislav Zas")]
    [InlineData("en", "Safar Karimov, Secretary General of the Shanghai League, agreed.", null, null)]
    [InlineData("en", "Safar Karimov, NATO Secretary General, agreed.", null, null)]
    [InlineData("en", "It was opened by the Secretary General, Valery Semerikov.", "title.other", "Stanislav Zas")]
    [InlineData("en", "They met the Secretary General, Safar Karimov and others.", null, null)]
    [InlineData("ru", "С этим согласен Сафар Каримов, генеральный секретарь Организации.", "title.other", "Станислав Зась")]
    [InlineData("ru", "Сафару Каримову, начальнику Управления информации, вручили награду.", null, null)]
    // Former.
    [InlineData("en", "Former Secretary General Stanislav Zas spoke.", "title.former", "Stanislav Zas")]
    [InlineData("en", "Former Acting Secretary General Valery Semerikov spoke.", null, null)]
    [InlineData("en", "The then Secretary General Stanislav Zas spoke.", null, null)]
    [InlineData("en", "On 1 March 2019 former Secretary General Stanislav Zas spoke.", "title.future", "Stanislav Zas")]
    [InlineData("ru", "Слово предоставили бывшему Генеральному секретарю Станиславу Засю.", "title.former", "Станислав Зась")]
    [InlineData("ru", "Выступил бывший Генеральный секретарь Юрий Хачатуров.", null, null)]
    // Of a State.
    [InlineData("en", "President of the Lake Republic Askar Bekov spoke.", null, null)]
    [InlineData("en", "President of Steppeland Askar Bekov spoke.", "title.other", "Temir Aliyev")]
    [InlineData("en", "President of the Lake Republic Temir Aliyev spoke.", "title.other", "Askar Bekov")]
    [InlineData("en", "President of Lakeland, Temir Aliyev, spoke.", "title.other", "Askar Bekov")]
    [InlineData("en", "President of the Chess Federation Temir Aliyev spoke.", null, null)]
    [InlineData("ru", "Слово взял Президент Озёрной Республики Темир Алиев.", "title.other", "Аскар Беков")]
    [InlineData("ru", "Президенту Озёрной Республики Аскару Бекову вручили награду.", null, null)]
    // Without its body.
    [InlineData("en", "President Askar Bekov spoke in 2015.", null, null)]
    [InlineData("en", "On 1 May 2015 President Askar Bekov spoke.", "title.none", "Askar Bekov")]
    [InlineData("en", "On 1 May 2025 Head of Department Safar Karimov spoke.", "title.none", "Safar Karimov")]
    [InlineData("en", "Head of the Department Safar Karimov spoke.", null, null)]
    [InlineData("en", "On 1 May 2025 Head of the Department of Information Safar Karimov spoke.", "title.none", "Safar Karimov")]
    [InlineData("ru", "1 мая 2025 года начальник управления Сафар Каримов дал интервью.", "title.none", "Сафар Каримов")]
    public void Who_held_the_post_is_asked_however_the_title_stands_in_the_sentence(string language, string text, string? code, string? names)
    {
        var found = Versions.Look(new CheckOptions { ReleaseDay = new(2021, 3, 1), Officeholders = Register() }, Versions.Of(language, text));
        if (code is null)
        {
            Assert.Empty(found);
            return;
        }
        var finding = Assert.Single(found);
        Assert.Equal(code, finding.Code);
        Assert.Contains(names!, finding.Sentence(Acta.Desk.DeskWords.For("en")), StringComparison.Ordinal);
    }

    // 2018 Khachaturov, then Semerikov acting, who was deputy all the time, then Zas until 2022.
    private static Officeholders Register()
    {
        var body = new Organization { Id = Guid.NewGuid(), Name = Words.Of(("en", "Treaty of Many Words"), ("ru", "Организация Договора о многих словах")), OtherNames = [new OtherName(Words.Of(("en", "TMW")), "short")] };
        var department = new Organization { Id = Guid.NewGuid(), Parent = body.Id, Name = Words.Of(("en", "Department of Information"), ("ru", "Управление информации")) };
        var lakeland = new Organization { Id = Guid.NewGuid(), Classification = Organization.State, Name = Words.Of(("en", "Lakeland"), ("ru", "Озёрная Республика")), OtherNames = [new OtherName(Words.Of(("en", "Lake Republic")), "alias")] };
        var steppeland = new Organization { Id = Guid.NewGuid(), Classification = Organization.State, Name = Words.Of(("en", "Steppeland"), ("ru", "Степная Республика")) };
        var informer = new Post { Id = Guid.NewGuid(), Organization = department.Id, Name = Words.Of(("en", "Head of the Department of Information"), ("ru", "Начальник Управления информации")) };
        var ofLakeland = new Post { Id = Guid.NewGuid(), Organization = lakeland.Id, Name = Words.Of(("en", "President of the Lake Republic"), ("ru", "Президент Озёрной Республики")) };
        var ofSteppeland = new Post { Id = Guid.NewGuid(), Organization = steppeland.Id, Name = Words.Of(("en", "President"), ("ru", "Президент")) };
        var head = new Post { Id = Guid.NewGuid(), Organization = body.Id, Name = Words.Of(("en", "Secretary General"), ("ru", "Генеральный секретарь")) };
        var deputy = new Post { Id = Guid.NewGuid(), Organization = body.Id, Name = Words.Of(("en", "Deputy Secretary General")) };
        var keeper = new Post { Id = Guid.NewGuid(), Organization = body.Id, Name = Words.Of(("en", "Press Keeper")) };
        var people = new[] { ("Yuri Khachaturov", "Юрий Хачатуров"), ("Valery Semerikov", "Валерий Семериков"), ("Stanislav Zas", "Станислав Зась"), ("Safar Karimov", "Сафар Каримов"), ("Askar Bekov", "Аскар Беков"), ("Temir Aliyev", "Темир Алиев") }
            .Select(n => new Person { Id = Guid.NewGuid(), Name = Words.Of(("en", n.Item1), ("ru", n.Item2)) }).ToList();
        Membership[] terms =
        [
            Term(0, head, "2017-05-02", "2018-11-01", null), Term(1, head, "2018-11-02", "2019-12-31", "acting"),
            Term(1, deputy, "2017", "2021", null), Term(2, head, "2020-01-01", "2022-12-31", null),
            Term(3, informer, "2019", "2024-12", null), Term(4, ofLakeland, "2018", "2026", null), Term(5, ofSteppeland, "2010", "2026", null),
        ];
        var names = new OfficeNames([body, department, lakeland, steppeland, head, deputy, keeper, informer, ofLakeland, ofSteppeland, .. people]);
        return new Officeholders(names, (id, member) => [.. terms.Where(t => member == "post" ? t.Post == id : t.Member == id)]);

        Membership Term(int person, Post post, string from, string to, string? role) =>
            new() { Id = Guid.NewGuid(), Member = people[person].Id, Post = post.Id, Role = role, Start = PartialDate.Parse(from), End = PartialDate.Parse(to) };
    }
}
