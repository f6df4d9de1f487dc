using Acta.Desk.Account;
using Acta.Desk.Articles;
using Acta.Desk.Audit;
using Acta.Desk.Editing;
using Acta.Desk.Clearance;
using Acta.Desk.Files;
using Acta.Desk.Home;
using Acta.Desk.People;
using Acta.Desk.Readers;
using Acta.Desk.Register;
using Acta.Desk.SignIn;
using Acta.Desk.Site;
using Acta.Desk.Translation;
using Acta.Desk.Upkeep;
using static Acta.Access.Roles;
using static Acta.Desk.Who;

namespace Acta.Desk;

/// <summary>Every address of the desk and who may use it, in one table. What does not stand here is refused.</summary>
internal static class DeskRoutes
{
    public static IReadOnlyList<DeskRoute> All { get; } =
    [
        new("GET", "/desk/", SignedIn, HomePage.Show),

        // The way in: all that strangers get
        new("GET", "/desk/sign-in", Anybody, PasswordSignIn.Show),
        new("POST", "/desk/sign-in", Anybody, PasswordSignIn.Try) { OwnFormCheck = true },
        new("GET", "/desk/sign-in/code", Anybody, CodeSignIn.Show),
        new("POST", "/desk/sign-in/code", Anybody, CodeSignIn.Try),
        new("POST", "/desk/sign-in/passkey/options", Anybody, PasskeySignIn.Options),
        new("POST", "/desk/sign-in/passkey", Anybody, PasskeySignIn.Try),
        new("GET", "/desk/sign-in/openid", Anybody, OpenIdSignIn.Begin),
        new("GET", "/desk/sign-in/openid/done", Anybody, OpenIdSignIn.Done),
        new("GET", "/invite/{token}", Anybody, InvitePage.Show),
        new("POST", "/invite/{token}", Anybody, InvitePage.Accept),
        new("POST", "/desk/sign-out", SignedIn, SignOut.Do),

        // Proving again who one is, before a dangerous act
        new("GET", "/desk/confirm", SignedIn, ConfirmPage.Show),
        new("POST", "/desk/confirm", SignedIn, ConfirmPage.Try),
        new("POST", "/desk/confirm/passkey", SignedIn, ConfirmPage.TryPasskey),
        new("GET", "/desk/confirm/openid", SignedIn, OpenIdSignIn.Confirm),

        // One's own account
        new("GET", "/desk/account", SignedIn, AccountPage.Show),
        new("POST", "/desk/account/profile", SignedIn, AccountPage.Profile),
        new("POST", "/desk/account/password", SignedIn, PasswordChange.Do),
        new("GET", "/desk/account/authenticator", SignedIn, Authenticator.Show) { Proof = true },
        new("POST", "/desk/account/authenticator", SignedIn, Authenticator.TurnOn) { Proof = true },
        new("POST", "/desk/account/authenticator/off", SignedIn, Authenticator.TurnOff) { Proof = true },
        new("POST", "/desk/account/codes", SignedIn, Authenticator.NewCodes) { Proof = true },
        new("POST", "/desk/account/passkeys/options", SignedIn, Passkeys.Options) { Proof = true },
        new("POST", "/desk/account/passkeys", SignedIn, Passkeys.Add) { Proof = true },
        new("POST", "/desk/account/passkeys/remove", SignedIn, Passkeys.Remove) { Proof = true },
        new("POST", "/desk/account/sessions/end", SignedIn, AccountPage.EndSession),
        new("POST", "/desk/account/sessions/end-others", SignedIn, AccountPage.EndOthers),

        // Texts: every one, public or in the making
        new("GET", "/desk/articles", Has(Rights.Readers), ArticlesPage.Show),
        new("GET", "/desk/articles/new", Has(Author | Editor | Publisher), NewArticle.Show),
        new("POST", "/desk/articles/new", Has(Author | Editor | Publisher), NewArticle.Create),
        new("GET", "/desk/articles/find", Has(Rights.Readers), FindArticle.Show),
        new("GET", "/desk/articles/{id}", Has(Rights.Readers), ArticlePage.Show),
        new("POST", "/desk/articles/{id}/translate", Has(Rights.Writers), NewArticle.Translate),
        new("GET", "/desk/articles/{id}/check", Has(Rights.Readers), Findings.Show),
        new("POST", "/desk/articles/{id}/check/waive", Has(Editor | Publisher), Findings.Waive),
        new("GET", "/desk/articles/{id}/clearance", Has(Rights.Readers), ClearancePage.Show),
        new("POST", "/desk/articles/{id}/clearance", Has(Editor | Publisher), ClearancePage.Make),
        new("POST", "/desk/articles/{id}/clearance/again", Has(Editor | Publisher), ClearancePage.Again),
        new("POST", "/desk/articles/{id}/clearance/link", Has(Editor | Publisher), ClearancePage.Link),
        new("POST", "/desk/articles/{id}/clearance/close", Has(Editor | Publisher), ClearancePage.Close),
        new("POST", "/desk/articles/{id}/embargo", Has(Rights.Writers), Embargo.Set),
        new("GET", "/desk/articles/{id}/release", Has(Publisher), ReleasePage.Show),
        new("POST", "/desk/articles/{id}/release", Has(Publisher), ReleasePage.Do),
        new("POST", "/desk/articles/{id}/release/now", Has(Publisher), ReleasePage.Now),
        new("POST", "/desk/articles/{id}/release/take-back", Has(Publisher), ReleasePage.Unschedule),
        new("POST", "/desk/articles/{id}/retire", Has(Publisher), Notices.Retire) { Proof = true },
        new("POST", "/desk/articles/{id}/withdraw", Has(Publisher), Notices.Withdraw) { Proof = true },
        new("POST", "/desk/articles/{id}/restore", Has(Publisher), Notices.Restore) { Proof = true },

        // One language version in the making
        new("GET", "/desk/articles/{id}/{lang}", Has(Rights.Readers), EditPage.Show),
        new("POST", "/desk/articles/{id}/{lang}", Has(Rights.Writers), EditPage.Save),
        new("POST", "/desk/articles/{id}/{lang}/change", Has(Rights.Writers), ArticlePage.Change),
        new("POST", "/desk/articles/{id}/{lang}/submit", Has(Rights.Writers), Moving.Submit),
        new("POST", "/desk/articles/{id}/{lang}/take-back", Has(Rights.Writers), Moving.TakeBack),
        new("POST", "/desk/articles/{id}/{lang}/approve", Has(Editor | Publisher), Moving.Approve),
        new("POST", "/desk/articles/{id}/{lang}/ask-changes", Has(Editor | Publisher), Moving.AskChanges),
        new("POST", "/desk/articles/{id}/{lang}/assign", Has(Rights.Writers), Moving.Assign),
        new("POST", "/desk/articles/{id}/{lang}/stands", Has(Rights.Writers), Moving.Stands),
        new("POST", "/desk/articles/{id}/{lang}/discard", Has(Rights.Writers), Moving.Discard),
        new("POST", "/desk/articles/{id}/{lang}/comments", Has(Rights.Writers), Comments.Say),
        new("POST", "/desk/articles/{id}/{lang}/comments/resolve", Has(Rights.Writers), Comments.Resolve),
        new("GET", "/desk/articles/{id}/{lang}/xliff", Has(Rights.Writers), AgencyFiles.Give),
        new("POST", "/desk/articles/{id}/{lang}/xliff", Has(Rights.Writers), AgencyFiles.Take),
        new("GET", "/desk/articles/{id}/{lang}/passages", Has(Rights.Writers), PassagesPage.Show),
        new("POST", "/desk/articles/{id}/{lang}/passages", Has(Rights.Writers), PassagesPage.Save),
        new("GET", "/desk/articles/{id}/{lang}/versions", Has(Rights.Readers), VersionsPage.Show),
        new("POST", "/desk/articles/{id}/{lang}/versions/restore", Has(Rights.Writers), VersionsPage.Restore),
        new("GET", "/desk/articles/{id}/{lang}/history", Has(Rights.Readers), HistoryPage.Show),
        new("GET", "/desk/articles/{id}/{lang}/preview", Has(Rights.Readers), Previews.Show),
        new("GET", "/desk/articles/{id}/{lang}/preview-links", Has(Rights.Readers), Previews.Links),
        new("POST", "/desk/articles/{id}/{lang}/preview-links", Has(Rights.Writers), Previews.Make),
        new("POST", "/desk/articles/{id}/{lang}/preview-links/revoke", Has(Rights.Writers), Previews.Revoke),
        new("GET", "/desk/articles/{id}/{lang}/erase", Has(Publisher), Erasing.Show),
        new("POST", "/desk/articles/{id}/{lang}/erase", Has(Publisher), Erasing.Ask) { Proof = true },
        new("POST", "/desk/articles/{id}/{lang}/erase/decide", Has(Publisher), Erasing.Decide) { Proof = true },
        new("GET", "/preview/{token}", Anybody, Previews.Open),
        new("GET", "/clearance/{token}", Anybody, OutsidersPage.Show),
        new("POST", "/clearance/{token}", Anybody, OutsidersPage.Say),

        // What is to be translated, across articles
        new("GET", "/desk/translations", Has(Rights.Readers), TranslationsPage.Show),

        // People and bodies: keepers write; editors, publishers and keepers approve; keepers and publishers release
        new("GET", "/desk/register", Has(RegisterRights.Readers), RegisterPage.Show),
        new("GET", "/desk/register/find", Has(RegisterRights.Readers), FindRecord.Show),
        new("GET", "/desk/register/new", Has(RegisterRights.Writers), EditRecord.New),
        new("GET", "/desk/register/release", Has(RegisterRights.Releasers), RecordRelease.Show),
        new("POST", "/desk/register/release", Has(RegisterRights.Releasers), RecordRelease.Do),
        new("GET", "/desk/register/{id}", Has(RegisterRights.Readers), EditRecord.Show),
        new("POST", "/desk/register/{id}", Has(RegisterRights.Writers), EditRecord.Save) { Body = Uploading.Whole },
        new("POST", "/desk/register/{id}/submit", Has(RegisterRights.Writers), RecordMoves.Submit),
        new("POST", "/desk/register/{id}/take-back", Has(RegisterRights.Writers), RecordMoves.TakeBack),
        new("POST", "/desk/register/{id}/approve", Has(RegisterRights.Writers), RecordMoves.Approve),
        new("POST", "/desk/register/{id}/ask-changes", Has(RegisterRights.Writers), RecordMoves.AskChanges),
        new("POST", "/desk/register/{id}/discard", Has(RegisterRights.Writers), RecordMoves.Discard),
        new("POST", "/desk/register/{id}/comments", Has(RegisterRights.Writers), RecordMoves.Say),
        new("POST", "/desk/register/{id}/comments/resolve", Has(RegisterRights.Writers), RecordMoves.Resolve),
        new("GET", "/desk/register/{id}/hand-over", Has(RegisterRights.Writers), HandOver.Show),
        new("POST", "/desk/register/{id}/hand-over", Has(RegisterRights.Writers), HandOver.Do),
        new("POST", "/desk/register/{id}/prose", Has(Rights.Writers), RecordProse.Begin),
        new("GET", "/desk/register/{id}/merge", Has(RegisterRights.Releasers), RecordMerging.Show),
        new("POST", "/desk/register/{id}/merge", Has(RegisterRights.Releasers), RecordMerging.Merge) { Proof = true },
        new("POST", "/desk/register/{id}/split", Has(RegisterRights.Releasers), RecordMerging.Split) { Proof = true },
        new("GET", "/desk/register/{id}/versions", Has(RegisterRights.Readers), RecordHistory.Versions),
        new("POST", "/desk/register/{id}/versions/restore", Has(RegisterRights.Writers), RecordHistory.Restore),
        new("GET", "/desk/register/{id}/history", Has(RegisterRights.Readers), RecordHistory.Show),
        new("GET", "/desk/register/{id}/preview/{lang}", Has(RegisterRights.Readers), RecordPreview.Show),
        new("POST", "/desk/register/{id}/release/now", Has(RegisterRights.Releasers), RecordRelease.Now),
        new("POST", "/desk/register/{id}/release/take-back", Has(RegisterRights.Releasers), RecordRelease.Unschedule),
        new("POST", "/desk/register/{id}/retire", Has(RegisterRights.Releasers), RecordMoves.Retire) { Proof = true },
        new("POST", "/desk/register/{id}/withdraw", Has(RegisterRights.Releasers), RecordMoves.Withdraw) { Proof = true },
        new("POST", "/desk/register/{id}/restore", Has(RegisterRights.Releasers), RecordMoves.Restore) { Proof = true },

        // The site itself
        new("GET", "/desk/site", Has(Publisher | Administrator | Auditor), SitePage.Show),
        new("POST", "/desk/site", Has(Publisher | Administrator), SitePage.Save),
        new("GET", "/desk/site/preview", Has(Publisher | Administrator | Auditor), SitePage.Preview),
        new("POST", "/desk/site/drop", Has(Publisher | Administrator), SitePage.Drop),
        new("GET", "/desk/reads", Has(Author | Editor | Publisher | Administrator | Auditor), ReadsPage.Show),
        new("GET", "/desk/reads.csv", Has(Author | Editor | Publisher | Administrator | Auditor), ReadsPage.Csv),
        new("GET", "/desk/upkeep", Has(Rights.Readers), UpkeepPage.Show),
        new("GET", "/desk/misses", Has(Publisher | Administrator | Auditor), MissesPage.Show),
        new("POST", "/desk/misses/lead", Has(Publisher), MissesPage.Lead),
        new("POST", "/desk/misses/drop", Has(Publisher), MissesPage.Drop),
        new("GET", "/preview/{token}/media/{id}/{name}", Anybody, FileAnswers.ShowPreviewed),
        new("GET", "/preview/{token}/media/{id}/w/{rendition}", Anybody, FileAnswers.PreviewedRendition),
        new("GET", "/clearance/{token}/media/{id}/{name}", Anybody, FileAnswers.ShowCleared),
        new("GET", "/clearance/{token}/media/{id}/w/{rendition}", Anybody, FileAnswers.ClearedRendition),

        // Files
        new("GET", "/desk/media", Has(RegisterRights.Readers), LibraryPage.Show),
        new("POST", "/desk/media", Has(Rights.Writers | Keeper), Uploading.Send) { Body = Uploading.Whole },
        new("POST", "/desk/media/uploads", Has(Rights.Writers | Keeper), Uploading.Begin),
        new("GET", "/desk/media/uploads/{upload}", Has(Rights.Writers | Keeper), Uploading.State),
        new("POST", "/desk/media/uploads/{upload}", Has(Rights.Writers | Keeper), Uploading.Append) { Body = Uploading.Part },
        new("GET", "/desk/media/{id}", Has(RegisterRights.Readers), LibraryPage.ShowFile),
        new("POST", "/desk/media/{id}/replace", Has(Rights.Writers | Keeper), LibraryPage.Replace) { Body = Uploading.Whole },
        new("POST", "/desk/media/{id}/focal", Has(Rights.Writers | Keeper), LibraryPage.Point),
        new("GET", "/desk/media/{id}/{name}", Has(RegisterRights.Readers), FileAnswers.Show),
        new("GET", "/desk/media/{id}/w/{rendition}", Has(RegisterRights.Readers), FileAnswers.Rendition),

        // The desk itself
        new("GET", "/desk/settings", Has(Administrator | Publisher | Auditor), DeskSettingsPage.Show),
        new("POST", "/desk/settings", Has(Administrator), DeskSettingsPage.Save) { Proof = true },

        // The editor asks
        new("POST", "/desk/editor/open", Has(Rights.Writers), EditorEndpoints.Open),
        new("POST", "/desk/editor/markdown", Has(Rights.Writers), EditorEndpoints.ToMarkdown),
        new("POST", "/desk/editor/paste", Has(Rights.Writers), EditorEndpoints.Paste),
        new("GET", "/desk/editor/pictures", Has(Rights.Writers), Uploading.Pictures),

        // Who works here
        new("GET", "/desk/people", Has(Administrator | Auditor), PeoplePage.Show),
        new("GET", "/desk/people/{id}", Has(Administrator | Auditor), PersonPage.Show),
        new("POST", "/desk/people/{id}/roles", Has(Administrator), PersonPage.Give) { Proof = true },
        new("POST", "/desk/people/{id}/roles/take", Has(Administrator), PersonPage.Take) { Proof = true },
        new("POST", "/desk/people/{id}/disable", Has(Administrator), PersonPage.Disable) { Proof = true },
        new("POST", "/desk/people/{id}/enable", Has(Administrator), PersonPage.Enable) { Proof = true },
        new("POST", "/desk/invitations", Has(Administrator), Inviting.Make) { Proof = true },
        new("POST", "/desk/invitations/{id}/withdraw", Has(Administrator), Inviting.Withdraw) { Proof = true },

        // Who did what
        new("GET", "/desk/audit", Has(Administrator | Auditor), AuditPage.Show),
    ];

    /// <summary>How addresses begin that go on with a secret: whoever has such a link may open what it leads to.</summary>
    public static IReadOnlyList<string> Links { get; } = [.. All.Select(r => r.Pattern.Split("{token}")).Where(p => p.Length > 1).Select(p => p[0]).Distinct()];

    /// <summary>The route of a request with what its braces stand for; null where there is none.</summary>
    public static (DeskRoute Route, Dictionary<string, string> Values)? Find(string method, string path)
    {
        foreach (var route in All)
            if (route.Method == method && route.Match(path) is { } values) return (route, values);
        return null;
    }

    /// <summary>Whether another method of this address would be a route.</summary>
    public static bool HasPath(string path) => All.Any(r => r.Match(path) is not null);
}
