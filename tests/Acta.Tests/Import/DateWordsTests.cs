using Acta.Import.Text;

namespace Acta.Tests.Import;

public class DateWordsTests
{
    [Theory]
    [InlineData("en", "30.06.2025|30.6.2025|2025-06-30|2025/06/30|2025.06.30|30/06/2025|30-06-2025|30.06.2025 14:35|30.06.2025, 14:35|2025-06-30 14:35|2025-06-30T14:35:00Z|30 June 2025|June 30, 2025|Monday, June 30, 2025|Monday 30 June 2025|30th June 2025|30th of June 2025|Jun 30, 2025|30 Jun 2025|30 Jun. 2025|June 30, 2025, 2:35 pm|[30.06.2025]|**30.06.2025**")]
    [InlineData("ru", "30.06.2025|30.06.2025 г.|30 июня 2025|30 июня 2025 г.|30 июня 2025 года|Понедельник, 30 июня 2025 года|30 июн. 2025|30 июня 2025, 14:35|«30» июня 2025 г.|Июнь 30, 2025")]
    [InlineData("fr", "30 juin 2025|lundi 30 juin 2025|le 30 juin 2025|Lundi, le 30 juin 2025|30/06/2025|30 juin 2025 à 14h35")]
    [InlineData("es", "30 de junio de 2025|lunes, 30 de junio de 2025|30 junio 2025|30 de junio del 2025|30 jun 2025")]
    [InlineData("de", "30. Juni 2025|Montag, 30. Juni 2025|Montag, den 30. Juni 2025|30.06.2025|30. Juni 2025, 14:35 Uhr")]
    [InlineData("ar", "30 يونيو 2025|٣٠ يونيو ٢٠٢٥|الاثنين، 30 يونيو 2025|30 حزيران 2025|30 حزيران/يونيو 2025|30 جوان 2025|٣٠/٦/٢٠٢٥|30 يونيو 2025م")]
    [InlineData("hy", "30 հունիսի 2025|2025 թ. հունիսի 30|հունիսի 30, 2025|2025 թվականի հունիսի 30|30 հունիսի, 2025թ.|30.06.2025")]
    [InlineData("ka", "30 ივნისი 2025|2025 წლის 30 ივნისი|30 ივნისი, 2025|30 ივნისი, 2025 წ.")]
    [InlineData("kk", "2025 жылғы 30 маусым|30 маусым 2025 ж.|30 маусым 2025 жыл|30 маусым 2025")]
    [InlineData("ky", "2025-жылдын 30-июну|30-июнь, 2025-жыл|30 июнь 2025|2025-жылдын 30-июнунда|30-июнь 2025-ж.")]
    [InlineData("tg", "30 июни 2025|30 июни соли 2025|30 Июни 2025")]
    [InlineData("uz", "30 iyun 2025|2025-yil 30-iyun|30-iyun, 2025-yil|2025 yil 30 iyun|30 июн 2025 йил|30 Iyun, 2025")]
    [InlineData("be", "30 чэрвеня 2025|30 чэрвеня 2025 г.|30 чэрвеня 2025 года|панядзелак, 30 чэрвеня 2025")]
    [InlineData("uk", "30 червня 2025|30 червня 2025 р.|30 червня 2025 року|понеділок, 30 червня 2025")]
    [InlineData("zh", "2025年6月30日|2025年06月30日|2025年6月30日 星期一|2025 年 6 月 30 日|2025-06-30|二〇二五年六月三十日|二○二五年六月三十日|2025年6月30日 14:35")]
    [InlineData("ja", "2025年6月30日|2025年6月30日（月）|2025年6月30日(月)|令和7年6月30日|２０２５年６月３０日")]
    [InlineData("ko", "2025년 6월 30일|2025년 6월 30일 월요일|2025.06.30|2025. 6. 30.")]
    [InlineData("tr", "30 Haziran 2025|30 Haziran 2025 Pazartesi|30 Haziran 2025, Pazartesi|30.06.2025")]
    [InlineData("az", "30 iyun 2025|30 iyun 2025-ci il|30 İyun 2025")]
    [InlineData("pt", "30 de junho de 2025|segunda-feira, 30 de junho de 2025|30 Junho 2025")]
    [InlineData("it", "30 giugno 2025|lunedì 30 giugno 2025|Lunedì, 30 Giugno 2025")]
    [InlineData("pl", "30 czerwca 2025|30 czerwca 2025 r.|poniedziałek, 30 czerwca 2025|30 czerwca 2025 roku")]
    [InlineData("fa", "۳۰ ژوئن ۲۰۲۵|30 ژوئن 2025")]
    [InlineData("el", "30 Ιουνίου 2025|Δευτέρα, 30 Ιουνίου 2025")]
    [InlineData("hu", "2025. június 30.|2025. június 30., hétfő|2025.06.30.")]
    [InlineData("lt", "2025 m. birželio 30 d.|2025-06-30")]
    [InlineData("lv", "2025. gada 30. jūnijs")]
    [InlineData("ro", "30 iunie 2025|luni, 30 iunie 2025")]
    [InlineData("sr", "30. јун 2025.|30. јуна 2025. године")]
    [InlineData("cs", "30. června 2025|pondělí 30. června 2025")]
    [InlineData("vi", "Ngày 30 tháng 6 năm 2025|30 tháng 6, 2025|30/06/2025")]
    [InlineData("hi", "30 जून 2025|३० जून २०२५")]
    [InlineData("he", "30 ביוני 2025|30 יוני 2025")]
    [InlineData("mn", "2025 оны 6 сарын 30|2025 оны 6 дугаар сарын 30")]
    [InlineData("fi", "30. kesäkuuta 2025")]
    [InlineData("nl", "30 juni 2025|maandag 30 juni 2025")]
    [InlineData("id", "30 Juni 2025|Senin, 30 Juni 2025")]
    [InlineData("th", "30 มิถุนายน 2568")]
    public void A_date_is_read_as_people_of_each_language_write_it(string language, string forms)
    {
        var wrong = forms.Split('|').Select(f => (Form: f, Read: DateWords.Of(language).Whole(f)?.Date?.ToString())).Where(f => f.Read != "2025-06-30");
        Assert.Empty(wrong);
    }

