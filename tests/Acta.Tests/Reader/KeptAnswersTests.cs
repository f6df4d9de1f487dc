using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Acta.Following;
using Acta.Publication;
using Acta.Record;
using Acta.Record.Site;
using Acta.Tests.Publication;
using Acta.Tests.Views;
using CsCheck;

namespace Acta.Tests.Reader;

public sealed partial class KeptAnswersTests
{
    private static readonly bool Long = !string.IsNullOrEmpty(Environment.GetEnvironmentVariable("ACTA_TEST_LONG"));

    [Fact]
    public void Whatever_is_done_every_kept_answer_is_what_a_fresh_one_would_be() =>
        Gen.Select(RandomActs.Sequences, Gen.Int[0, 1_000_000]).Sample(run => Play(run.Item1).GetAwaiter().GetResult(), iter: Long ? 60 : 3, threads: 1, print: run => string.Join(' ', run.Item1));

    private static async Task Play((int What, int Article, int Language, int Variant)[] acts)
    {
        await using var site = await LiveSite.Start();
        var settings = World.World.Settings();
        var known = new HashSet<string>(StringComparer.Ordinal) { "/", "/xx/", "/en/nothing", "/sitemap.xml", "/news-sitemap.xml", "/robots.txt", "/.well-known/security.txt" };
        var started = new HashSet<(int, int)>();
        var (kept, changed) = (0, 0);
        var last = new Dictionary<string, string>();
        foreach (var act in acts.Take(Long ? 60 : 25))
        {
            Do(site, ref settings, started, act);
            await Discover(site, known);
            // Kept ones are asked for first; then everything kept is thrown away.
            var before = await Answers(site, known);
            site.Serving.Cache.Drop(new Applied(site.Serving.Follower.Position, [], All: true));
            var fresh = await Answers(site, known);
            foreach (var (path, answer) in before)
            {
                Assert.False(answer.StartsWith('5'), $"after {act}: {path} failed");
                Assert.True(answer == fresh[path], $"after {act}: {path} was kept and is no longer true");
                if (!last.TryGetValue(path, out var former)) continue;
                if (former == answer) kept++;
                else changed++;
            }
            last = fresh;
        }
        Assert.True(acts.Length < 10 || (kept > 0 && changed > 0 && known.Count > 100), $"{known.Count} addresses, {kept} same, {changed} changed");
    }

    private static void Do(LiveSite site, ref SiteSettings settings, HashSet<(int, int)> started, (int What, int Article, int Language, int Variant) act)
    {
        var (id, language) = (RandomActs.Id(act.Article), RandomActs.Languages[act.Language]);
        if (act.What == 21)
        {
            settings = settings with { Footer = Words.Of(("en", "Footer " + act.Variant)), Colours = new Colours(act.Variant % 2 == 0 ? "#0b4f6c" : "#6c0b4f", null), Languages = act.Variant % 3 == 0 ? ["en", "ru"] : ["en", "ru", "ar"] };
            site.Publish(new Proposal { Act = Act.Revise, Resource = settings.Id, Kind = "settings", Document = settings });
            return;
        }
        var edition = RandomActs.Edition(act, DateTimeOffset.UtcNow, null) with { Lead = null, Address = "", TranslationOf = null };
        var proposal = new Proposal { Act = Act.Publish, Resource = id, Kind = "article", Language = language, Document = edition with { Correction = null }, OnClash = ClashRule.Number };
        if (started.Add((act.Article, act.Language)))
        {
            if (site.Publish(proposal) is { } refused) throw new InvalidOperationException(refused);
            return;
        }
        // What can't be done in this state is refused, and changes nothing.
        site.Publish(act.What switch
        {
            < 9 => proposal with { Act = edition.Correction is null ? Act.Revise : Act.Correct, Document = edition },
            < 12 => EmptySite.Notice(Act.Retire, id, act.Variant % 2 == 0 ? null : language),
            < 15 => EmptySite.Notice(Act.Withdraw, id, language),
            < 19 => EmptySite.Notice(Act.Restore, id, language),
            _ => EmptySite.Notice(Act.Erase, id, act.Variant % 2 == 0 ? null : language),
        });
    }

    // Every address that answers name, and those that only machines know; an address stays known when nothing leads to it any more.
    private static async Task Discover(LiveSite site, HashSet<string> known)
    {
        var queue = new Queue<string>(["/en/", "/ru/", "/ar/", "/api/v1/articles", "/api/v1/articles?modified_since=2000-01-01&limit=100", "/api/v1/articles?lang=ru&section=water", "/api/v1/articles?lang=en&tag=Bridges&limit=2", "/api/v1/articles?kind=statement&from=2010&to=2024-06", .. known]);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        while (queue.TryDequeue(out var path))
        {
            if (!seen.Add(path)) continue;
            known.Add(path);
            var (status, type, body, location) = await site.Get(path);
            if (location is not null) queue.Enqueue(location);
            if (status != 200 || type.Contains("image", StringComparison.Ordinal)) continue;
            foreach (Match match in Links().Matches(System.Net.WebUtility.HtmlDecode(Encoding.UTF8.GetString(body))))
            {
                var to = match.Groups[1].Value;
                if (to.StartsWith(LiveSite.Base, StringComparison.Ordinal)) to = to[LiveSite.Base.Length..];
                if (to.StartsWith('/') && !to.StartsWith("//", StringComparison.Ordinal) && !to.StartsWith("/log/", StringComparison.Ordinal) && !to.StartsWith("/api/v1/bulk/", StringComparison.Ordinal)) queue.Enqueue(to.Split('#')[0]);
            }
            if (!path.StartsWith("/api/v1/articles?modified", StringComparison.Ordinal)) continue;
            foreach (var item in JsonNode.Parse(body)!["items"]!.AsArray())
                foreach (var form in new[] { "", "/ninjs" })
                    foreach (var language in new[] { "", "?lang=" + item!["lang"] })
                        queue.Enqueue($"/api/v1/articles/{item!["id"]}{form}{language}");
        }
    }

    private static async Task<Dictionary<string, string>> Answers(LiveSite site, IEnumerable<string> paths)
    {
        var answers = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var path in paths)
        {
            var (status, type, body, location) = await site.Get(path);
            answers[path] = $"{status} {type} {location} {Convert.ToHexStringLower(SHA256.HashData(body))}";
        }
        return answers;
    }

    [GeneratedRegex("""(?:href="|src="|content="|<loc>|"url":"|"ninjs":"|"next":")(https://news\.example\.org/[^"<]+|/[^"<]*)""")]
    private static partial Regex Links();
}
