using System.Text;
using System.Text.RegularExpressions;
using Acta.Pages;
using Acta.Record.Site;
using CsCheck;

namespace Acta.Tests.Pages;

public class ThemeTests
{
    private static readonly Gen<string> AnyColour = Gen.Int[0, 0xffffff].Select(c => c.ToString("x6"));

    [Fact]
    public void Whatever_the_institutions_colours_every_text_keeps_its_contrast_in_light_and_dark() =>
        Gen.Select(AnyColour, AnyColour).Sample((primary, accent) =>
        {
            foreach (var colours in Schemes(Theme.Css(primary, accent)))
            {
                foreach (var ground in (string[])["paper", "tint"])
                {
                    AtLeast(7, "ink", ground);
                    AtLeast(4.5, "ink-2", ground);
                    AtLeast(4.5, "brand", ground);
                    AtLeast(3, "line-strong", ground);
                }
                AtLeast(4.5, "ink-2", "tint-2");
                AtLeast(4.5, "brand", "tint-2");
                AtLeast(3, "accent", "paper");
                AtLeast(4.5, "on-fill", "fill");
                AtLeast(4.5, "warn-ink", "warn");
                Assert.True(Contrast("#ffffff", colours["deep"]) >= 7, $"white on deep for #{primary}");

                void AtLeast(double ratio, string text, string ground) =>
                    Assert.True(Contrast(colours[text], colours[ground]) >= ratio, $"{text} on {ground} for #{primary} #{accent}: {Contrast(colours[text], colours[ground]):0.00}");
            }
        }, iter: 2000);

    [Theory]
    [InlineData("#12355b", "#b8862b")]
    [InlineData("#ffff00", "#00ff00")]
    [InlineData("#000000", "#ffffff")]
    [InlineData("#ffffff", null)]
    public void The_style_sheet_of_the_colours_stands_at_its_address(string primary, string? accent)
    {
        var address = Theme.Address(new Colours(primary, accent));
        var sheet = Asset.Find(address);
        Assert.NotNull(sheet);
        Assert.Contains("--brand:#", Encoding.UTF8.GetString(sheet.Bytes));
        Assert.Null(Asset.Find(address.Replace(".css", "0.css")));
    }

    [Fact]
    public void A_colour_that_is_none_becomes_the_default() =>
        Assert.Equal(Theme.Address(null), Theme.Address(new Colours("red; } body { display: none", "#12")));

    private static IEnumerable<Dictionary<string, string>> Schemes(string css) =>
        Regex.Matches(css, @":root\{([^}]*)\}").Select(block => Regex.Matches(block.Groups[1].Value, "--([a-z0-9-]+):(#[0-9a-f]{6})").ToDictionary(m => m.Groups[1].Value, m => m.Groups[2].Value));

    // By the definition in WCAG 2.2, apart from the program's own sums.
    private static double Contrast(string one, string two)
    {
        var (a, b) = (Luminance(one), Luminance(two));
        return (Math.Max(a, b) + 0.05) / (Math.Min(a, b) + 0.05);

        static double Luminance(string hex)
        {
            double Channel(int at)
            {
                var x = Convert.ToInt32(hex.Substring(at, 2), 16) / 255.0;
                return x <= 0.04045 ? x / 12.92 : Math.Pow((x + 0.055) / 1.055, 2.4);
            }
            return (0.2126 * Channel(1)) + (0.7152 * Channel(3)) + (0.0722 * Channel(5));
        }
    }
}
