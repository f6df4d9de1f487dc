using Acta.Desk.Checks;

namespace Acta.Tests.Desk.Checks;

public sealed class NumberTests
{
    public static TheoryData<string, string, string> Written => new()
    {
        // Digits, by each language's points, commas and spaces.
        { "en", "1,234,567 people", "1234567" },
        { "de", "1.234.567 Menschen", "1234567" },
        { "fr", "1 234 567 personnes", "1234567" },
        { "ru", "1 234 567 человек", "1234567" },
        { "de", "2,5 Prozent", "2.5" },
        { "en", "2.5 percent", "2.5" },
        { "en", "1,234.5 km", "1234.5" },
        { "de", "1.234,5 km", "1234.5" },
        { "ar", "١٬٢٣٤ شخصا", "1234" },
        { "fa", "۱۲٫۵ درصد", "12.5" },
        { "hi", "१२ राज्य", "12" },
        { "ja", "１２人", "12" },
        // Ordinals in digits.
        { "en", "the 17th meeting", "17" },
        { "ru", "17-й встреча", "17" },
        { "fr", "la 17e réunion", "17" },
        { "sv", "den 22:a utgåvan", "22" },
        { "en", "the XIX meeting", "19" },
        { "fr", "le XIXe siècle", "19" },
        // Millions.
        { "en", "3 million people", "3000000" },
        { "ru", "3 млн человек", "3000000" },
        { "de", "2,5 Mio. Euro", "2500000" },
        { "ar", "3 مليون", "3000000" },
        { "ja", "6000万円", "60000000" },
        { "en", "2.5 billion", "2500000000" },
        // Words.
        { "en", "twenty-five states", "25" },
        { "en", "two hundred and forty-one", "241" },
        { "en", "one thousand nine hundred", "1900" },
        { "en", "the twenty-first session", "21" },
        { "ru", "двадцать пять государств", "25" },
        { "ru", "двумстам сорока", "240" },
        { "ru", "на девятнадцатом заседании", "19" },
        { "ru", "двадцать первого заседания", "21" },
        { "ru", "две тысячи человек", "2000" },
        { "fr", "quatre-vingt-dix-sept", "97" },
        { "fr", "soixante et onze", "71" },
        { "fr", "dix-huit États", "18" },
        { "fr", "trois cents", "300" },
        { "es", "treinta y cuatro", "34" },
        { "es", "doscientos cinco", "205" },
        { "pt", "trigésima quarta", "34" },
        { "it", "trecentotrentacinque", "335" },
        { "de", "fünfundzwanzig Staaten", "25" },
        { "de", "zweihunderteinundvierzig", "241" },
        { "de", "die siebzehnte Tagung", "17" },
        { "nl", "vijfentwintig", "25" },
        { "sv", "tjugofem", "25" },
        { "da", "femogtyve", "25" },
        { "pl", "w trzydziestym siódmym numerze", "37" },
        { "fi", "kaksikymmentä", "20" },
        { "uk", "двадцять п’ять", "25" },
        { "ar", "خمسة وعشرون", "25" },
        { "ar", "مائة وعشرون", "120" },
        { "ar", "اثني عشر نوعا", "12" },
        { "vi", "hai mươi", "20" },
        { "ja", "二百三十五人", "235" },
        { "zh", "第十九次", "19" },
        // Names with digits, addresses.
        { "en", "CVE-2009-0200", "2009.200" },
        { "en", "version 3.2.6-5+deb7u1", "3.2.6.5.7.1" },
        { "en", "see https://e.org/2006/08 or 12@e.org", "" },
        { "en", "at 2:30 p.m.", "2.30" },
    };

    [Theory]
    [MemberData(nameof(Written))]
    public void A_number_is_read_as_its_language_writes_it(string language, string text, string value)
    {
        var found = StatedReader.Read(text, language);
        Assert.Equal(value, string.Join(' ', found.Where(s => !s.IsWeak).Select(s => s.Keys.Count > 0 ? s.Keys[0] : "?")));
    }

