using System.Text.RegularExpressions;

namespace Acta.Import.Text;

/// <summary>What kind of line a line of a dump is, judged by its shape and by short lists of words in many languages.</summary>
internal static partial class Sentences
{
    private static readonly HashSet<string> Navigation = new(StringComparer.Ordinal)
    {
        "go back", "back", "back to the section", "back to section", "back to the all news", "back to all news", "back to the news", "back to news", "all news", "back to list", "back to the list",
        "back to top", "to the top", "top of page", "read more", "previous news", "next news", "previous", "next", "print", "print version", "printable version", "share", "main page", "home", "home page", "site map", "sitemap",
        "назад", "вернуться", "вернуться назад", "назад к разделу", "вернуться в раздел", "вернуться к разделу", "в раздел", "назад в раздел", "ко всем новостям", "к новостям", "все новости", "назад ко всем новостям", "вернуться ко всем новостям",
        "к списку", "к списку новостей", "вернуться к списку", "возврат к списку", "версия для печати", "распечатать", "поделиться", "наверх", "вверх", "читать далее", "главная", "на главную", "карта сайта", "предыдущая новость", "следующая новость",
        "retour", "revenir", "retour à la rubrique", "retour à la section", "retour à la liste", "toutes les actualités", "toutes les nouvelles", "retour aux actualités", "retour à toutes les actualités", "haut de page", "imprimer", "partager", "lire la suite", "accueil", "plan du site",
        "volver", "atrás", "regresar", "volver atrás", "volver a la sección", "regresar a la sección", "todas las noticias", "volver a todas las noticias", "volver a la lista", "imprimir", "compartir", "leer más", "ir arriba", "inicio", "mapa del sitio",
        "zurück", "zurück zur rubrik", "zurück zur übersicht", "zurück zum abschnitt", "zur übersicht", "alle nachrichten", "alle meldungen", "zu allen nachrichten", "zurück zu allen nachrichten", "nach oben", "drucken", "teilen", "weiterlesen", "startseite",
        "indietro", "torna indietro", "torna alla sezione", "tutte le notizie", "torna su", "stampa", "condividi", "voltar", "voltar à seção", "voltar à secção", "todas as notícias", "imprimir", "partilhar",
        "wstecz", "powrót", "powrót do sekcji", "wszystkie aktualności", "wszystkie wiadomości", "drukuj", "zpět", "všechny zprávy", "späť", "înapoi", "toate știrile", "vissza", "összes hír", "terug", "alle nieuws", "tilbage", "tillbaka", "alla nyheter", "tilbake", "takaisin", "kaikki uutiset",
        "geri", "geri dön", "bölüme dön", "tüm haberler", "tüm haberlere dön", "yazdır", "paylaş", "назад до розділу", "усі новини", "до розділу", "до всіх новин", "повернутися", "усе навіны", "вярнуцца", "да ўсіх навін", "всички новини", "обратно", "sve vesti", "све вести", "sve vijesti", "natrag", "nazad",
        "артқа", "артқа қайту", "бөлімге оралу", "бөлімге қайту", "барлық жаңалықтар", "барлық жаңалықтарға", "барлық жаңалықтарға оралу", "артка", "артка кайтуу", "бөлүмгө кайтуу", "бардык жаңылыктар", "бардык жаңылыктарга", "бардык жаңылыктарга кайтуу",
        "бозгашт", "ба қафо", "ҳамаи хабарҳо", "ба бахш", "orqaga", "ortga", "barcha yangiliklar", "bo‘limga qaytish", "geriyə", "bütün xəbərlər",
        "հետ", "վերադառնալ", "վերադառնալ բաժին", "վերադառնալ բաժնին", "բոլոր նորությունները", "բոլոր լուրերը", "դեպի բոլոր նորությունները", "տպել", "գլխավոր",
        "უკან", "დაბრუნება", "უკან დაბრუნება", "განყოფილებაში დაბრუნება", "სექციაში დაბრუნება", "ყველა სიახლე", "ყველა ახალი ამბავი", "ბეჭდვა", "მთავარი",
        "عودة", "رجوع", "العودة", "الرجوع", "العودة إلى القسم", "العودة إلى الأخبار", "العودة إلى جميع الأخبار", "العودة إلى كل الأخبار", "جميع الأخبار", "كل الأخبار", "طباعة", "مشاركة", "الرئيسية", "بازگشت", "همه اخبار", "חזרה", "כל החדשות",
        "返回", "返回上一页", "返回上一頁", "返回栏目", "返回列表", "返回首页", "所有新闻", "全部新闻", "所有新聞", "上一页", "下一页", "打印", "分享", "戻る", "一覧へ戻る", "一覧に戻る", "すべてのニュース", "トップへ戻る", "뒤로", "목록으로", "목록", "모든 뉴스", "πίσω", "επιστροφή", "όλα τα νέα", "όλες οι ειδήσεις",
    };

    // A short line without a full stop that begins so leads back somewhere.
    private static readonly string[] LeadsBack =
    [
        "back to ", "go back", "return to ", "go to all ", "назад к", "назад в", "вернуться к", "вернуться в", "вернуться на", "возврат к", "перейти ко всем", "retour à ", "retour aux ", "retour au ", "revenir à ", "revenir aux ", "volver a ", "regresar a ",
        "zurück zu", "zur übersicht", "torna a", "voltar à", "voltar a", "voltar para", "powrót do", "zpět na", "terug naar", "tillbaka till", "tilbage til", "tilbake til", "takaisin ", "vissza a", "înapoi la", "العودة إلى", "الرجوع إلى", "عودة إلى",
        "վերադառնալ ", "դեպի ", "დაბრუნება ", "назад до ", "повернутися до", "вярнуцца да", "返回", "επιστροφή σ",
    ];

