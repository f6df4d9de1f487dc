using Acta.Access;
using Acta.Desk.Register;
using Acta.Record.Site;
using Acta.Store;
using Microsoft.AspNetCore.Http.Features;

namespace Acta.Desk;

/// <summary>What stands around every page of the desk.</summary>
public sealed class DeskFrame(DeskRequest request, string title, string? said)
{
    /// <summary>The field of every form that says it is ours.</summary>
    public const string FormField = "form-token";

    public DeskWords Words => request.Words;

    public string Language => request.Words.Language;

    public string Title { get; } = title;

    /// <summary>What has just been done, in a sentence; null or empty: nothing is said.</summary>
    public string? Said { get; } = said;

    public Staff? Staff => request.Who?.Staff;

    public SiteSettings? Settings => request.Settings;

    /// <summary>Whose desk it is.</summary>
    public string Site => Settings is not { } s ? "Acta"
        : s.ShortName.For(Language) is { Text.Length: > 0 } brief ? brief.Text
        : s.Name.For(Language) is { Text.Length: > 0 } name ? name.Text : "Acta";

    /// <summary>The page, without what was asked for of it.</summary>
    public string Path => request.Http.Request.Path.Value!;

    /// <summary>Where the forms on it are to be found again: on the page itself, or, where it answers a form, on that which the form stood on.</summary>
    public string Page => LocalPath.Of(request.Http.Features.Get<IFormFeature>()?.Form?["page"]) ?? Path;

    /// <summary>The page in another language, for those who are not signed in.</summary>
    public string InLanguage(string language) => Path + "?lang=" + language;

    public string FormToken => request.FormToken;

    /// <summary>Where this account may go, from the one table of routes.</summary>
    public IReadOnlyList<(string Path, string Label)> Menu => request.Who is null ? [] :
    [
        .. new[] { ("/desk/", "menu.home"), ("/desk/articles", "menu.articles"), ("/desk/translations", "menu.translations"), ("/desk/register", "menu.register"), ("/desk/media", "menu.media"), ("/desk/site", "menu.site"), ("/desk/reads", "menu.reads"), ("/desk/people", "menu.people"), ("/desk/audit", "menu.audit"), ("/desk/settings", "menu.settings") }
            .Where(m => Opens(m.Item1))
            .Select(m => (m.Item1, Words[m.Item2])),
    ];

    /// <summary>Whether this account may open a page of the desk: what it may not is no link for it.</summary>
    public bool Opens(string path) => DeskRoutes.Find("GET", path) is { Route: var route } && route.Who.Admits(request.Who);

    /// <summary>A moment in the organisation's own time.</summary>
    public string Moment(DateTimeOffset moment) => Words.Dates.Moment(TimeZoneInfo.ConvertTime(moment, Zone));

    public static string Iso(DateTimeOffset moment) => moment.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>A role with its languages and sections.</summary>
    public string GrantText(Grant grant)
    {
        var parts = new List<string>();
        if (grant.Languages.Count > 0) parts.Add(string.Join(", ", grant.Languages.Select(Words.LanguageName)));
        if (grant.Sections.Count > 0) parts.Add(string.Join(", ", grant.Sections.Select(SectionName)));
        return Words["role." + grant.Role.Word()] + (parts.Count == 0 ? "" : " (" + string.Join("; ", parts) + ")");
    }

    public string SectionName(string slug) =>
        Settings?.Sections.FirstOrDefault(s => s.Slug == slug)?.Name.For(Language) is { Text.Length: > 0 } name ? name.Text : slug;

    /// <summary>Records of the register, given by their ids, as they are called.</summary>
    public string RecordNames(string ids)
    {
        using var reading = request.Need<MainStore>().Read();
        var register = DraftedRegister.Of(reading);
        return string.Join(", ", ids.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(i => Guid.TryParse(i, out var id) ? register.NameOf(id, Words) : i));
    }

    /// <summary>The IANA name of the organisation’s time zone.</summary>
    public string ZoneId => Zone.Id;

    private TimeZoneInfo Zone => request.Zone;
}

/// <summary>A page that says one thing.</summary>
public sealed record DeskMessage(DeskFrame Frame, string Text, string Link, string LinkText);
