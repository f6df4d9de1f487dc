using System.Text;

namespace Acta.Views.News;

/// <summary>What a tag is filed under and addressed by: "Side event" and "side  Event" are one.</summary>
public static class TagKeys
{
    /// <summary>Lower case, compatibility forms folded, white space and slashes as one hyphen.</summary>
    public static string Of(string tag)
    {
        var folded = tag.Normalize(NormalizationForm.FormKC).ToLowerInvariant();
        var key = new StringBuilder(folded.Length);
        foreach (var c in folded)
        {
            if (!char.IsWhiteSpace(c) && c is not ('/' or '\\' or '?' or '#' or '%') && !char.IsControl(c)) key.Append(c);
            else if (key.Length > 0 && key[^1] != '-') key.Append('-');
        }
        return key.ToString().Trim('-');
    }
}
