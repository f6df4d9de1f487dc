using Acta.Record.Register;

namespace Acta.Desk.Register;

/// <summary>What must hold of a record by itself, in the desk's words. The record says it in English, for programs and the command line.</summary>
internal static class Breaches
{
    private static readonly (string Part, string Key)[] s_known =
    [
        ("has no name in any language", "breach.name"), ("either in a post or in a body", "breach.term-place"), ("names itself as its", "breach.itself"), ("member of itself", "breach.self-member"), ("on behalf of themselves", "breach.self-behalf"), ("is not an address of the web", "breach.url"), ("fewer than no votes", "breach.negative"), ("The address part", "breach.slug"), ("is not a country code", "breach.code"),
        ("The coordinates are not", "breach.coordinates"), ("Votes are counted only", "breach.votes"), ("A participant has neither", "breach.participant"), ("is not a number;", "breach.number"), ("is not a time zone", "breach.zone"),
        ("A language of the paper is named twice", "breach.language-twice"), ("A State stands twice", "breach.rotation"), ("before it begins", "breach.reversed"), ("before it was", "breach.reversed"), ("before the day of birth", "breach.died"),
        ("statement of progress is empty", "breach.progress"), ("is named twice", "breach.identifier"), ("other names is empty", "breach.other-name"),
        ("is not a language tag", "breach.language"), ("characters; at most", "breach.too-long"), ("more than one line", "breach.one-line"), ("is not a status;", "breach.word"), ("is not a bound;", "breach.word"), ("is not a way of adopting;", "breach.word"),
    ];

    /// <summary>Whether a record that somebody has just begun can't but have this breach.</summary>
    public static bool IsUnfinished(string breach) => s_known[..2].Any(k => breach.Contains(k.Part, StringComparison.Ordinal));

    /// <summary>A refusal of the publication in the desk's words: by what it is of a record, by its code; one that has no words as it is, in English.</summary>
    public static string Say(DeskRequest r, string? code, string sentence, RegisterRecord? of) =>
        code == "rule" && of is not null && RegisterRules.Check(of) is [var breach, ..] ? Say(breach, r.Words, of).Sentence
        // In English its own words are better: they name the others.
        : r.Words.Language != "en" && DeskWords.Has("record.refused." + code) ? r.Words["record.refused." + code] : sentence;

    /// <summary>A breach of a record in the desk's words; one that has none as it is, in English.</summary>
    public static (string Sentence, bool IsOurs) Say(string breach, DeskWords words, RegisterRecord of) =>
        s_known.FirstOrDefault(k => breach.Contains(k.Part, StringComparison.Ordinal)) is not { Key: { } key, Part: var part } ? (breach, words.Language == "en")
            : key == "breach.itself" ? (words.Text(key, ("name", DraftedRegister.Called(of, words)), ("field", RecordFields.Label(words, of.Type, breach[(breach.LastIndexOf(part, StringComparison.Ordinal) + part.Length + 1)..breach.LastIndexOf(';')]))), true)
            : (words[key], true);
}