    public static TheoryData<string, string, string, string> Same => new()
    {
        { "en", "About 600 people from 25 states came.", "ru", "Приехали около шестисот человек из двадцати пяти государств." },
        { "en", "Some 1,234 men and 2.5 percent more.", "de", "Etwa 1.234 Männer und 2,5 Prozent mehr." },
        { "en", "It costs 3 million.", "ru", "Это стоит 3 млн." },
        { "en", "It costs 3,000,000.", "fr", "Cela coûte 3 millions." },
        { "en", "The XIX meeting decided 17 issues.", "ru", "Девятнадцатое заседание решило 17 вопросов." },
        { "en", "At 2:30 p.m. in hall 4.0", "de", "Um 14:30 Uhr in Halle 4" },
        { "en", "The 34th issue, with five parts.", "pt", "A trigésima quarta edição, com cinco partes." },
        { "en", "ninety-seven ships", "fr", "quatre-vingt-dix-sept navires" },
        { "ru", "12 стран", "ar", "١٢ دولة" },
        { "en", "120 soldiers", "ar", "مائة وعشرون جنديا" },
        { "en", "both sides met for 2 days", "de", "beide Seiten trafen sich zwei Tage" },
    };

    [Theory]
    [MemberData(nameof(Same))]
    public void The_same_number_in_two_languages_is_no_finding(string language, string text, string other, string translation) =>
        Assert.Empty(Versions.Between(language, text, other, translation));

    public static TheoryData<string, string, string, string, string> Different => new()
    {
        { "en", "About 600 people came.", "ru", "Приехали около 800 человек.", "number: 600 | 800" },
        { "en", "About 600 people came.", "ru", "Приехали около семисот человек.", "number: 600 | семисот" },
        { "en", "28 percent use it.", "de", "29 Prozent nutzen es.", "number: 28 | 29" },
        { "en", "It costs 3 million.", "ru", "Это стоит 3 млрд.", "number: 3 million | 3 млрд" },
        { "en", "The nineteenth meeting.", "fr", "La dix-huitième réunion.", "number: nineteenth | dix-huitième" },
        { "en", "1,234 people", "de", "1.243 Menschen", "number: 1,234 | 1.243" },
        { "en", "See CVE-2009-0200.", "fr", "Voir CVE-2009-0201.", "number: CVE-2009-0200 | CVE-2009-0201" },
        { "ru", "двенадцать стран", "ar", "١٣ دولة", "number: двенадцать | ١٣" },
        { "en", "It ended at 14:30.", "de", "Es endete um 14:50 Uhr.", "number: 14:30 | 14:50" },
    };

    [Theory]
    [MemberData(nameof(Different))]
    public void A_number_that_differs_is_found_with_both_passages(string language, string text, string other, string translation, string finding) =>
        Assert.Equal([finding], Versions.Between(language, text, other, translation));

    [Fact]
    public void A_number_only_one_version_has_is_left_to_its_translator() =>
        Assert.Empty(Versions.Between("en", "Welcome to the newsletter.", "fr", "Voici la 9e lettre d’information."));

    [Fact]
    public void What_moved_to_the_next_paragraph_is_found_there() =>
        Assert.Empty(Versions.Between("en", "In 2006, 31 ships sailed.\n\nThen came 17 more.", "de", "31 Schiffe fuhren.\n\nIm Jahr 2006 kamen noch 17."));

    [Fact]
    public void A_paragraph_that_only_one_version_has_does_not_shift_the_others()
    {
        var english = string.Join("\n\n", Enumerable.Range(11, 12).Select(n => $"Ship {n} sailed from Bridge to Harbour."));
        var french = "Avis du traducteur.\n\n" + string.Join("\n\n", Enumerable.Range(11, 12).Select(n => $"Le navire {(n == 17 ? 71 : n)} est parti de Bridge vers Harbour."));
        Assert.Equal(["number: 17 | 71"], Versions.Between("en", english, "fr", french));
    }

    [Fact]
    public void Every_language_in_the_table_can_be_read()
    {
        foreach (var language in NumberWords.Languages) Assert.True(NumberWords.Of(language).Any, language);
        Assert.Superset(new HashSet<string> { "en", "ru", "fr", "es", "de", "ar" }, NumberWords.Languages.ToHashSet());
    }
}
