using Acta.Pages;
using Acta.Record;
using Acta.Record.Site;
using Acta.Store;

namespace Acta.Commands;

/// <summary><c>acta init</c>: a data folder with a key, an empty log and the settings it begins with.</summary>
internal static class InitCommand
{
    private const int WrongWords = 2;

    public static int Run(string data, string origin, string name, string languages, string timeZone, string? storeConnection)
    {
        string[] tags = languages.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var settings = new SiteSettings
        {
            Id = Guid.NewGuid(),
            Name = Words.Of((tags.Length > 0 ? tags[0] : "en", name)),
            Languages = tags,
            TimeZone = timeZone,
            Sections = [new Section("news", News(tags), Words.None)],
        };
        if (string.IsNullOrWhiteSpace(name)) throw new UserError("The organisation has no name; give it with --name.", WrongWords);
        if (Rules.Check(settings) is { Count: > 0 } breaches) throw new UserError(breaches[0], WrongWords);
        var (folder, store, publisher) = NewSite.Create(data, origin, storeConnection, TimeProvider.System);
        using (store) NewSite.PublishSettings(publisher, settings, "init");
        Console.WriteLine($"Made {folder.Path} for the log {origin}.");
        Console.WriteLine($"Its key is {Path.Combine(folder.KeysFolder, "log.key")}: keep a copy apart from the rest, and show it to nobody.");
        Console.WriteLine($"Readers check the log with: {LogKey.Read(folder).Verifier}");
        Console.WriteLine($"Next: acta import SOURCE --data {data} --format text|wxr|jsonfeed|jsonl|popolo|csv, then acta serve --data {data}");
        return 0;
    }

    // Named in each language whose words there are; readers of another see the English name.
    private static Words News(string[] languages) =>
        Words.Of([.. languages.Append("en").Distinct().Select(SiteWords.For).Where(w => w.Borrowed is null).Select(w => (w.Language, w["kinds.news"]))]);
}
