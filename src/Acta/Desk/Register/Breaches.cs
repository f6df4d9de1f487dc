namespace Acta.Desk.Register;

/// <summary>What must hold of a record by itself, in the desk's words. The record says it in English, for programs and the command line.</summary>
internal static class Breaches
{
    private static readonly (string Part, string Key)[] s_known =
    [
        ("has no name in any language", "breach.name"), ("either in a post or in a body", "breach.term-place"), ("It names itself", "breach.itself"), ("The address part", "breach.slug"), ("is not a country code", "breach.code"),
        ("The coordinates are not", "breach.coordinates"), ("Votes are counted only", "breach.votes"), ("A participant has neither", "breach.participant"), ("is not a number;", "breach.number"), ("is not a time zone", "breach.zone"),
        ("A language of the paper is named twice", "breach.language-twice"), ("A State stands twice", "breach.rotation"), ("before it begins", "breach.reversed"), ("before it was", "breach.reversed"), ("is before that of birth", "breach.reversed"),
        ("statement of progress is empty", "breach.progress"), ("is named twice", "breach.identifier"), ("other names is empty", "breach.other-name"),
    ];

    /// <summary>A breach in the desk's words; one that has none as it is, in English.</summary>
    public static (string Sentence, bool IsOurs) Say(string breach, DeskWords words) =>
        s_known.FirstOrDefault(k => breach.Contains(k.Part, StringComparison.Ordinal)).Key is { } key ? (words[key], true) : (breach, words.Language == "en");
}
