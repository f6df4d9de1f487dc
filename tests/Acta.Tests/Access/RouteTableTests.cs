using System.Text;
using Acta.Access;
using Acta.Desk;

namespace Acta.Tests.Access;

/// <summary>Each address of the desk for each role, asked over HTTP; what is not written here is refused.</summary>
public class RouteTableTests
{
    // s: strangers; then author, translator, editor, publisher, keeper, administrator, auditor. "x" is let through.
    private const string Table =
        """
        GET  /desk/                                               . xxxxxxx
        GET  /desk/sign-in                                        x xxxxxxx
        POST /desk/sign-in                                        x xxxxxxx
        GET  /desk/sign-in/code                                   x xxxxxxx
        POST /desk/sign-in/code                                   x xxxxxxx
        POST /desk/sign-in/passkey/options                        x xxxxxxx
        POST /desk/sign-in/passkey                                x xxxxxxx
        GET  /desk/sign-in/openid                                 x xxxxxxx
        GET  /desk/sign-in/openid/done                            x xxxxxxx
        GET  /invite/{token}                                      x xxxxxxx
        POST /invite/{token}                                      x xxxxxxx
        POST /desk/sign-out                                       . xxxxxxx
        GET  /desk/confirm                                        . xxxxxxx
        POST /desk/confirm                                        . xxxxxxx
        POST /desk/confirm/passkey                                . xxxxxxx
        GET  /desk/confirm/openid                                 . xxxxxxx
        GET  /desk/account                                        . xxxxxxx
        POST /desk/account/profile                                . xxxxxxx
        POST /desk/account/password                               . xxxxxxx
        GET  /desk/account/authenticator                          . xxxxxxx
        POST /desk/account/authenticator                          . xxxxxxx
        POST /desk/account/authenticator/off                      . xxxxxxx
        POST /desk/account/codes                                  . xxxxxxx
        POST /desk/account/passkeys/options                       . xxxxxxx
        POST /desk/account/passkeys                               . xxxxxxx
        POST /desk/account/passkeys/remove                        . xxxxxxx
        POST /desk/account/sessions/end                           . xxxxxxx
        POST /desk/account/sessions/end-others                    . xxxxxxx
        GET  /desk/articles                                       . xxxx..x
        GET  /desk/articles/new                                   . x.xx...
        POST /desk/articles/new                                   . x.xx...
        GET  /desk/articles/find                                  . xxxx..x
        GET  /desk/articles/{id}                                  . xxxx..x
        POST /desk/articles/{id}/translate                        . xxxx...
        GET  /desk/articles/{id}/check                            . xxxx..x
        POST /desk/articles/{id}/check/waive                      . ..xx...
        GET  /desk/articles/{id}/clearance                        . xxxx..x
        POST /desk/articles/{id}/clearance                        . ..xx...
        POST /desk/articles/{id}/clearance/again                  . ..xx...
        POST /desk/articles/{id}/clearance/link                   . ..xx...
        POST /desk/articles/{id}/clearance/close                  . ..xx...
        POST /desk/articles/{id}/embargo                          . xxxx...
        GET  /desk/articles/{id}/release                          . ...x...
        POST /desk/articles/{id}/release                          . ...x...
        POST /desk/articles/{id}/release/now                      . ...x...
        POST /desk/articles/{id}/release/take-back                . ...x...
        POST /desk/articles/{id}/retire                           . ...x...
        POST /desk/articles/{id}/withdraw                         . ...x...
        POST /desk/articles/{id}/restore                          . ...x...
        GET  /desk/articles/{id}/{lang}                           . xxxx..x
        POST /desk/articles/{id}/{lang}                           . xxxx...
        POST /desk/articles/{id}/{lang}/change                    . xxxx...
        POST /desk/articles/{id}/{lang}/submit                    . xxxx...
        POST /desk/articles/{id}/{lang}/take-back                 . xxxx...
        POST /desk/articles/{id}/{lang}/approve                   . ..xx...
        POST /desk/articles/{id}/{lang}/ask-changes               . ..xx...
        POST /desk/articles/{id}/{lang}/assign                    . xxxx...
        POST /desk/articles/{id}/{lang}/stands                    . xxxx...
        POST /desk/articles/{id}/{lang}/discard                   . xxxx...
        POST /desk/articles/{id}/{lang}/comments                  . xxxx...
        POST /desk/articles/{id}/{lang}/comments/resolve          . xxxx...
        GET  /desk/articles/{id}/{lang}/xliff                     . xxxx...
        POST /desk/articles/{id}/{lang}/xliff                     . xxxx...
        GET  /desk/articles/{id}/{lang}/passages                  . xxxx...
        POST /desk/articles/{id}/{lang}/passages                  . xxxx...
        GET  /desk/articles/{id}/{lang}/versions                  . xxxx..x
        POST /desk/articles/{id}/{lang}/versions/restore          . xxxx...
        GET  /desk/articles/{id}/{lang}/history                   . xxxx..x
        GET  /desk/articles/{id}/{lang}/preview                   . xxxx..x
        GET  /desk/articles/{id}/{lang}/preview-links             . xxxx..x
        POST /desk/articles/{id}/{lang}/preview-links             . xxxx...
        POST /desk/articles/{id}/{lang}/preview-links/revoke      . xxxx...
        GET  /desk/articles/{id}/{lang}/erase                     . ...x...
        POST /desk/articles/{id}/{lang}/erase                     . ...x...
        POST /desk/articles/{id}/{lang}/erase/decide              . ...x...
        GET  /preview/{token}                                     x xxxxxxx
        GET  /clearance/{token}                                   x xxxxxxx
        POST /clearance/{token}                                   x xxxxxxx
        GET  /desk/translations                                   . xxxx..x
        GET  /desk/register                                       . xxxxx.x
        GET  /desk/register/find                                  . xxxxx.x
        GET  /desk/register/new                                   . ..xxx..
        GET  /desk/register/release                               . ...xx..
        POST /desk/register/release                               . ...xx..
        GET  /desk/register/{id}                                  . xxxxx.x
        POST /desk/register/{id}                                  . ..xxx..
        POST /desk/register/{id}/submit                           . ..xxx..
        POST /desk/register/{id}/take-back                        . ..xxx..
        POST /desk/register/{id}/approve                          . ..xxx..
        POST /desk/register/{id}/ask-changes                      . ..xxx..
        POST /desk/register/{id}/discard                          . ..xxx..
        POST /desk/register/{id}/comments                         . ..xxx..
        POST /desk/register/{id}/comments/resolve                 . ..xxx..
        GET  /desk/register/{id}/hand-over                        . ..xxx..
        POST /desk/register/{id}/hand-over                        . ..xxx..
        POST /desk/register/{id}/prose                            . xxxx...
        GET  /desk/register/{id}/merge                            . ...xx..
        POST /desk/register/{id}/merge                            . ...xx..
        POST /desk/register/{id}/split                            . ...xx..
        GET  /desk/register/{id}/versions                         . xxxxx.x
        POST /desk/register/{id}/versions/restore                 . ..xxx..
        GET  /desk/register/{id}/history                          . xxxxx.x
        GET  /desk/register/{id}/preview/{lang}                   . xxxxx.x
        POST /desk/register/{id}/release/now                      . ...xx..
        POST /desk/register/{id}/release/take-back                . ...xx..
        POST /desk/register/{id}/retire                           . ...xx..
        POST /desk/register/{id}/withdraw                         . ...xx..
        POST /desk/register/{id}/restore                          . ...xx..
        GET  /desk/site                                           . ...x.xx
        POST /desk/site                                           . ...x.x.
        GET  /desk/site/preview                                   . ...x.xx
        POST /desk/site/drop                                      . ...x.x.
        GET  /desk/reads                                          . x.xx.xx
        GET  /desk/reads.csv                                      . x.xx.xx
        GET  /desk/upkeep                                         . xxxx..x
        GET  /desk/misses                                         . ...x.xx
        POST /desk/misses/lead                                    . ...x...
        POST /desk/misses/drop                                    . ...x...
        GET  /preview/{token}/media/{id}/{name}                   x xxxxxxx
        GET  /preview/{token}/media/{id}/w/{rendition}            x xxxxxxx
        GET  /clearance/{token}/media/{id}/{name}                 x xxxxxxx
        GET  /clearance/{token}/media/{id}/w/{rendition}          x xxxxxxx
        GET  /desk/media                                          . xxxxx.x
        POST /desk/media                                          . xxxxx..
        POST /desk/media/uploads                                  . xxxxx..
        GET  /desk/media/uploads/{upload}                         . xxxxx..
        POST /desk/media/uploads/{upload}                         . xxxxx..
        GET  /desk/media/{id}                                     . xxxxx.x
        POST /desk/media/{id}/replace                             . xxxxx..
        POST /desk/media/{id}/focal                               . xxxxx..
        GET  /desk/media/{id}/{name}                              . xxxxx.x
        GET  /desk/media/{id}/w/{rendition}                       . xxxxx.x
        GET  /desk/settings                                       . ...x.xx
        POST /desk/settings                                       . .....x.
        POST /desk/editor/open                                    . xxxx...
        POST /desk/editor/markdown                                . xxxx...
        POST /desk/editor/paste                                   . xxxx...
        GET  /desk/editor/pictures                                . xxxx...
        GET  /desk/people                                         . .....xx
        GET  /desk/people/{id}                                    . .....xx
        POST /desk/people/{id}/roles                              . .....x.
        POST /desk/people/{id}/roles/take                         . .....x.
        POST /desk/people/{id}/disable                            . .....x.
        POST /desk/people/{id}/enable                             . .....x.
        POST /desk/invitations                                    . .....x.
        POST /desk/invitations/{id}/withdraw                      . .....x.
        GET  /desk/audit                                          . .....xx
        """;