    private static readonly string[] VideoWords =
        ["video", "vídeo", "vidéo", "видео", "відео", "відэа", "видеo", "فيديو", "الفيديو", "տեսանյութ", "տեսահոլովակ", "տեսա", "ვიდეო", "видеосын", "бейне", "视频", "影片", "視頻", "動画", "ビデオ", "비디오", "영상", "βίντεο", "وىدەو", "ویدیو"];

    private static readonly string[] ContinueWords =
    [
        "continu", "watch", "full version", "see the", "продолж", "смотри", "полн", "suite", "voir", "regard", "version", "sigue", "vea", "véase", "completa", "fortsetz", "sehen", "weiter", "تابع", "شاهد", "بقية", "يتبع",
        "շարունակ", "դիտ", "გაგრძელ", "იხილე", "ნახე", "жалғас", "көр", "уланды", "давом", "продовж", "дивіт", "працяг", "глядз", "davom", "davam", "devam", "izle", "ciąg", "obejrz", "guarda", "continua", "assista", "续", "观看", "続", "계속", "συνέχ",
    ];

    private static readonly string[] InterviewWords =
    [
        "interview", "интервью", "інтерв", "інтэрв", "entretien", "entrevista", "gespräch", "intervista", "wywiad", "rozhovor", "interjú", "interviu", "intervju", "haastattelu", "röportaj", "mülakat", "söyleşi", "müsahibə", "suhbat", "intervyu",
        "مقابلة", "حوار", "لقاء صحفي", "գազրույց", "հարցազրույց", "ინტერვიუ", "сұхбат", "маек", "мусоҳиба", "сӯҳбат", "采访", "专访", "訪談", "專訪", "採訪", "インタビュー", "인터뷰", "συνέντευξη", "مصاحبه", "ראיון", "q&a", "questions and answers", "вопросы и ответы",
    ];

    private const string Closers = "»”\"'’)]›“*_ ";

    public static bool IsNavigation(string line)
    {
        var text = NavigationText(line);
        if (text.Length is 0 or > 48) return false;
        if (Navigation.Contains(text)) return true;
        // A row of links: Home | News | Contacts.
        if (line.Split('|', '·', '•') is { Length: >= 3 } row && row.All(part => part.Trim() is { Length: > 0 and <= 24 } word && !word.Any(char.IsDigit)) && row.Any(part => Navigation.Contains(NavigationText(part)))) return true;
        return !EndsSentence(line) && !line.Any(char.IsDigit) && line.Count(c => c == ' ') <= 6 && LeadsBack.Any(b => text.StartsWith(b, StringComparison.Ordinal));
    }

    /// <summary>A line of marks alone that parts one item from the next.</summary>
    public static bool IsSeparator(string line)
    {
        var marks = 0;
        foreach (var c in line)
        {
            if (c == ' ') continue;
            if (c is not ('*' or '-' or '_' or '=' or '•' or '·' or '—' or '–' or '~' or '#' or '+')) return false;
            marks++;
        }
        return marks >= 3 || line.Trim() is "—" or "***" or "⁂";
    }

    /// <summary>An address of the web and nothing else.</summary>
    public static bool IsAddress(string line) => Address().IsMatch(line.Trim().Trim('<', '>'));

    public static bool EndsSentence(string line) => line.TrimEnd(Closers.ToCharArray()) is { Length: > 0 } t && t[^1] is '.' or '!' or '?' or '…' or '。' or '！' or '？' or '։' or '؟' or '۔' or '።' or '।' or ':' or ';' or ',' or '、' or '，';

    /// <summary>Whether a paragraph asks.</summary>
    public static bool IsQuestion(string text, string language)
    {
        var end = text.TrimEnd(Closers.ToCharArray());
        if (end.Length == 0) return false;
        if (end[^1] is '?' or '؟' or '？' or '\u037E' or '⁇' or '⁈' or '\u055E') return true;
        if (end[^1] == ';' && language.StartsWith("el", StringComparison.Ordinal)) return true;
        // Armenian puts its mark over the word that asks, and may end with a full stop of its own.
        return language.StartsWith("hy", StringComparison.Ordinal) && text.LastIndexOf('\u055E') is >= 0 and var at && !text[at..].TrimEnd(' ', '։', ':').Contains('։');
    }

    public static bool SpeaksOfInterview(string text) => InterviewWords.Any(w => text.Contains(w, StringComparison.OrdinalIgnoreCase));

    /// <summary>Whether a short last paragraph says that there is a recording.</summary>
    public static bool StatesVideo(string text) =>
        text.Length <= 160 && VideoWords.Any(w => text.Contains(w, StringComparison.OrdinalIgnoreCase)) && ContinueWords.Any(w => text.Contains(w, StringComparison.OrdinalIgnoreCase));

    private static string NavigationText(string line) => Marks().Replace(line, " ").Trim().ToLowerInvariant();

    [GeneratedRegex(@"^https?://[^\s<>""]+$", RegexOptions.IgnoreCase)]
    private static partial Regex Address();

    [GeneratedRegex(@"[«»‹›←→↑<>|\[\]*_#.…•·]+|\s+")]
    private static partial Regex Marks();
}
