using System.Globalization;

namespace Acta.Record.Bodies;

/// <summary>Where a sentence ends: a full stop after an abbreviation, an initial or a number ends none.</summary>
internal static class SentenceEnd
{
    private const string Always = "!?…。！？｡։؟۔।॥།၊။።፧‼⁇⁈⁉";
    private const string Closers = "\"'’”»›)]}』」）】“‘";

    // Written with a full stop and followed by more of the sentence; lower case, without their last stop.
    private static readonly HashSet<string> Abbreviations = new(StringComparer.Ordinal)
    {
        "mr", "mrs", "ms", "dr", "prof", "st", "sr", "jr", "h.e", "hon", "rev", "gen", "col", "lt", "maj", "capt", "sgt", "adm", "amb", "gov", "sen", "rep", "pres", "no", "nos", "art", "arts", "para", "paras", "sec", "fig", "vol", "ch", "p", "pp", "ed", "eds",
        "e.g", "i.e", "cf", "vs", "approx", "ca", "c", "u.s", "u.n", "u.k", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec", "mt", "ft",
        "г", "гг", "г-н", "г-на", "г-ну", "г-жа", "т", "тов", "проф", "акад", "др", "д-р", "ген", "ген-м", "полк", "им", "ул", "пр", "просп", "пл", "обл", "р-н", "с", "пос", "д", "стр", "ст", "п", "пп", "гл", "рис", "табл", "см", "ср", "напр", "т.е", "т.н", "т.к", "т.д", "т.п", "и.о", "врио", "руб", "коп", "тыс", "млн", "млрд", "трлн", "нач", "зам", "чл", "корр", "кв", "мин", "макс", "ок", "н.э", "вв", "в",
        "m", "mm", "mme", "mlle", "s.e", "s.e.m", "n", "nº", "av", "j.-c", "env", "éd", "sra", "srta", "d", "dña", "ud", "uds", "excmo", "excma", "núm", "pág", "aprox", "ing", "lic", "ee.uu",
        "z.b", "d.h", "u.a", "bzw", "ggf", "hr", "hrn", "fr", "nr", "abs", "str", "usw", "s", "bd", "jh", "art", "dott", "on", "sig", "sig.ra", "pag", "cap", "godz", "tzw", "np", "ok", "ul", "tj", "mgr", "inż", "gen", "płk", "tel", "св", "ім", "вул", "напр",
    };

    // Where "30." is the thirtieth.
    private static readonly HashSet<string> WithOrdinalStops = new(StringComparer.Ordinal) { "de", "cs", "sk", "sl", "hr", "bs", "sr", "da", "nb", "nn", "no", "fi", "et", "lv", "lt", "hu", "is", "pl", "tr", "az" };

    /// <summary>Where the first sentence ends, its closing marks included; -1 where the text ends first.</summary>
    public static int Find(string text, string language)
    {
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c != '.' && !Always.Contains(c, StringComparison.Ordinal)) continue;
            var end = i + 1;
            while (end < text.Length && (text[end] == '.' || Always.Contains(text[end], StringComparison.Ordinal))) end++;
            while (end < text.Length && Closers.Contains(text[end], StringComparison.Ordinal)) end++;
            if (end >= text.Length) return -1;
            var spaced = char.IsWhiteSpace(text[end]);
            if (c is '。' or '！' or '？' or '｡') return end;
            if (!spaced) continue;
            var next = end;
            while (next < text.Length && !char.IsLetterOrDigit(text[next])) next++;
            // Georgian letters count as small ones, and begin sentences all the same.
            if (next < text.Length && char.IsLower(text[next]) && text[next] is not (>= '\u10D0' and <= '\u10FF')) continue;
            if (c == '.' && end == i + 1 && IsWithin(text, i, next, language)) continue;
            return end;
        }
        return -1;
    }

    // Whether the full stop belongs to a word of the sentence.
    private static bool IsWithin(string text, int stop, int next, string language)
    {
        var start = stop;
        while (start > 0 && !char.IsWhiteSpace(text[start - 1]) && !"(«\"“[/".Contains(text[start - 1], StringComparison.Ordinal)) start--;
        var word = text[start..stop];
        if (word.Length == 0) return false;
        var last = next >= text.Length;
        // An initial: J. Smith, В. В. Иванов.
        if (word.Length == 1 && char.IsUpper(word[0])) return !last;
        if (word.Length <= 4 && word.Contains('.', StringComparison.Ordinal) && char.IsUpper(word[0]) && char.IsUpper(word[^1])) return true;
        if (word.AsSpan().ContainsAnyExceptInRange('0', '9') is false)
            return word.Length <= 2 && WithOrdinalStops.Contains(language.Split('-')[0]) && !last && char.IsLetter(text[next]);
        var lower = word.ToLower(CultureInfo.InvariantCulture);
        if (!Abbreviations.Contains(lower)) return false;
        // "в г. Бишкеке" is a town; "в 2025 г. Совет" ends with a year, and what follows decides.
        if (lower is "г" or "гг" or "в" or "вв" && (start < 2 || !char.IsDigit(text[start - 2]))) return true;
        return lower is not ("г" or "гг" or "в" or "вв" or "руб" or "etc" or "т.д" or "т.п" or "u.s" or "u.n" or "u.k" or "usw") || (!last && !char.IsUpper(text[next]));
    }
}