    [Fact]
    public async Task Every_address_answers_every_role_as_the_table_says()
    {
        await using var site = await DeskSite.Start();
        var visitors = new List<Visitor>();
        foreach (var (role, _) in RoleWords.All) visitors.Add(await site.SignIn(await site.Add(role)));
        var seen = new StringBuilder();
        foreach (var route in DeskRoutes.All)
        {
            // An account that nobody has: the gate stands before it. POST without a form of ours gets 400 where it is let
            // through, 403 where it is not.
            var path = route.Pattern.Replace("{id}", Guid.NewGuid().ToString()).Replace("{token}", "0123").Replace("{lang}", "en");
            seen.Append($"{route.Method,-4} {route.Pattern,-52} ");
            using var stranger = site.Visit();
            seen.Append(await Passes(stranger, route, path) ? 'x' : '.').Append(' ');
            foreach (var visitor in visitors) seen.Append(await Passes(visitor, route, path) ? 'x' : '.');
            seen.Append('\n');
        }
        Assert.Equal(Table, seen.ToString().TrimEnd(), ignoreLineEndingDifferences: true);
    }

    [Fact]
    public void An_auditor_changes_nothing_but_the_own_account() =>
        Assert.All(DeskRoutes.All.Where(r => r.Method == "POST"), r => Assert.True((r.Who.Roles & Roles.Auditor) == 0, r.Pattern));

