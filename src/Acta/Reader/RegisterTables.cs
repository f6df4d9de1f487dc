using System.Globalization;
using System.Text;
using Acta.Following;
using Acta.Pages;
using Acta.Record;
using Acta.Record.Register;
using Acta.Store;
using Acta.Views.News;
using Acta.Views.Register;
using CsvHelper;
using CsvHelper.Configuration;

namespace Acta.Reader;

/// <summary>The decisions and papers as tables, exactly those that the page at the same address lists, and decisions for programs that keep references.</summary>
public sealed class RegisterTables(PageCache cache, SiteAddress address)
{
    private static readonly Content NoSuchFile = new(404, "text/plain; charset=utf-8", "There is no such file.\n"u8.ToArray());

    /// <summary><c>/{lang}/decisions.csv</c> and <c>/{lang}/papers.csv</c></summary>
    public Task Table(HttpContext http)
    {
        var path = http.Request.Path.Value!;
        var asked = PageRenderer.Parameters(path).Select(n => (Name: n, Value: http.Request.Query[n].FirstOrDefault()?.Trim() ?? "")).Where(q => q.Value.Length > 0).ToList();
        var folder = path.Split('/')[2][..^".csv".Length];
        DateOnly? day = null;
        if (http.Request.Query.TryGetValue("as_of", out var date))
        {
            if (!DateOnly.TryParseExact(date.ToString(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var known)) return Answering.Plain(http, 400, Api.Problem.NotADay(date.ToString()));
            day = known;
        }
        Content Make(ViewReading r) => Csv(r, (string)http.Request.RouteValues["lang"]!, folder, asked, day);
        // Each is as long as what it lists: only the whole is asked for often.
        return Answering.Write(http, asked.Count > 0 || day is not null ? cache.Fresh(Make) : cache.Get(path, Make));
    }

    /// <summary><c>/{lang}/decisions/{slug}/cite.ris|json</c></summary>
    public Task Cite(HttpContext http)
    {
        var path = http.Request.Path.Value!;
        return Answering.Write(http, cache.Get(Uri.EscapeDataString(path).Replace("%2F", "/"), r => new PageMaker(r, new PageRequest(path, address.Base)).Cited((string)http.Request.RouteValues["slug"]!) is not { } cited ? NoSuchFile
            : path.EndsWith(".ris", StringComparison.Ordinal) ? new Content(200, "application/x-research-info-systems; charset=utf-8", Ris(cited)) { FileName = "decision.ris" }
            : new Content(200, "application/vnd.citationstyles.csl+json; charset=utf-8", Csl(cited)) { FileName = "decision.json" }));
    }

    private Content Csv(ViewReading reading, string language, string folder, List<(string Name, string Value)> asked, DateOnly? day)
    {
        var settings = new NewsQueries(reading).Settings();
        if (settings?.Languages.Contains(language) != true) return NoSuchFile;
        var register = new RegisterQueries(reading);
        var filter = RegisterFilters.Of(register, folder, asked, day, [], out var unknown);
        if (unknown is not null) return NoSuchFile;
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        // Spreadsheets take a file without the mark for one in the letters of their own country.
        text.Write('\uFEFF');
        using (var csv = new CsvWriter(text, new CsvConfiguration(CultureInfo.InvariantCulture) { InjectionOptions = InjectionOptions.None, NewLine = "\r\n" }))
        {
            var isDecisions = folder == "decisions";
            IReadOnlyList<string> languages = isDecisions ? [] : [.. settings.Languages.Concat(register.Keys("paper", "language").Select(k => k.Key).Order(StringComparer.Ordinal)).Distinct()];
            Row(csv, isDecisions
                ? ["symbol", "title", "title_language", "body", "date", "status", "adoption", "votes_for", "votes_against", "votes_abstaining", "meeting", "subjects", "amends", "supersedes", "url", "id", "record_number"]
                : ["symbol", "title", "title_language", "kind", "body", "meeting", "date", .. languages.Select(l => "file_" + l), "url", "id", "record_number"]);
            var today = new NewsQueries(reading).Today();
            foreach (var record in filter is null ? [] : register.Page(filter, 0, int.MaxValue))
            {
                var name = record.Says.Name.For(language);
                IEnumerable<string?> end = [$"{address.Base}/{language}/{HtmlText.Path(record.Row.Address)}", record.Id.ToString(), Number(record.Row.Entry)];
                Row(csv, record.Says switch
                {
                    Decision d =>
                    [
                        d.Symbol, name?.Text, name?.Language, Named(d.Organization), d.Date?.ToString(), register.StatusOn(new Recorded<Decision>(record.Row, d), day ?? today), d.Adoption?.Method, Number(d.Adoption?.For), Number(d.Adoption?.Against), Number(d.Adoption?.Abstaining),
                        Named(d.Event), string.Join("; ", d.Subjects), string.Join("; ", d.Amends.Select(a => Named(a))), string.Join("; ", d.Supersedes.Select(s => Named(s))), .. end,
                    ],
                    Paper p =>
                    [
                        p.Symbol, name?.Text, name?.Language, p.Classification, Named(p.Organization), Named(p.Event), p.Date?.ToString(),
                        .. languages.Select(l => p.RestrictedUntil is { } until && today <= until.LastDay ? "" : p.Versions.FirstOrDefault(v => v.Language == l)?.File is { } file ? address.Base + BodyHtml.MediaAddress(file) : ""), .. end,
                    ],
                    _ => end,
                });
            }
        }
        return new Content(200, "text/csv; charset=utf-8", Encoding.UTF8.GetBytes(text.ToString()), Language: language) { FileName = $"{folder}-{language}.csv" };

        string Named(Guid? id) => id is { } known && register.Find(known) is { Says: var says } ? (says switch { Decision { Symbol: { } symbol } => symbol, _ => says.Name.For(language)?.Text }) ?? "" : "";
    }

    private static void Row(CsvWriter csv, IEnumerable<string?> cells)
    {
        foreach (var cell in cells) csv.WriteField(CsvCell.Guarded(cell ?? ""));
        csv.NextRecord();
    }

    private static string? Number(long? n) => n?.ToString(CultureInfo.InvariantCulture);

    // RIS: a tag, two spaces, a hyphen, a space; a line for each; no value goes over a line.
    private static byte[] Ris(CitedDecision c)
    {
        var ris = new StringBuilder("TY  - GOVDOC\r\n");
        Line("TI", c.Title);
        Line("AU", c.Body);
        Line("M1", c.Symbol);
        if (c.Date is { } date)
        {
            Line("PY", date.Year.ToString("0000", CultureInfo.InvariantCulture));
            Line("DA", $"{date.Year:0000}/{(date.Month is { } month ? month.ToString("00", CultureInfo.InvariantCulture) : "")}/{(date.Precision >= DatePrecision.Day ? date.FirstDay.Day.ToString("00", CultureInfo.InvariantCulture) : "")}/");
        }
        Line("PB", c.Site);
        Line("LA", c.Language);
        Line("UR", c.Address);
        Line("ID", c.Id.ToString());
        return Encoding.UTF8.GetBytes(ris.Append("ER  - \r\n").ToString());

        void Line(string tag, string? value)
        {
            if (value is { Length: > 0 }) ris.Append(tag).Append("  - ").Append(value.ReplaceLineEndings(" ")).Append("\r\n");
        }
    }

    private static byte[] Csl(CitedDecision c) => Api.ArticleJson.Write(json =>
    {
        json.WriteStartArray();
        json.WriteStartObject();
        json.WriteString("id", c.Id);
        json.WriteString("type", "document");
        json.WriteString("title", c.Title);
        if (c.Body is { } body)
        {
            json.WriteStartArray("author");
            json.WriteStartObject();
            json.WriteString("literal", body);
            json.WriteEndObject();
            json.WriteEndArray();
        }
        if (c.Symbol is { } symbol) json.WriteString("number", symbol);
        if (c.Date is { } date)
        {
            json.WriteStartObject("issued");
            json.WriteStartArray("date-parts");
            json.WriteStartArray();
            json.WriteNumberValue(date.Year);
            if (date.Month is { } month) json.WriteNumberValue(month);
            if (date.Precision >= DatePrecision.Day) json.WriteNumberValue(date.FirstDay.Day);
            json.WriteEndArray();
            json.WriteEndArray();
            json.WriteEndObject();
        }
        json.WriteString("publisher", c.Site);
        json.WriteString("language", c.Language);
        json.WriteString("URL", c.Address);
        json.WriteEndObject();
        json.WriteEndArray();
    });
}
