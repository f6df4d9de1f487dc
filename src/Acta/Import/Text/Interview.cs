using System.Text.RegularExpressions;
using Acta.Record.Bodies;

namespace Acta.Import.Text;

/// <summary>Recognises questions and answers and turns them into speaker turns.</summary>
internal static partial class Interview
{
    private static readonly string[] QuestionLabels =
        ["question", "q", "вопрос", "в", "frage", "f", "pregunta", "p", "питання", "пытанне", "հարց", "კითხვა", "سؤال", "س", "сұрақ", "суроо", "савол", "savol", "sual", "soru", "domanda", "pergunta", "pytanie", "问", "問", "질문"];

    private static readonly string[] AnswerLabels =
        ["answer", "a", "ответ", "о", "antwort", "réponse", "r", "respuesta", "відповідь", "адказ", "պատասխան", "პასუხი", "جواب", "الجواب", "ج", "жауап", "жооп", "ҷавоб", "javob", "cavab", "cevap", "risposta", "resposta", "odpowiedź", "答", "답변", "답"];

    /// <summary>The turns with what stands before them, or null where the text is no interview.</summary>
    public static (IReadOnlyList<Block> Body, string? Speaker)? Recognise(string? headline, IReadOnlyList<string> paragraphs, string language)
    {
        var labels = Labelled(paragraphs);
        var dashed = labels is null && paragraphs.Any(p => Dashed().IsMatch(p) && Sentences.IsQuestion(p, language));
        var roles = new TurnRole?[paragraphs.Count];
        for (var i = 0; i < paragraphs.Count; i++)
        {
            if (labels is not null) roles[i] = RoleOf(labels, paragraphs[i], language);
            else if (Sentences.IsQuestion(Dashed().Replace(paragraphs[i], ""), language)) roles[i] = TurnRole.Question;
        }
        var first = Array.FindIndex(roles, r => r is not null);
        var questions = 0;
        for (var i = 0; i < roles.Length; i++)
            if (roles[i] == TurnRole.Question && i + 1 < roles.Length && roles[i + 1] != TurnRole.Question) questions++;
        if (questions < 2) return null;
        // Ordinary news may ask twice; an interview says that it is one, or is questions and answers from its first line on.
        var opening = string.Join(' ', paragraphs.Take(Math.Max(1, first)));
        var says = labels is not null || Sentences.SpeaksOfInterview((headline ?? "") + " " + opening);
        if (!says && !(first <= 1 && questions * 4 >= paragraphs.Count - first)) return null;

        var speaker = SpeakerIn(headline) ?? SpeakerIn(paragraphs[0]);
        var body = paragraphs.Take(first).Select(p => (Block)Written(p)).ToList();
        TurnRole? role = null;
        string? name = null;
        var said = new List<Block>();
        for (var i = first; i < paragraphs.Count; i++)
        {
            var label = labels is not null ? Label().Match(paragraphs[i]) : null;
            var speaks = label is { Success: true } && labels!.ContainsKey(label.Groups[1].Value) ? label : null;
            var next = roles[i] ?? (labels is null ? TurnRole.Answer : role ?? TurnRole.Answer);
            var text = speaks is not null ? paragraphs[i][speaks.Length..].TrimStart() : dashed ? Dashed().Replace(paragraphs[i], "") : paragraphs[i];
            var who = speaks is not null && labels![speaks.Groups[1].Value] is null ? speaks.Groups[1].Value : null;
            if (next != role || speaks is not null)
            {
                Close();
                (role, name) = (next, who ?? (next == TurnRole.Answer ? speaker : null));
            }
            said.Add(Written(text));
        }
        Close();
        return (body, speaker ?? labels?.FirstOrDefault(l => l.Value is null).Key);

        void Close()
        {
            if (said.Count > 0) body.Add(new Turn(name, role ?? TurnRole.Answer, [.. said]));
            said.Clear();
        }
    }

    private static Paragraph Written(string text) => new(Inlines.Escape(text));

