using System.Collections.Concurrent;
using System.Globalization;

namespace Acta.Desk.Checks;

/// <summary>The months and days of the week of one language: by CLDR, with cases and names that it lacks.</summary>
internal sealed class MonthNames
{
    // Languages whose names take endings: the beginning of a name and at most so many letters more.
    private static readonly HashSet<string> Inflected = ["ru", "uk", "be", "pl", "cs", "sk", "hr", "sl", "bg", "mk", "fi", "et", "lv", "lt", "hu", "tr", "az", "kk", "ky", "tg", "uz", "hy", "ka", "el", "mn", "eu", "ro"];

    private static readonly Dictionary<string, string[]> More = new(StringComparer.Ordinal)
    {
        ["ar"] = ["كانون الثاني|جانفي", "شباط|فيفري", "آذار|اذار", "نيسان|أفريل|ابريل", "أيار|ايار|ماي", "حزيران|جوان", "تموز|جويلية|يوليوز", "آب|أوت|غشت|اغسطس", "أيلول|ايلول|شتنبر", "تشرين الأول|اكتوبر", "تشرين الثاني|نونبر", "كانون الأول|دجنبر"],
        ["en"] = ["", "", "", "", "", "", "", "", "sept", "", "", ""],
        ["es"] = ["", "", "", "", "", "", "", "", "setiembre", "", "", ""],
        ["ru"] = ["", "", "", "", "мае|маю|маем", "июне|июню", "июле|июлю", "", "", "", "", ""],
        ["uk"] = ["", "", "", "", "", "", "", "", "", "", "листопад", ""],
        ["tg"] = ["январи", "феврали", "марти", "апрели", "майи|май", "июни", "июли", "августи", "сентябри", "октябри", "ноябри", "декабри"],
        ["fa"] = ["", "", "", "آوریل", "", "", "", "اوت|آگوست", "", "", "", ""],
        ["uz"] = ["январ", "феврал", "март", "апрел", "май", "июн", "июл", "август", "сентябр", "октябр", "ноябр", "декабр"],
        ["de"] = ["jänner", "feber", "", "", "", "", "", "", "", "", "", ""],
        ["hr"] = ["siječanj|siječnj", "veljač", "ožujk", "travnj", "svibnj", "lipnj", "srpnj", "kolovoz", "rujn", "listopad", "studen", "prosinc"],
        ["pl"] = ["styczni", "lut", "marc", "kwietni", "maj", "czerwc", "lipc", "sierpni", "wrześni", "październik", "listopad", "grudni"],
        ["cs"] = ["ledn", "únor", "březn", "dubn", "květn", "červn", "červenc", "srpn", "září", "říjn", "listopad", "prosinc"],
    };

    private static readonly string[] Solar = ["فروردین", "اردیبهشت", "خرداد", "تیر", "مرداد", "شهریور", "مهر", "آبان", "آذر", "دی", "بهمن", "اسفند"];
    private static readonly string[] Hijri = ["محرم", "صفر", "ربيع الأول", "ربيع الآخر", "جمادى الأولى", "جمادى الآخرة", "رجب", "شعبان", "رمضان", "شوال", "ذو القعدة", "ذو الحجة"];

    private static readonly ConcurrentDictionary<string, MonthNames> ByLanguage = new(StringComparer.Ordinal);

    private readonly Dictionary<string, (int Month, bool IsShort)> _months = new(StringComparer.Ordinal);
    private readonly List<(string Stem, int Month)> _stems = [];
    private readonly Dictionary<string, int> _days = new(StringComparer.Ordinal);
    private readonly List<(string Stem, int Day)> _dayStems = [];

