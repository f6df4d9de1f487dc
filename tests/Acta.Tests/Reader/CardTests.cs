using System.Text.RegularExpressions;
using Acta.Record;
using Acta.Tests.Publication;
using Acta.Tests.World;
using NetVips;

namespace Acta.Tests.Reader;

public sealed class CardTests
{
    private static readonly (string Language, string Headline)[] Headlines =
    [
        ("en", "Council of Ministers meets in Cholpon-Ata and agrees the water level for the coming season, with a headline that goes on for longer than any editor should let it"),
        ("ru", "Заявление Комиссии об уровне воды весной"),
        ("ar", "مجلس الوزراء يجتمع في تشولبون آتا ويتفق على منسوب المياه للموسم المقبل"),
        ("hy", "Նախարարների խորհուրդը հավաքվել է Չոլպոն Աթայում"),
        ("ka", "მინისტრთა საბჭო შეიკრიბა ჩოლპონ-ატაში"),
        ("zh", "部长理事会在乔尔蓬阿塔举行会议"),
    ];

    [Fact]
    public async Task Every_article_has_a_card_of_its_own_in_its_script_and_a_new_one_when_its_headline_changes()
    {
        await using var site = await LiveSite.Start(World.World.Settings() with { Languages = ["en", "ru", "ar", "hy", "ka", "zh"] });
        var id = Guid.NewGuid();
        var cards = new List<string>();
        foreach (var (language, headline) in Headlines)
        {
            Assert.Null(site.Publish(EmptySite.Article(Act.Publish, id, headline, "Text.", language)));
            var card = await CardOf(site, language, id);
            var (status, type, png, _) = await site.Get(card);
            Assert.Equal((200, "image/png"), (status, type));
            using var picture = Image.NewFromBuffer(png);
            Assert.Equal((1200, 630), (picture.Width, picture.Height));
            Assert.InRange(png.Length, 2_000, 300_000);
            // There are letters on it: light ones on the colour, somewhere beside its edge.
            if (language != "zh") Assert.True(picture.Crop(60, 190, 1080, 400)[0].HistFind().Crop(250, 0, 6, 1).Avg() > 100, language);
            cards.Add(card);
            if (Environment.GetEnvironmentVariable("ACTA_CARDS") is { Length: > 0 } folder) File.WriteAllBytes(Path.Combine(folder, language + ".png"), png);
        }
        Assert.Equal(cards.Count, cards.Distinct().Count());
        Assert.Equal((await site.Get(cards[0])).Body, (await site.Get(cards[0])).Body);

        Assert.Null(site.Publish(EmptySite.Article(Act.Revise, id, "Another headline", "Text.")));
        var changed = await CardOf(site, "en", id);
        Assert.NotEqual(cards[0], changed);
        Assert.Equal((302, changed), ((await site.Get(cards[0])).Status, (await site.Get(cards[0])).Location));
        Assert.Null(site.Publish(EmptySite.Notice(Act.Withdraw, id, "en")));
        Assert.Equal(410, (await site.Get(changed)).Status);
        Assert.Equal(404, (await site.Get($"/cards/{Guid.NewGuid()}/en-000000000000.png")).Status);
        Assert.Equal(404, (await site.Get("/cards/site/xx-000000000000.png")).Status);
        Assert.Equal(404, (await site.Get("/cards/x/y")).Status);
        var home = Regex.Match(await site.Text("/ru/"), "property=\"og:image\" content=\"https://news.example.org(/cards/site/ru-[^\"]+)").Groups[1].Value;
        Assert.Equal(200, (await site.Get(home)).Status);
    }

    [Fact]
    public async Task Without_any_font_the_card_is_emblem_and_colour_alone()
    {
        using var folder = new TemporaryFolder();
        var url = $"http://127.0.0.1:{ChildProcess.FreePort()}";
        using var server = ChildProcess.Acta(
            new Dictionary<string, string> { ["ACTA_STATE_DIR"] = Path.Combine(folder.Path, "state"), ["FONTCONFIG_FILE"] = folder.Write("fonts.conf", "<?xml version=\"1.0\"?><fontconfig></fontconfig>") },
            "demo", "--data", Path.Combine(folder.Path, "data"), "--urls", url);
        using var http = new HttpClient();
        for (var tries = 0; ; tries++)
        {
            try
            {
                using var ready = await http.GetAsync(url + "/readyz");
                if (ready.IsSuccessStatusCode) break;
            }
            catch (HttpRequestException) when (!server.Process.HasExited && tries < 900)
            {
                // It does not listen yet.
            }
            Assert.False(server.Process.HasExited, server.Output);
            await Task.Delay(100);
        }
        var html = await http.GetStringAsync(url + "/en/");
        var card = Regex.Match(html, "property=\"og:image\" content=\"https?://[^/]+(/cards/site/en-[^\"]+)").Groups[1].Value;
        var png = await http.GetByteArrayAsync(url + card);
        if (Environment.GetEnvironmentVariable("ACTA_CARDS") is { Length: > 0 } to) File.WriteAllBytes(Path.Combine(to, "no-fonts.png"), png);
        using var picture = Image.NewFromBuffer(png);
        Assert.Equal((1200, 630), (picture.Width, picture.Height));
        // Where words stand otherwise is one even colour; the emblem stands in the middle.
        Assert.Equal(0, picture.Crop(0, 0, 350, 600)[0].Deviate());
        Assert.Equal(0, picture.Crop(850, 0, 350, 600)[0].Deviate());
        Assert.True(picture.Crop(400, 100, 400, 400)[0].Deviate() > 10);
    }

    private static async Task<string> CardOf(LiveSite site, string language, Guid id)
    {
        var item = System.Text.Json.Nodes.JsonNode.Parse(await site.Text($"/api/v1/articles/{id}?lang={language}"))!;
        var html = await site.Text(new Uri(item["url"]!.ToString()).AbsolutePath);
        Assert.Contains("<meta property=\"og:image:width\" content=\"1200\">", html);
        return Regex.Match(html, "property=\"og:image\" content=\"https://news.example.org(/cards/[^\"]+)").Groups[1].Value;
    }
}
