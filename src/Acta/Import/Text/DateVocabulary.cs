namespace Acta.Import.Text;

/// <summary>Words of dates that no table of cultures has: endings of cases, names of months used beside the official ones, words that say nothing.</summary>
internal static class DateVocabulary
{
    /// <summary>Words that stand in a written date and say nothing: of, de, year.</summary>
    public static readonly HashSet<string> Fillers = new(StringComparer.Ordinal)
    {
        "of", "the", "st", "nd", "rd", "th", "de", "del", "d", "do", "da", "di", "le", "la", "el", "der", "den", "am", "dem", "vom", "van", "on", "er", "ère", "º", "ª", "°",
        "г", "год", "года", "году", "гг", "р", "року", "рік", "роки", "ж", "жыл", "жылы", "жылғы", "жылдың", "жылдын", "й", "го", "соли", "ад", "йил", "йили", "йилнинг",
        "թ", "թվականի", "թվական", "ի", "ին", "წ", "წლის", "წელი", "yil", "yili", "yilning", "il", "ili", "yili", "ci", "cu", "cü", "m", "a", "i", "ngày", "năm", "tháng",
        "mėn", "gada", "gads", "metų", "e", "an", "anul", "goda", "god", "godine", "године", "годината", "leta", "roku", "r", "rok", "év", "évi",
        "سنة", "عام", "م", "من", "سال", "ه", "년", "월", "일", "年", "月", "日", "號", "号",
    };

    /// <summary>Endings that agglutinating languages set behind the name of a month.</summary>
    public static readonly HashSet<string> Endings = new(StringComparer.Ordinal)
    {
        "ы", "и", "у", "ү", "ында", "инде", "унда", "үндө", "нда", "да", "де", "та", "те", "дан", "ның", "нын", "дің", "ға", "га", "ге", "дагы", "дағы", "дегі",
        "i", "u", "ü", "da", "de", "ta", "te", "inda", "inde", "unda", "ünde", "nda", "dagi", "ning", "ին", "ს", "ში",
    };

    /// <summary>The months of the Persian solar year, from the spring equinox.</summary>
    public static readonly string[] SolarMonths = ["فروردین", "اردیبهشت", "خرداد", "تیر", "مرداد", "شهریور", "مهر", "آبان", "آذر", "دی", "بهمن", "اسفند"];

    /// <summary>Names of months by language, January first; several of one month parted by a bar.</summary>
    public static readonly (string Language, string[] Months)[] Months =
    [
        ("ar", ["كانون الثاني|جانفي", "شباط|فيفري", "آذار|اذار", "نيسان|أفريل", "أيار|ايار|ماي", "حزيران|جوان", "تموز|جويلية|يوليوز", "آب|أوت|غشت", "أيلول|ايلول|شتنبر", "تشرين الأول", "تشرين الثاني|نونبر", "كانون الأول|دجنبر"]),
        ("tg", ["январи", "феврали", "марти", "апрели", "майи", "июни", "июли", "августи", "сентябри", "октябри", "ноябри", "декабри"]),
        ("ky", ["январь", "февраль", "март", "апрель", "май", "июнь|июну", "июль|июлу", "август", "сентябрь|сентябры", "октябрь|октябры", "ноябрь|ноябры", "декабрь|декабры"]),
        ("uz", ["январ", "феврал", "март", "апрел", "май", "июн", "июл", "август", "сентябр", "октябр", "ноябр", "декабр"]),
        ("sr", ["јануара", "фебруара", "марта", "априла", "маја", "јуна", "јула", "августа", "септембра", "октобра", "новембра", "децембра"]),
        ("sr-Latn", ["januara", "februara", "marta", "aprila", "maja", "juna", "jula", "avgusta", "septembra", "oktobra", "novembra", "decembra"]),
        ("he", ["בינואר", "בפברואר", "במרץ|במרס", "באפריל", "במאי", "ביוני", "ביולי", "באוגוסט", "בספטמבר", "באוקטובר", "בנובמבר", "בדצמבר"]),
        ("en", ["", "", "", "", "", "", "", "", "sept", "", "", ""]),
    ];
}