    private MonthNames(string language)
    {
        Language = NumberWords.Primary(language);
        if (More.TryGetValue(Language, out var more))
            for (var i = 0; i < 12; i++)
                foreach (var name in more[i].Split('|', StringSplitOptions.RemoveEmptyEntries)) Add(name, i + 1, false);
        if (Culture(Language == "no" ? "nb" : language) is not { } format) return;
        for (var i = 0; i < 12; i++)
        {
            Add(format.MonthGenitiveNames[i], i + 1, false);
            Add(format.MonthNames[i], i + 1, false);
            Add(format.AbbreviatedMonthGenitiveNames[i], i + 1, true);
            Add(format.AbbreviatedMonthNames[i], i + 1, true);
        }
        // English dates stand in texts of every language.
        if (Language != "en")
            for (var i = 0; i < 12; i++) Add(CultureInfo.InvariantCulture.DateTimeFormat.MonthNames[i], i + 1, true);
        for (var i = 0; i < 7; i++)
        {
            var day = format.DayNames[i].ToLowerInvariant();
            _days.TryAdd(day, i);
            // Sunday's ru «воскресенье», «в воскресенье»; Wednesday's «среду».
            if (Inflected.Contains(Language) && day.Length >= 5) _dayStems.Add((day[..^1], i));
        }
    }

    public string Language { get; }

    /// <summary>Years before 1500 are of the solar calendar.</summary>
    public bool IsSolar => Language == "fa";

    public static MonthNames Of(string language) => ByLanguage.GetOrAdd(language, l => new MonthNames(l));

    /// <summary>The month a word names, and whether it does so only beside a day or a year; 0 for none.</summary>
    public (int Month, bool IsShort) Month(string word)
    {
        if (_months.TryGetValue(word, out var month)) return month;
        var best = (Month: 0, Length: 0);
        foreach (var (stem, number) in _stems)
            if (stem.Length > best.Length && word.Length <= stem.Length + 4 && word.StartsWith(stem, StringComparison.Ordinal)) best = (number, stem.Length);
        return (best.Month, false);
    }

    /// <summary>The day of the week a word names, Sunday 0; −1 for none.</summary>
    public int Weekday(string word)
    {
        if (_days.TryGetValue(word, out var day)) return day;
        foreach (var (stem, number) in _dayStems)
            if (word.Length <= stem.Length + 3 && word.StartsWith(stem, StringComparison.Ordinal)) return number;
        return -1;
    }

    /// <summary>A month of the Persian or the Islamic calendar that the words from there name, and how many words.</summary>
    public (int Month, bool IsSolar, int Words)? Other(IReadOnlyList<Lexeme> lexemes, int at)
    {
        if (Language is not ("fa" or "ar")) return null;
        var word = lexemes[at].Plain;
        if (IsSolar && Array.IndexOf(Solar, word) is >= 0 and var solar) return (solar + 1, true, 1);
        for (var i = 0; i < Hijri.Length; i++)
        {
            if (Hijri[i] == word) return (i + 1, false, 1);
            if (at + 1 < lexemes.Count && Hijri[i] == word + " " + lexemes[at + 1].Plain) return (i + 1, false, 2);
        }
        return null;
    }

    private void Add(string written, int month, bool isShort)
    {
        var name = written.Trim().TrimEnd('.').ToLowerInvariant();
        if (name.Length < 2 || name.AsSpan().IndexOfAnyInRange('0', '9') >= 0 || !name.All(c => Lexeme.IsLetter(c) || c is ' ' or '-')) return;
        _months.TryAdd(name, (month, isShort));
        if (isShort || !Inflected.Contains(Language)) return;
        // "май" is too short to lose a letter.
        _stems.Add((name.Length >= 5 ? name[..^1] : name, month));
    }

    private static DateTimeFormatInfo? Culture(string language)
    {
        try
        {
            var culture = (CultureInfo)CultureInfo.GetCultureInfo(language).Clone();
            culture.DateTimeFormat.Calendar = culture.OptionalCalendars.OfType<GregorianCalendar>().FirstOrDefault() ?? culture.Calendar;
            return culture.DateTimeFormat;
        }
        catch (Exception e) when (e is CultureNotFoundException or ArgumentException)
        {
            // A language that the system does not know has no names here.
            return null;
        }
    }
}