    private static TurnRole? RoleOf(Dictionary<string, TurnRole?> labels, string paragraph, string language)
    {
        var m = Label().Match(paragraph);
        if (!m.Success || !labels.TryGetValue(m.Groups[1].Value, out var role)) return null;
        return role ?? (Sentences.IsQuestion(paragraph, language) ? TurnRole.Question : TurnRole.Answer);
    }

    // "Question: … Answer: …" or two names that speak in turn; null where paragraphs are not labelled so.
    private static Dictionary<string, TurnRole?>? Labelled(IReadOnlyList<string> paragraphs)
    {
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var p in paragraphs)
            if (Label().Match(p) is { Success: true } m) counts[m.Groups[1].Value] = counts.GetValueOrDefault(m.Groups[1].Value) + 1;
        var often = counts.Where(c => c.Value >= 2).ToDictionary(c => c.Key, c => Role(c.Key), StringComparer.Ordinal);
        return often.Count is 2 or 3 && often.Sum(o => counts[o.Key]) * 2 >= paragraphs.Count ? often : null;
    }

    private static TurnRole? Role(string label)
    {
        var word = label.ToLowerInvariant();
        return QuestionLabels.Contains(word) ? TurnRole.Question : AnswerLabels.Contains(word) ? TurnRole.Answer : null;
    }

    /// <summary>The name before "in an interview", after "interview with", or before a colon; null where none is plain.</summary>
    public static string? SpeakerIn(string? headline)
    {
        if (headline is null || headline.Length > 400) return null;
        if (Before().Match(headline) is { Success: true } b && LastName(headline[..b.Index]) is { } before) return before;
        if (With().Match(headline) is { Success: true } w && FirstName(headline[(w.Index + w.Length)..]) is { } after) return after;
        var colon = headline.IndexOf(':');
        return colon > 0 && headline[(colon + 1)..].TrimStart() is ['«' or '“' or '"' or '„', ..] ? LastName(headline[..colon]) : null;
    }

    private static string? LastName(string text)
    {
        var words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var run = words.Reverse().TakeWhile(IsNameWord).Reverse().ToArray();
        return run.Length < 2 ? null : string.Join(' ', run.Length > 3 ? run[^2..] : run).TrimEnd(',');
    }

    private static string? FirstName(string text)
    {
        // "interview with the Secretary General of X, John Smith": the last run of names before a comma or the end.
        var upTo = Regex.Split(text, @"\s(?:to|for|on|about)\s|[.;:«“""(]").First();
        return LastName(upTo) ?? upTo.Split(',').Select(LastName).FirstOrDefault(n => n is not null);
    }

    private static bool IsNameWord(string word)
    {
        var w = word.Trim(',', '.');
        return w.Length >= 2 && char.IsUpper(w[0]) && w.Skip(1).Any(char.IsLower) && w.All(c => char.IsLetter(c) || c is '-' or '\'' or '’');
    }

    [GeneratedRegex(@"^\s*[-–—]\s+")]
    private static partial Regex Dashed();

    [GeneratedRegex(@"^(?:[-–—]\s*)?(?:\*\*|__)?(\p{L}[\p{L}\p{M}.'’ -]{0,40}?)(?:\*\*|__)?\s*(?:：(?:\*\*|__)?\s*|:(?:\*\*|__)?\s+)")]
    private static partial Regex Label();

    [GeneratedRegex(@"\s(?:in (?:an|his|her|the) (?:exclusive )?interview|gave an interview|в (?:эксклюзивном )?интервью|дал[аи]? (?:\w+ )?интервью|в інтерв|dans (?:une|un) (?:interview|entretien)|en (?:una|la) entrevista|im (?:Interview|Gespräch)|in un.intervista|w wywiadzie|em entrevista)", RegexOptions.IgnoreCase)]
    private static partial Regex Before();

    [GeneratedRegex(@"(?:interview (?:with|of)|entretien avec|interview (?:de|mit)|entrevista (?:con|a|com)|gespräch mit|intervista (?:a|con)|wywiad z|интервью с)\s", RegexOptions.IgnoreCase)]
    private static partial Regex With();
}