    [Fact]
    public async Task A_stranger_gets_the_same_for_every_address_there_is_and_there_is_not()
    {
        await using var site = await DeskSite.Start();
        using var stranger = site.Visit();
        foreach (var path in new[] { "/desk/people", "/desk/no-such", "/desk/people/" + Guid.NewGuid(), "/desk/audit", "/desk/a/b/c", "/desk/sign-in/no-such", "/desk/.env" })
        {
            var get = await stranger.Get(path);
            Assert.Equal((302, "/desk/sign-in?to=" + Uri.EscapeDataString(path), ""), (get.Status, get.Location, get.Html));
            Assert.Equal(302, (await stranger.Get(path, ("Accept", "application/json"))).Status);
            var post = await stranger.Post(path, []);
            Assert.Equal((401, "Sign in first"), (post.Status, post.Title));
        }
    }

    [Fact]
    public async Task Every_page_refuses_to_be_framed_kept_or_to_run_what_is_not_ours()
    {
        await using var site = await DeskSite.Start();
        using var me = await site.SignIn(await site.Add(Roles.Administrator));
        foreach (var route in DeskRoutes.All.Where(r => r.Method == "GET").Select(r => r.Pattern).Append("/desk/no-such").Append("/desk/sign-in"))
        {
            var answer = (await me.Get(route.Replace("{id}", Guid.NewGuid().ToString()).Replace("{token}", "0123").Replace("{lang}", "en"))).Answer;
            var policy = answer.Headers.GetValues("Content-Security-Policy").Single();
            Assert.Contains("frame-ancestors 'none'", policy);
            Assert.Contains("default-src 'none'", policy);
            Assert.DoesNotContain("unsafe", policy);
            Assert.Equal("DENY", answer.Headers.GetValues("X-Frame-Options").Single());
            Assert.True(answer.Headers.CacheControl!.NoStore, route);
            Assert.Equal("same-origin", answer.Headers.GetValues("Referrer-Policy").Single());
        }
    }

    [Fact]
    public void The_desk_speaks_every_language_whole()
    {
        foreach (var language in DeskWords.Languages) Assert.Equal(DeskWords.Keys("en").Order(), DeskWords.Keys(language).Order());
        Assert.Equal(["en", "ru"], DeskWords.Languages);
    }

    private static async Task<bool> Passes(Visitor visitor, DeskRoute route, string path)
    {
        var answer = route.Method == "GET" ? await visitor.Get(path) : await visitor.Post(path, [], ("Origin", "http://localhost"));
        if (answer.Status is 403 or 401 || answer is { Status: 302, Location: { } to } && to.StartsWith("/desk/sign-in", StringComparison.Ordinal)) return false;
        Assert.True(answer.Status is 200 or 303 or 400 or 404, $"{route.Method} {path}: {answer.Status}");
        return true;
    }
}