    [Theory]
    [InlineData("en", "1 May 2025|May 1, 2025", "2025-05-01")]
    [InlineData("fr", "1er mai 2025|mardi 1er avril 2025", "2025-05-01|2025-04-01")]
    [InlineData("fr", "12 août 2024|12 déc. 2024|3 février 2024", "2024-08-12|2024-12-12|2024-02-03")]
    [InlineData("ru", "1 мая 2025|8 марта 2025|июнь 2025|2025", "2025-05-01|2025-03-08|2025-06|2025")]
    [InlineData("en", "June 2025|06.2025|2025-06|2025", "2025-06|2025-06|2025-06|2025")]
    [InlineData("zh", "2025年12月1日|2025年6月|二〇二五年十二月二十一日|二〇二五年十月十日", "2025-12-01|2025-06|2025-12-21|2025-10-10")]
    [InlineData("es", "1 de mayo de 2025|1 de mar. de 2025", "2025-05-01|2025-03-01")]
    [InlineData("uz", "1 oktabr 2025|1 mart 2025", "2025-10-01|2025-03-01")]
    [InlineData("hy", "2025 թ. մայիսի 9|9 մարտի 2025", "2025-05-09|2025-03-09")]
    [InlineData("ky", "2025-жылдын 9-майы|31-август 2025", "2025-05-09|2025-08-31")]
    [InlineData("kk", "9 мамыр 2025|2025 жылғы 16 желтоқсан", "2025-05-09|2025-12-16")]
    public void Other_days_and_partial_dates_are_read(string language, string forms, string expected)
    {
        var read = forms.Split('|').Select(f => DateWords.Of(language).Whole(f)?.Date?.ToString() ?? f).ToList();
        var wanted = expected.Split('|');
        Assert.Equal(wanted.Length == read.Count ? wanted : [.. read.Select(_ => wanted[0])], read);
    }

    [Theory]
    [InlineData("ru", "30.06.2025, понедельник|30.06.2025 (понедельник)|Пн, 30.06.2025|30.06.25|Опубликовано: 30.06.2025|Дата публикации: 30 июня 2025 г.")]
    [InlineData("tr", "30.06.2025, Pazartesi|Yayın tarihi: 30 Haziran 2025|Yayınlandı: 30.06.2025")]
    [InlineData("de", "Montag, 30.06.2025|30.06.25|Veröffentlicht am 30.06.2025")]
    [InlineData("en", "Published: 30 June 2025|Published on 30 June 2025|Posted 2025-06-30|Date published: 30/06/2025")]
    [InlineData("pt", "30/06/2025, segunda-feira|Publicado em 30 de junho de 2025")]
    [InlineData("fa", "۱۴۰۴/۰۴/۰۹|۹ تیر ۱۴۰۴|دوشنبه ۹ تیر ۱۴۰۴|۳۰ ژوئن ۲۰۲۵|تاریخ انتشار: ۱۴۰۴/۰۴/۰۹")]
    public void A_day_of_the_week_a_word_of_publishing_and_a_solar_year_stand_beside_dates(string language, string forms)
    {
        var wrong = forms.Split('|').Select(f => (Form: f, Read: DateWords.Of(language).Whole(f)?.Date?.ToString())).Where(f => f.Read != "2025-06-30");
        Assert.Empty(wrong);
    }

