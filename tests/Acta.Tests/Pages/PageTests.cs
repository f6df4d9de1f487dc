using Acta.Pages;

namespace Acta.Tests.Pages;

public sealed class PageTests : IDisposable
{
    private readonly Newsroom _newsroom = new();

    public void Dispose() => _newsroom.Dispose();

    [Fact]
    public void Dump()
    {
        if (Environment.GetEnvironmentVariable("ACTA_PAGES_OUT") is not { } folder) return;
        string[] paths =
        [
            "/en/", "/ru/", "/ar/", "/en/news/", "/en/news/page/1/", "/en/news/2025/", "/en/news/2025/06/", "/en/news/undated/", "/en/sections/council/", "/en/kinds/statement/", "/en/tags/locks/", "/en/changes/", "/en/none",
            .. new[] { 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 13, 14, 15, 16, 17, 18 }.Select(n => _newsroom.AddressOf(Newsroom.Id(n))),
            .. new[] { Newsroom.Session, Newsroom.Behind, Newsroom.Interview, Newsroom.Statement }.Select(n => _newsroom.AddressOf(n, "ru")),
            _newsroom.AddressOf(Newsroom.Session, "ar"), _newsroom.AddressOf(Newsroom.Corrected) + "/history", _newsroom.AddressOf(Newsroom.Corrected) + "/history/1",
            _newsroom.Views.Ask(q => "/en/" + q.Revisions(Newsroom.Withdrawn, "en")[0].Row.Address),

        ];
        foreach (var path in paths)
        {
            var (status, html) = _newsroom.Get(path);
            var file = folder + path.TrimEnd('/') + "/index.html";
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, html);
            Console.WriteLine($"{status} {path}");
        }
        var head = _newsroom.Get("/en/").Html;
        foreach (System.Text.RegularExpressions.Match m in System.Text.RegularExpressions.Regex.Matches(head, "\"(/assets/[^\"]+)\""))
        {
            Directory.CreateDirectory(folder + "/assets");
            File.WriteAllBytes(folder + m.Groups[1].Value, Asset.Find(m.Groups[1].Value)!.Bytes);
        }
    }
}
