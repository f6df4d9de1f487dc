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

    // 2018 Khachaturov, then Semerikov acting, who was deputy all the time, then Zas until 2022.
    private static Officeholders Register()
    {
        var body = new Organization { Id = Guid.NewGuid(), Name = Words.Of(("en", "Treaty of Many Words")) };
        var head = new Post { Id = Guid.NewGuid(), Organization = body.Id, Name = Words.Of(("en", "Secretary General"), ("ru", "Генеральный секретарь")) };
        var deputy = new Post { Id = Guid.NewGuid(), Organization = body.Id, Name = Words.Of(("en", "Deputy Secretary General")) };
        var keeper = new Post { Id = Guid.NewGuid(), Organization = body.Id, Name = Words.Of(("en", "Press Keeper")) };
        var people = new[] { ("Yuri Khachaturov", "Юрий Хачатуров"), ("Valery Semerikov", "Валерий Семериков"), ("Stanislav Zas", "Станислав Зась") }
            .Select(n => new Person { Id = Guid.NewGuid(), Name = Words.Of(("en", n.Item1), ("ru", n.Item2)) }).ToList();
        Membership[] terms =
        [
            Term(0, head, "2017-05-02", "2018-11-01", null), Term(1, head, "2018-11-02", "2019-12-31", "acting"),
            Term(1, deputy, "2017", "2021", null), Term(2, head, "2020-01-01", "2022-12-31", null),
        ];
        var names = new OfficeNames([body, head, deputy, keeper, .. people]);
        return new Officeholders(names, (id, member) => [.. terms.Where(t => member == "post" ? t.Post == id : t.Member == id)]);

        Membership Term(int person, Post post, string from, string to, string? role) =>
            new() { Id = Guid.NewGuid(), Member = people[person].Id, Post = post.Id, Role = role, Start = PartialDate.Parse(from), End = PartialDate.Parse(to) };
    }
}