    [Theory]
    [InlineData("ru", "Москва, 30 июня 2025 года", "Москва")]
    [InlineData("pt", "Lisboa, 30 de junho de 2025", "Lisboa")]
    [InlineData("es", "Buenos Aires, 30 de junio de 2025", "Buenos Aires")]
    [InlineData("ru", "28–30 июня 2025 года", null)]
    [InlineData("en", "28 - 30 June 2025", null)]
    [InlineData("en", "28 June – 30 June 2025", null)]
    public void A_place_or_a_first_day_before_a_date_may_belong_to_a_text(string language, string line, string? place)
    {
        var dates = DateWords.Of(language);
        Assert.Null(dates.Whole(line));
        Assert.Equal(("2025-06-30", place), (dates.Loosely(line)?.Date.ToString(), dates.Loosely(line)?.Place));
    }

    [Theory]
    [InlineData("31.02.2025")]
    [InlineData("2025-13-01")]
    [InlineData("30 February 2025")]
    public void An_impossible_day_is_a_date_line_without_a_date(string line)
    {
        var found = DateWords.Of("en").Whole(line);
        Assert.NotNull(found);
        Assert.Null(found.Date);
    }

    [Theory]
    [InlineData("en", "On June 30, 2025, a meeting was held")]
    [InlineData("en", "Version 9.4")]
    [InlineData("en", "Chapter 12")]
    [InlineData("en", "May the best win in 2025")]
    [InlineData("en", "+996 312 000000")]
    [InlineData("en", "Debian 9: 9.4 released")]
    [InlineData("en", "192.168.10.2025")]
    [InlineData("ru", "Итоги 2025 года")]
    [InlineData("ru", "План на июнь 2025 утверждён")]
    [InlineData("de", "Nr. 30/2025")]
    [InlineData("en", "1402/12/15")]
    [InlineData("en", "1.2.10")]
    [InlineData("ru", "Опубликовано 30 документов")]
    [InlineData("en", "Publication of 2025")]
    [InlineData("zh", "2025年工作计划")]
    [InlineData("fr", "Mars 2025 en images")]
    public void Words_that_hold_a_date_or_a_number_are_no_date_line(string language, string line) => Assert.Null(DateWords.Of(language).Whole(line));

    [Theory]
    [InlineData("en", "30.06.2025 Ministers met.", "Ministers met.")]
    [InlineData("en", "30 June 2025: Ministers met.", "Ministers met.")]
    [InlineData("en", "June 30, 2025 — Ministers met.", "Ministers met.")]
    [InlineData("ru", "30 июня 2025 г. Министры встретились.", "Министры встретились.")]
    [InlineData("fr", "30 juin 2025 - Les ministres se sont réunis.", "Les ministres se sont réunis.")]
    [InlineData("ar", "٣٠ يونيو ٢٠٢٥: اجتمع الوزراء.", "اجتمع الوزراء.")]
    [InlineData("zh", "2025年6月30日 部长们开会。", "部长们开会。")]
    [InlineData("hy", "2025 թ. հունիսի 30. Նախարարները հանդիպեցին։", "Նախարարները հանդիպեցին։")]
    public void A_date_that_begins_a_line_is_parted_from_its_text(string language, string line, string text)
    {
        var found = DateWords.Of(language).Beginning(line);
        Assert.NotNull(found);
        Assert.Equal("2025-06-30", found.Value.Date.Date.ToString());
        Assert.Equal(text, line[found.Value.After..]);
    }

    [Fact]
    public void Day_and_month_that_could_be_exchanged_are_said_to_be()
    {
        Assert.True(DateWords.Of("fr").Whole("03/04/2025")!.IsAmbiguous);
        Assert.False(DateWords.Of("fr").Whole("13/04/2025")!.IsAmbiguous);
        Assert.False(DateWords.Of("fr").Whole("03.04.2025")!.IsAmbiguous);
        Assert.Equal("2025-03-04", DateWords.Of("en-US").Whole("03/04/2025")!.Date.ToString());
    }
}
