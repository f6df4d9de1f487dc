using System.Text.Json;

namespace Acta.Desk.Editing;

/// <summary>
/// The field for a body: a plain text area that holds Acta's Markdown, which the editor enhances where its script is in the
/// program and runs. Slices/EditorField.cshtml shows it.
/// </summary>
/// <param name="Frame">The page.</param>
/// <param name="Name">The field's name and id.</param>
/// <param name="Label">What stands above it.</param>
/// <param name="Markdown">The body.</param>
/// <param name="Language">The language that is written in.</param>
/// <param name="IsRightToLeft">Which way it runs.</param>
public sealed record EditorModel(DeskFrame Frame, string Name, string Label, string Markdown, string Language, bool IsRightToLeft)
{
    /// <summary>The words of the editor's buttons and dialogs, as the script reads them.</summary>
    public string Words => JsonSerializer.Serialize(DeskWords.Keys(Frame.Language).Where(k => k.StartsWith(Prefix, StringComparison.Ordinal)).ToDictionary(k => k[Prefix.Length..], k => Frame.Words[k]));

    private const string Prefix = "editor.";
}
