using System.Globalization;
using System.Text.RegularExpressions;
using Acta.Record;

namespace Acta.Desk.Translation;

/// <summary>What a file for an agency was made of; stands in its <c>original</c>, which tools keep.</summary>
/// <param name="Id">Of the article.</param>
/// <param name="Language">Of the translation.</param>
/// <param name="Version">Of the draft.</param>
/// <param name="Wording">Of the original.</param>
internal sealed partial record XliffName(Guid Id, string Language, long Version, Digest Wording)
{
    public override string ToString() => $"/desk/articles/{Id}/{Language}?version={Version.ToString(CultureInfo.InvariantCulture)}&wording={Wording.Hex}";

    public static XliffName? Parse(string? text) =>
        text is not null && Form().Match(text) is { Success: true } m && long.TryParse(m.Groups[3].ValueSpan, CultureInfo.InvariantCulture, out var version) && Digest.TryParse(m.Groups[4].Value, out var wording)
            ? new XliffName(Guid.ParseExact(m.Groups[1].Value, "D"), m.Groups[2].Value, version, wording)
            : null;

    [GeneratedRegex("^/desk/articles/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})/([A-Za-z0-9-]{1,35})\\?version=([0-9]{1,18})&wording=([0-9a-f]{64})$", RegexOptions.CultureInvariant)]
    private static partial Regex Form();
}
