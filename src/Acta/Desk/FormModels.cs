using Acta.Record;

namespace Acta.Desk;

/// <summary>A form that a passkey fills in; shown where the browser knows of passkeys.</summary>
/// <param name="Frame">The page.</param>
/// <param name="Action">Where the passkey's answer goes.</param>
/// <param name="Options">Where its challenge comes from.</param>
/// <param name="Label">The button.</param>
public sealed record PasskeyFormModel(DeskFrame Frame, string Action, string Options, string Label)
{
    /// <summary>Whether it makes a new passkey.</summary>
    public bool Makes { get; init; }
}

/// <summary>A new password, twice.</summary>
/// <param name="Frame">The page.</param>
/// <param name="Name">The field's name.</param>
public sealed record NewPasswordModel(DeskFrame Frame, string Name);

/// <summary>A link that is shown this once, to be handed on.</summary>
public sealed record MadeLinkModel(DeskWords Words, string Id, string Label, string Link);

/// <summary>What a browser calls itself, shortened to what people call it.</summary>
internal static class BrowserName
{
    private static readonly (string Sign, string Name)[] Browsers = [("Edg/", "Edge"), ("OPR/", "Opera"), ("YaBrowser/", "Yandex"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"), ("Safari/", "Safari")];

    private static readonly (string Sign, string Name)[] Systems = [("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("Windows", "Windows"), ("Mac OS X", "macOS"), ("Linux", "Linux")];

    public static string Of(string? agent, DeskWords words)
    {
        string? Known((string Sign, string Name)[] signs) => signs.FirstOrDefault(s => agent?.Contains(s.Sign, StringComparison.Ordinal) == true).Name;
        return (Known(Browsers), Known(Systems)) switch
        {
            (null, _) => words["browser.other"],
            ({ } browser, null) => browser,
            ({ } browser, { } system) => $"{browser}, {system}",
        };
    }
}

/// <summary>A field of one line, with its label, its hint and what is wrong with it.</summary>
/// <param name="Frame">The page.</param>
/// <param name="Form">The values.</param>
/// <param name="Name">The field.</param>
/// <param name="Hint">Whether there is a hint to it.</param>
/// <param name="Language">Of what is typed, where it is not the desk's.</param>
public sealed record TextFieldModel(DeskFrame Frame, Articles.DraftForm Form, string Name, bool Hint, string? Language);

/// <summary>Asks which of two hours is meant, where clocks are put back.</summary>
/// <param name="Words">The desk's.</param>
/// <param name="Twice">The two.</param>
public sealed record WhichHourModel(DeskWords Words, LocalMoment.Twice Twice);

/// <summary>A text with the words that were added and removed.</summary>
/// <param name="Words">The desk's.</param>
/// <param name="Parts">The text.</param>
public sealed record DiffModel(DeskWords Words, IReadOnlyList<Articles.DiffPart> Parts);

/// <summary>A passage that was changed, as people read it.</summary>
/// <param name="Words">The desk's.</param>
/// <param name="Change">The passage.</param>
/// <param name="Language">It is in.</param>
public sealed record ChangeTextModel(DeskWords Words, Translation.SourceChange Change, string Language)
{
    /// <summary>Without its words, which stand beside it.</summary>
    public bool IsBare { get; init; }
}

/// <summary>A passage of an original that was changed, with what a translation has for it.</summary>
/// <param name="Frame">The page.</param>
/// <param name="Change">The passage.</param>
/// <param name="Language">Of the translation.</param>
/// <param name="From">The language of the original.</param>
public sealed record SourceChangedModel(DeskFrame Frame, Translation.SourceChange Change, string Language, string From);
