using Acta.Desk.Checks;
using Acta.Record;
using Acta.Record.Register;

namespace Acta.Tests.Desk.Checks;

public sealed class NamedTests
{
    [Theory]
    [InlineData("The session was held in Bishkek.", "Заседание прошло в Душанбе.", "Bishkek | Душанбе")]
    [InlineData("The delegation of Armenia took the floor.", "Слово взяла делегация Киргизии.", "Armenia | Киргизии")]
    [InlineData("The letter was signed by Anna Petrova.", "Письмо подписал Сергей Иванов.", "Anna Petrova | Сергей Иванов")]
    [InlineData("The letter was signed by Anna Petrova and Karen Melikyan.", "Письмо подписали Анна Петрова и Сергей Иванов.", "Karen Melikyan | Сергей Иванов")]
    public void A_city_a_country_or_a_person_exchanged_for_another_is_told_with_both_passages(string english, string russian, string expected)
    {
        Assert.Equal("name.other: " + expected, Assert.Single(Versions.Between("en", english, "ru", russian)));
        var finding = Assert.Single(Versions.Look(Versions.Of("en", english), Versions.Of("ru", russian)));
        foreach (var language in (string[])["en", "ru"])
            foreach (var name in expected.Split(" | ")) Assert.Contains(name, finding.Sentence(Acta.Desk.DeskWords.For(language)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("The talks with Arman Sarkisyan went on.", "Переговоры с Арманом Саркисяном продолжились.")]
    [InlineData("The seminar took place in Kyrgyzstan.", "Семинар прошёл в Киргизии.")]
    [InlineData("The seminar took place in Kyrgyzstan.", "Семинар прошёл в Кыргызстане.")]
    [InlineData("The seminar took place in Belarus.", "Семинар прошёл в Республике Беларусь.")]
    [InlineData("They thanked the Russian side and Anna Petrova.", "Они поблагодарили российскую сторону и Анну Петрову.")]
    public void The_same_person_or_country_in_another_case_or_by_another_name_is_not_told(string english, string russian) =>
        Assert.Empty(Versions.Between("en", english, "ru", russian));

    [Theory]
    [InlineData("The floor was given to Dmitry Shugaev.", "Слово предоставили Дмитрию Шугаеву.")]
    [InlineData("The floor was given to Nikol Pashinyan.", "Слово взял Никол Пашинян.")]
    [InlineData("The floor was given to Kassym-Jomart Tokayev.", "Слово взял Касым-Жомарт Токаев.")]
    [InlineData("The session was held in Dushanbe.", "Заседание прошло в Душанбе.")]
    public void A_name_that_differs_only_by_its_letters_is_not_told(string english, string russian) =>
        Assert.Empty(Versions.Between("en", english, "ru", russian));

    [Theory]
    [InlineData("In the morning the Secretary General arrived.", "Утром прибыл Генеральный секретарь.")]
    [InlineData("At its session the Council adopted the report.", "На заседании Совета принят доклад.")]
    [InlineData("The report was heard in the Security Council.", "Доклад заслушан в Совете Безопасности.")]
    [InlineData("They discussed the work of the Joint Staff.", "Обсудили работу Объединённого штаба.")]
    [InlineData("Anna Petrova thanked the States.\n\nShe presented the report to the Council.", "Анна Петрова поблагодарила государства.\n\nПетрова представила доклад Совету Безопасности.")]
    public void A_body_or_an_office_in_capitals_that_is_translated_is_not_told(string english, string russian) =>
        Assert.Empty(Versions.Between("en", english, "ru", russian));

    [Fact]
    public void Somebody_whom_only_one_version_names_is_told_where_the_register_knows_both_names()
    {
        var options = new CheckOptions { Officeholders = Register() };
        var english = Versions.Of("en", "The declaration was signed by Bekzhan Orozov and Temirlan Aliyev in the evening.");
        var finding = Assert.Single(Versions.Look(options, english, Versions.Of("ru", "Вечером декларацию подписал Бекжан Орозов.")));
        Assert.Equal(("name.alone", "Temirlan Aliyev", "ru"), (finding.Code, finding.First.Quote, finding.Second!.Language));
        Assert.Contains("Temirlan Aliyev", finding.Sentence(Acta.Desk.DeskWords.For("ru")), StringComparison.Ordinal);
        Assert.Empty(Versions.Look(options, english, Versions.Of("ru", "Вечером декларацию подписали Бекжан Орозов и Темирлан Алиев.")));
        Assert.Empty(Versions.Look(options, english, Versions.Of("ru", "Вечером декларацию подписали Б. Орозов и Т. Алиев.")));
    }

    [Fact]
    public void A_city_that_the_register_knows_under_unlike_names_is_one()
    {
        var options = new CheckOptions { Officeholders = Register() };
        var english = Versions.Of("en", "The session took place in Lakeside.");
        Assert.Empty(Versions.Look(options, english, Versions.Of("ru", "Заседание прошло в Приозёрске.")));
        Assert.Equal("name.other", Assert.Single(Versions.Look(options, english, Versions.Of("ru", "Заседание прошло в Нагорном."))).Code);
    }

    private static Officeholders Register()
    {
        RegisterRecord[] records =
        [
            new Person { Id = Guid.NewGuid(), Name = Words.Of(("en", "Bekzhan Orozov"), ("ru", "Бекжан Орозов")) },
            new Person { Id = Guid.NewGuid(), Name = Words.Of(("en", "Temirlan Aliyev"), ("ru", "Темирлан Алиев")) },
            new Place { Id = Guid.NewGuid(), Name = Words.Of(("en", "Lakeside"), ("ru", "Приозёрск")) },
            new Place { Id = Guid.NewGuid(), Name = Words.Of(("en", "Hillside"), ("ru", "Нагорный")) },
        ];
        return new Officeholders(new OfficeNames(records), (_, _) => []);
    }
}
