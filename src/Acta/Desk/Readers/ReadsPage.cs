using System.Globalization;
using System.Text;
using Acta.Desk.Articles;
using Acta.Store;
using CsvHelper;
using CsvHelper.Configuration;

namespace Acta.Desk.Readers;

/// <summary><c>/desk/reads</c>: how often articles were read, by day, language and the site that led there; and as CSV.</summary>
internal static class ReadsPage
{
    private const int MostDays = 366;

    public static Task Show(DeskRequest r)
    {
        var (from, to) = Period(r);
        using var reading = r.Need<MainStore>().Read();
        var published = r.Need<PublishedList>();
        var articles = reading.Query("SELECT id, language, SUM(count) AS n FROM reads WHERE day >= @from AND day <= @to GROUP BY id, language ORDER BY n DESC LIMIT 100",
            row => (Id: Guid.Parse(row.GetString(0)), Language: row.GetString(1), Count: Convert.ToInt64(row.GetValue(2), CultureInfo.InvariantCulture)), Key(from, to));
        var days = reading.Query("SELECT day, SUM(count) FROM reads WHERE day >= @from AND day <= @to GROUP BY day ORDER BY day DESC",
            row => (Day: Of(row.GetInt64(0)), Count: Convert.ToInt64(row.GetValue(1), CultureInfo.InvariantCulture)), Key(from, to));
        var sites = reading.Query("SELECT site, SUM(count) AS n FROM reads WHERE day >= @from AND day <= @to AND site <> '' GROUP BY site ORDER BY n DESC LIMIT 20",
            row => (row.GetString(0), Convert.ToInt64(row.GetValue(1), CultureInfo.InvariantCulture)), Key(from, to));
        return r.Page(Slices.Reads.Create(new ReadsModel(
            r.Frame(r.Words["reads.title"]), from, to, [.. articles.Select(a => new ReadLine(a.Id, a.Language, published.Find(a.Id)?.In(a.Language) is { } line ? line.Headline.Length > 0 ? line.Headline : r.Words["state." + ArticlesPage.StateWord(line.State)] : "", a.Count))], days, sites)));
    }

    /// <summary>Every count of the period, for a spreadsheet: no cell begins a formula.</summary>
    public static async Task Csv(DeskRequest r)
    {
        var (from, to) = Period(r);
        var published = r.Need<PublishedList>();
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        using (var csv = new CsvWriter(text, new CsvConfiguration(CultureInfo.InvariantCulture) { InjectionOptions = InjectionOptions.Escape, NewLine = "\r\n" }))
        {
            foreach (var name in new[] { "day", "article", "language", "headline", "address", "site", "reads" }) csv.WriteField(name);
            await csv.NextRecordAsync();
            using var reading = r.Need<MainStore>().Read();
            foreach (var (day, id, language, site, count) in reading.Query("SELECT day, id, language, site, count FROM reads WHERE day >= @from AND day <= @to ORDER BY day, id, language, site",
                row => (Of(row.GetInt64(0)), Guid.Parse(row.GetString(1)), row.GetString(2), row.GetString(3), row.GetInt64(4)), Key(from, to)))
            {
                var line = published.Find(id)?.Versions.FirstOrDefault(v => v.Language == language);
                foreach (var field in new[] { day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), id.ToString(), language, line?.Headline ?? "", line is null ? "" : $"/{language}/{line.Address}", site }) csv.WriteField(field);
                csv.WriteField(count);
                await csv.NextRecordAsync();
            }
        }
        r.Http.Response.ContentType = "text/csv; charset=utf-8";
        r.Http.Response.Headers.ContentDisposition = $"attachment; filename=reads-{from:yyyy-MM-dd}-{to:yyyy-MM-dd}.csv";
        await r.Http.Response.BodyWriter.WriteAsync(Encoding.UTF8.GetBytes(text.ToString()), r.Http.RequestAborted);
    }

    private static (DateOnly From, DateOnly To) Period(DeskRequest r)
    {
        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(r.Need<TimeProvider>().GetUtcNow(), r.Zone).DateTime);
        var to = DateOnly.TryParseExact(r.Http.Request.Query["to"], "yyyy-MM-dd", out var end) ? end : today;
        var from = DateOnly.TryParseExact(r.Http.Request.Query["from"], "yyyy-MM-dd", out var begin) && begin <= to ? begin : to.AddDays(-29);
        return (to.DayNumber - from.DayNumber > MostDays ? to.AddDays(-MostDays) : from, to);
    }

    private static (string, object?)[] Key(DateOnly from, DateOnly to) => [("@from", Number(from)), ("@to", Number(to))];

    private static long Number(DateOnly day) => (day.Year * 10000) + (day.Month * 100) + day.Day;

    private static DateOnly Of(long number) => new((int)(number / 10000), (int)(number / 100 % 100), (int)(number % 100));
}

/// <summary>How often one language version was read.</summary>
public sealed record ReadLine(Guid Id, string Language, string Headline, long Count);

public sealed record ReadsModel(
    DeskFrame Frame, DateOnly From, DateOnly To, IReadOnlyList<ReadLine> Articles, IReadOnlyList<(DateOnly Day, long Count)> Days, IReadOnlyList<(string Site, long Count)> Sites);
