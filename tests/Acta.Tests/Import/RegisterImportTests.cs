using System.Text.Json.Nodes;
using Acta.Export;
using Acta.Publication;
using Acta.Record;
using Acta.Record.Register;
using Acta.Store;
using Acta.Tests.Register;
using Acta.Tests.World;

namespace Acta.Tests.Import;

public sealed class RegisterImportOnSqliteTests() : RegisterImportTests(StoreKind.Sqlite);

public sealed class RegisterImportOnPostgresTests() : RegisterImportTests(StoreKind.Postgres);

/// <summary>The register out and in: as the interchange form, as Popolo, as tables.</summary>
public abstract class RegisterImportTests(StoreKind kind)
{
    [Theory]
    [InlineData("jsonl", SmallRegister.Readable)]
    [InlineData("popolo", SmallRegister.Readable - 4)]
    [InlineData("csv", SmallRegister.Readable)]
    public void What_is_written_out_and_read_in_again_is_equal(string format, int records)
    {
        using var first = new ImportingSite(kind.NewConnection());
        SmallRegister.Publish(first.Site);
        var written = Export(first, format, "first");
        Assert.DoesNotContain("Not To Be Told", string.Concat(Contents(written).Select(f => f.Text)));
        Assert.DoesNotContain("Hidden For Now", string.Concat(Contents(written).Select(f => f.Text)));

        using var second = new ImportingSite(kind.NewConnection());
        var report = second.Import(format, Source(written, format));
        Assert.Empty(report.Problems);
        Assert.Equal(records, report[format == "jsonl" ? "published" : "records made"]);
        Assert.Equal(Contents(written), Contents(Export(second, format, "second")));
        Assert.Null(second.Site.Audit().Fault);
        if (format != "popolo") Assert.Equal(Said(first), Said(second));

        // Once more, there or here, nothing is new.
        foreach (var site in new[] { first, second })
        {
            var before = site.Size;
            var again = site.Import(format, Source(written, format), o => o with { Update = format == "jsonl" });
            Assert.Empty(again.Problems);
            Assert.Equal(records, again[format == "jsonl" ? "unchanged" : "records left as they are"]);
            Assert.Equal(before, site.Size);
        }
    }

    [Fact]
    public void What_is_written_about_a_record_goes_out_and_in_with_it()
    {
        using var first = new ImportingSite(kind.NewConnection());
        SmallRegister.Publish(first.Site);
        foreach (var (language, text) in new[] { ("en", "She was born."), ("ru", "Она родилась.") }) first.Site.Publish(Prose.Of(SmallRegister.Id(8), language, text));
        first.Site.Publish(Prose.Of(SmallRegister.Id(16), "en", "The Council decides."));
        var written = Export(first, "jsonl", "first");
        using var second = new ImportingSite(kind.NewConnection());
        var report = second.Import("jsonl", Source(written, "jsonl"));
        Assert.Empty(report.Problems);
        Assert.Equal(SmallRegister.Readable + 3, report["published"]);
        Assert.Equal(Contents(written), Contents(Export(second, "jsonl", "second")));
        Assert.Null(second.Site.Audit().Fault);
        Assert.Equal(SmallRegister.Readable + 3, second.Import("jsonl", Source(written, "jsonl"), o => o with { Update = true })["unchanged"]);
    }

    [Fact]
    public void A_table_changed_in_a_spreadsheet_changes_what_it_says_and_nothing_else()
    {
        using var site = new ImportingSite(kind.NewConnection());
        SmallRegister.Publish(site.Site);
        var folder = Export(site, "csv", "tables");
        // What looks like a formula is written as text.
        Assert.Contains(",'+1,", File.ReadAllText(Path.Combine(folder, "decisions.csv")));
        Assert.Contains(",-42.650,", File.ReadAllText(Path.Combine(folder, "places.csv")));
        var people = Path.Combine(folder, "people.csv");
        File.WriteAllText(people, File.ReadAllText(people).Replace("Ann Example", "Ann Sample", StringComparison.Ordinal).Replace("Example, Ann", "Sample, Ann", StringComparison.Ordinal));
        var told = site.Import("csv", folder, o => o with { DryRun = true });
        Assert.Equal((1, SmallRegister.Readable - 1, 0), (told["records would be changed"], told["records left as they are"], told["records would be made"]));
        Assert.Equal("Ann Sample: name, sortName", told.Lists.Single(l => l.Key == "would be changed, person").Value.Keys.Single());
        Assert.Equal(1, site.Import("csv", folder)["records changed"]);
        var ann = (Person)Record(site, SmallRegister.Id(8));
        Assert.Equal(("Ann Sample", "Анна Пример", "ann-example"), (ann.Name["en"], ann.Name["ru"], ann.Slug));
        Assert.NotNull(ann.Portrait!.Source.File);
    }

    [Fact]
    public void An_EveryPolitician_file_goes_in_and_its_terms_have_the_days_of_their_legislature()
    {
        using var site = new ImportingSite(kind.NewConnection());
        var path = site.Write("ep-popolo-v1.0.json", EveryPolitician);
        var report = site.Import("popolo", path, o => o with { Language = "en" });
        Assert.Empty(report.Problems);
        Assert.Equal(9, report["records made"]);
        Assert.Contains("contact_details of persons", report.Lists.Single(l => l.Key.StartsWith("left out", StringComparison.Ordinal)).Value.Keys);
        var records = Records(site).Where(r => r is not Membership).ToDictionary(r => r.Name["en"]!, StringComparer.Ordinal);
        var aziz = (Person)records["Aziz Member"];
        Assert.NotEqual(Guid.Parse("0259486a-0410-49f3-aef9-8b79c15741a7"), aziz.Id);
        Assert.Equal(("عزیز", "male", "1959-03-13"), (aziz.Name["fa"], aziz.Gender, aziz.Born.ToString()));
        Assert.Equal(["Aziz M."], aziz.OtherNames.Select(n => n.Name["en"]));
        Assert.Equal("https://example.org/aziz.jpg", aziz.Portrait!.Source.Url);
        Assert.Equal([new Identifier("wikidata", "Q111")], aziz.Identifiers);
        var term = Records(site).OfType<Membership>().Single(m => m.Member == aziz.Id);
        Assert.Equal(("2011-01-26", "2015-06-22", records["House of the People"].Id, records["Independent"].Id), (term.Start.ToString(), term.End.ToString(), term.Organization, term.OnBehalfOf));
        Assert.Equal("https://house.example.org/", ((Organization)records["House of the People"]).Url);
        Assert.Null(site.Site.Audit().Fault);
        // The same file again, and one with a name corrected: found by the source's keys.
        Assert.Equal(9, site.Import("popolo", path, o => o with { Language = "en" })["records left as they are"]);
        var corrected = site.Write("ep.json", EveryPolitician.Replace("\"Aziz Member\"", "\"Aziz the Member\"", StringComparison.Ordinal));
        Assert.Equal(1, site.Import("popolo", corrected, o => o with { Language = "en" })["records changed"]);
        Assert.Equal(aziz.Id, Records(site).Single(r => r.Name["en"] == "Aziz the Member").Id);
    }

    [Fact]
    public void What_is_here_is_found_by_its_keys_and_by_its_name_and_what_is_doubtful_a_person_settles()
    {
        using var site = new ImportingSite(kind.NewConnection());
        Person[] here =
        [
            new() { Id = Guid.NewGuid(), Name = Words.Of(("en", "Known By Key")), Identifiers = [new Identifier("wikidata", "Q1")] },
            new() { Id = Guid.NewGuid(), Name = Words.Of(("en", "Only One")), Born = PartialDate.Parse("1961-02") },
            new() { Id = Guid.NewGuid(), Name = Words.Of(("en", "John Smith")), Born = PartialDate.Parse("1950") },
            new() { Id = Guid.NewGuid(), Name = Words.Of(("en", "John Smith")), Born = PartialDate.Parse("1970") },
            new() { Id = Guid.NewGuid(), Name = Words.Of(("en", "Same Name")), Born = PartialDate.Parse("1950") },
        ];
        site.Site.Publish([.. here.Select(p => Cast.New(p) with { OnClash = ClashRule.Number })]);
        var file = site.Write("p.json", """
            {"persons": [
              {"id": "a", "name": "Called Otherwise", "identifiers": [{"scheme": "wikidata", "identifier": "Q1"}]},
              {"id": "b", "name": "only  one", "birth_date": "1961"},
              {"id": "c", "name": "John Smith"},
              {"id": "d", "name": "Same Name", "birth_date": "1980-01-01"},
              {"id": "e", "name": "Quite New"}],
             "organizations": [{"id": "o", "name": "A house"}],
             "memberships": [{"person_id": "c", "organization_id": "o"}]}
            """);
        var settle = Path.Combine(site.Site.Root, "settle.json");
        var before = site.Size;
        var report = site.Import("popolo", file, o => o with { SettleFile = settle });
        Assert.Equal(["persons[2]", "persons[3]"], report.Problems.Select(p => p.Where).Order(StringComparer.Ordinal));
        Assert.Contains("2 records here are called so", report.Problems.Single(p => p.Where == "persons[2]").Reason);
        Assert.Contains("born 1980-01-01, the other 1950", report.Problems.Single(p => p.Where == "persons[3]").Reason);
        Assert.Equal(before, site.Size);

        var doubts = JsonNode.Parse(File.ReadAllText(settle))!;
        Assert.Equal(["John Smith", "Same Name"], doubts["doubts"]!.AsArray().Select(d => (string?)d!["name"]));
        Assert.Equal([here[2].Id.ToString(), here[3].Id.ToString()], doubts["doubts"]![0]!["candidates"]!.AsArray().Select(c => (string)c!["id"]!).OrderBy(i => i == here[2].Id.ToString() ? 0 : 1));
        doubts["doubts"]![0]!["is"] = here[3].Id.ToString();
        doubts["doubts"]![1]!["is"] = "new";
        File.WriteAllText(settle, doubts.ToJsonString());
        var settled = site.Import("popolo", file, o => o with { SettleFile = settle });
        Assert.Empty(settled.Problems);
        Assert.Equal((4, 2, 1), (settled["records made"], settled["records changed"], settled["records left as they are"]));
        Assert.Equal("Called Otherwise", Record(site, here[0].Id).Name["en"]);
        Assert.Equal("1961", ((Person)Record(site, here[1].Id)).Born.ToString());
        Assert.Equal(here[3].Id, Records(site).OfType<Membership>().Single().Member);
        Assert.Equal(2, Records(site).Count(r => r.Name["en"] == "Same Name"));
        // What was settled stays so.
        Assert.Equal(7, site.Import("popolo", file, o => o with { SettleFile = settle })["records left as they are"]);
        File.WriteAllText(settle, File.ReadAllText(settle).Replace("\"new\"", "\"perhaps\"", StringComparison.Ordinal));
        Assert.Contains("neither \"new\" nor the id of a person here", site.Refused("popolo", file, o => o with { SettleFile = settle }));
    }

    [Fact]
    public void A_source_that_contradicts_itself_or_the_register_goes_in_not_at_all_and_says_where()
    {
        using var site = new ImportingSite(kind.NewConnection());
        var file = site.Write("p.json", """
            {"persons": [{"id": "a", "name": "Ann"}, {"id": "b", "name": "Bob"}, {"id": "b", "name": "Bobby"}, {"name": "Nobody"}, {"id": "c", "name": "Cid", "birth_date": "soon"}],
             "organizations": [{"id": "o", "name": "A house", "founding_date": "2010", "parent_id": "q"}, {"id": "q", "name": "A city", "parent_id": "o"}],
             "posts": [{"id": "p", "label": "Head", "organization_id": "h"}, {"id": "r", "label": "Deputy", "organization_id": "s"}],
             "memberships": [{"id": "m", "person_id": "a", "organization_id": "s", "start_date": "2012", "end_date": "2011"}, {"id": "n", "person_id": "x", "organization_id": "s"}]}
            """.Replace("\"q\", \"name\": \"A city\"", "\"q\", \"name\": \"A city\"", StringComparison.Ordinal).Replace("\"organizations\": [", "\"organizations\": [{\"id\": \"s\", \"name\": \"Sound\"}, ", StringComparison.Ordinal));
        var before = site.Size;
        var report = site.Import("popolo", file);
        var told = report.Problems.GroupBy(p => p.Where).ToDictionary(p => p.Key, p => p.First().Reason, StringComparer.Ordinal);
        Assert.Equal(before, site.Size);
        Assert.Equal(["memberships[0]", "memberships[1]", "organizations[1]", "organizations[2]", "persons[2]", "persons[3]", "persons[4]", "posts[0]"], told.Keys.Order(StringComparer.Ordinal));
        Assert.All(told.Values, r => Assert.EndsWith(".", r));
        Assert.Contains("before it begins", told["memberships[0]"]);
        Assert.Contains("\"x\" as its member", told["memberships[1]"]);
        Assert.Contains("\"h\" as its organization", told["posts[0]"]);
        Assert.Contains("soon", told["persons[4]"]);
    }

    [Fact]
    public void Bodies_that_end_and_holders_that_follow_one_another_are_changed_in_an_order_that_works()
    {
        using var site = new ImportingSite(kind.NewConnection());
        const string before = """{"persons": [{"id": "a", "name": "Ann"}, {"id": "b", "name": "Bob"}], "organizations": [{"id": "o", "name": "House"}], "posts": [{"id": "p", "label": "Head", "organization_id": "o"}], "memberships": [{"id": "z", "person_id": "a", "post_id": "p", "start_date": "2010-01-01"}]}""";
        Assert.Empty(site.Import("popolo", site.Write("1.json", before)).Problems);
        var after = before.Replace("\"start_date\": \"2010-01-01\"}", "\"start_date\": \"2010-01-01\", \"end_date\": \"2014-12-31\"}, {\"id\": \"a\", \"person_id\": \"b\", \"post_id\": \"p\", \"start_date\": \"2015-01-01\", \"end_date\": \"2019-12-31\"}", StringComparison.Ordinal)
            .Replace("\"House\"", "\"House\", \"dissolution_date\": \"2019-12-31\"", StringComparison.Ordinal).Replace("\"Head\"", "\"Head\", \"end_date\": \"2019-12-31\"", StringComparison.Ordinal);
        var report = site.Import("popolo", site.Write("2.json", after));
        Assert.Empty(report.Problems);
        Assert.Equal((1, 3, 2), (report["records made"], report["records changed"], report["records left as they are"]));
        Assert.Null(site.Site.Audit().Fault);
    }

    [Fact]
    public void Popolo_fits_the_schemas_of_its_project()
    {
        var schemas = Corpora.Need("reference", "schemas", "popolo");
        using var site = new ImportingSite(kind.NewConnection());
        SmallRegister.Publish(site.Site);
        var (exit, output) = ChildProcess.Run("node", Path.Combine(Corpora.RepositoryRoot, "tests", "tools", "popolo.mjs"), schemas, Export(site, "popolo", "p"));
        Assert.True(exit == 0, output);
    }

    [Fact]
    public void A_person_who_is_only_called_like_one_here_is_not_taken_for_them()
    {
        using var site = new ImportingSite(kind.NewConnection());
        site.Site.Publish(Cast.New(new Person { Id = Guid.NewGuid(), Name = Words.Of(("en", "John Smith")) }));
        var report = site.Import("popolo", site.Write("p.json", """{"persons": [{"id": "a", "name": "John Smith"}]}"""));
        Assert.Contains("nothing else tells that they are the same person", Assert.Single(report.Problems).Reason);
        Assert.Single(Records(site));
    }

    [Fact]
    public void A_circle_of_bodies_is_refused_as_that_and_by_their_names()
    {
        using var site = new ImportingSite(kind.NewConnection());
        var report = site.Import("popolo", site.Write("p.json", """{"organizations": [{"id": "a", "name": "Upper", "parent_id": "b"}, {"id": "b", "name": "Lower", "parent_id": "a"}]}"""));
        Assert.All(report.Problems, p => Assert.Contains("would come back to it", p.Reason));
        Assert.Contains("\"Upper\"", report.Problems[0].Reason);
        Assert.Empty(Records(site));
    }

    [Fact]
    public void JSON_LD_is_read_by_a_processor_of_others_and_says_nothing_that_schema_org_does_not_know()
    {
        using var site = new ImportingSite(kind.NewConnection());
        SmallRegister.Publish(site.Site);
        var path = Path.Combine(site.Site.Root, "register.jsonld");
        using (var output = File.Create(path)) Assert.Equal(Records(site).Count, new RegisterExport(site.Site.Store, site.Site.Folder).WriteJsonLd(output));
        var (exit, said) = ChildProcess.Run("node", Path.Combine(Corpora.RepositoryRoot, "tests", "tools", "jsonld.mjs"), path);
        Assert.True(exit == 0, said);
        Assert.Contains($"\"ids\":{Records(site).Count}", said);
    }

    [Fact]
    public void The_tables_are_read_by_the_library_of_their_description_with_the_keys_between_them()
    {
        using var site = new ImportingSite(kind.NewConnection());
        SmallRegister.Publish(site.Site);
        var (exit, said) = ChildProcess.Run("node", Path.Combine(Corpora.RepositoryRoot, "tests", "tools", "datapackage.mjs"), Path.Combine(Export(site, "csv", "tables"), "datapackage.json"));
        Assert.True(exit == 0, said);
        var counts = JsonNode.Parse(said)!.AsObject();
        Assert.Equal(Records(site).Count, counts.Sum(c => (int)c.Value!));
    }

    [Fact]
    public void The_heads_of_three_real_organisations_are_told_right_on_any_day_and_come_back_as_they_went_in()
    {
        using var site = new ImportingSite(kind.NewConnection());
        var folder = Path.Combine(Corpora.RepositoryRoot, "tests", "Acta.Tests", "Import", "Popolo");
        foreach (var file in Directory.GetFiles(folder, "*.json").Order())
        {
            var report = site.Import("popolo", file);
            Assert.Equal((0, 0), (report.ProblemCount, report.WarningCount));
        }
        // A second time nothing is new.
        Assert.Equal(["records left as they are"], site.Import("popolo", Path.Combine(folder, "nato.json")).Counts.Where(c => c.Value > 0 && c.Key.StartsWith("records", StringComparison.Ordinal)).Select(c => c.Key));
        var records = Records(site);
        foreach (var (body, day, name) in new[]
        {
            ("United Nations", "1961-10-15", ""), ("United Nations", "1962-05-01", "U Thant (acting)"), ("United Nations", "2019-12-25", "António Guterres"),
            ("North Atlantic Treaty Organization", "1994-09-01", "Sergio Balanzino (acting)"), ("North Atlantic Treaty Organization", "2014-09-30", "Anders Fogh Rasmussen"), ("North Atlantic Treaty Organization", "2025-06-30", "Mark Rutte"),
            ("World Health Organization", "1950-01-01", "Brock Chisholm"), ("World Health Organization", "2006-12-31", "Anders Nordström (acting)"), ("World Health Organization", "2020-03-11", "Tedros Adhanom Ghebreyesus"),
        })
        {
            var post = records.OfType<Post>().Single(p => p.Organization == records.OfType<Organization>().Single(o => o.Name["en"] == body).Id);
            var date = DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture);
            Assert.Equal(name, string.Join(", ", records.OfType<Membership>().Where(m => m.Post == post.Id && m.Term.Holds(date)).Select(m => records.OfType<Person>().Single(p => p.Id == m.Member).Name["en"] + (m.IsActing ? " (acting)" : ""))));
        }
        using var again = new ImportingSite(kind.NewConnection());
        var written = Export(site, "popolo", "all");
        Assert.Equal(0, again.Import("popolo", written).ProblemCount);
        Assert.Equal(File.ReadAllText(written), File.ReadAllText(Export(again, "popolo", "back")));
    }

    [Fact]
    public void However_broken_a_Popolo_file_is_it_is_refused_with_sentences_and_never_half_taken()
    {
        using var site = new ImportingSite(kind.NewConnection());
        SmallRegister.Publish(site.Site);
        string[] sound = [EveryPolitician, File.ReadAllText(Export(site, "popolo", "sound"))];
        var random = new Random(20191225);
        var before = site.Size;
        for (var i = 0; i < TestLength.Of(60, 3_000); i++)
        {
            var root = JsonNode.Parse(sound[i % 2])!;
            for (var n = random.Next(1, 4); n > 0; n--)
            {
                var nodes = Everything(root).Where(x => x.Parent is not null).ToList();
                var node = nodes[random.Next(nodes.Count)];
                var junk = JsonNode.Parse(Junk[random.Next(Junk.Length)]);
                if (node.Parent is JsonObject o) o[node.GetPropertyName()] = junk;
                else node.Parent!.AsArray()[node.GetElementIndex()] = junk;
            }
            // Half of a character can be read, not written.
            var text = root.ToJsonString().Replace("~half~", "\\ud800", StringComparison.Ordinal);
            try
            {
                var report = site.Import("popolo", site.Write("broken.json", text), o => o with { DryRun = true });
                Assert.All(report.Problems, p => Assert.EndsWith(".", p.Reason));
            }
            catch (UserError e)
            {
                Assert.EndsWith(".", e.Message);
            }
            catch (Exception e) when (e is not Xunit.Sdk.XunitException)
            {
                Assert.Fail($"{e}\n{text}");
            }
        }
        Assert.Equal(before, site.Size);
    }

    private static readonly string[] Junk = ["null", "5", "-1.5e300", "true", "\"\"", "\"x\"", "[]", "{}", "[null]", "[[1]]", "{\"id\": 1}", "\"2019-13-45\"", "\"~half~\"", "[{\"name\": null}]", "{\"lang\": \"?\"}"];

    private static IEnumerable<JsonNode> Everything(JsonNode node) => node switch
    {
        JsonObject o => o.Where(m => m.Value is not null).SelectMany(m => Everything(m.Value!)).Prepend(node),
        JsonArray a => a.OfType<JsonNode>().SelectMany(Everything).Prepend(node),
        _ => [node],
    };

    [Fact]
    public void A_language_that_the_site_does_not_have_is_refused_before_anything_is_read()
    {
        using var site = new ImportingSite(kind.NewConnection());
        var file = site.Write("p.json", """{"persons": [{"id": "a", "name": "Ann"}]}""");
        Assert.Contains("is not a language tag", site.Refused("popolo", file, o => o with { Language = "not a language" }));
        Assert.Contains("This site has no language fr (it has en", site.Refused("popolo", file, o => o with { Language = "fr" }));
        Assert.Empty(Records(site));
    }

    [Fact]
    public void A_direction_that_is_forced_letter_by_letter_and_what_is_no_letter_do_not_come_in_with_a_name()
    {
        using var site = new ImportingSite(kind.NewConnection());
        Assert.Empty(site.Import("popolo", site.Write("p.json", """{"persons": [{"id": "a", "name": "Ann\u0000 \u202egnp.exe\u202d Example"}]}""")).Problems);
        Assert.Equal("Ann gnp.exe Example", Assert.Single(Records(site)).Name["en"]);
    }

    [Fact]
    public void What_a_source_may_say_and_seldom_means_goes_in_and_is_told()
    {
        using var site = new ImportingSite(kind.NewConnection());
        site.Write("t/organizations.csv", "id,name_en\ncouncil,Council\n");
        site.Write("t/events.csv", "id,name_en,organizers,when_from,time_zone\nxx,XX session,council,2019-06-19T10:00+02:00,Asia/Bishkek\nyy,YY session,council,2019-06-19T10:00+06:00,Asia/Bishkek\nzz,ZZ session,council,2019-06-19T10:00Z,Asia/Bishkek\n");
        var report = site.Import("csv", Path.GetDirectoryName(site.Write("t/decisions.csv", "id,name_en,symbol,organization,date,event\na,On the budget,MC/7,council,2019-06-01,xx\nb,On the staff,MC/7,council,2019-06-20,xx\n"))!);
        Assert.Empty(report.Problems);
        Assert.Equal(6, Records(site).Count());
        Assert.Equal(["On the budget", "On the budget", "On the staff", "XX session"], report.Warnings.Select(w => w.Item).Order(StringComparer.Ordinal));
        Assert.Contains(report.Warnings, w => w.Reason.Contains("before the meeting it is said to be of, \"XX session\"", StringComparison.Ordinal));
        Assert.Equal(2, report.Warnings.Count(w => w.Reason.Contains("MC/7 too", StringComparison.Ordinal)));
        Assert.Contains(report.Warnings, w => w.Reason.Contains("2019-06-19T14:00+06:00", StringComparison.Ordinal));
    }

    [Fact]
    public void Meetings_that_do_not_fit_their_body_their_whole_or_the_one_before_go_in_and_are_told_once_each()
    {
        using var site = new ImportingSite(kind.NewConnection());
        const string events = """
            id,name_en,organizers,when_from,when_to,time_zone,parent,previous,status
            a,Last session,old,2001-12-31,,,,,
            b,Session too late,old,2002-01-01,,,,,
            c,Session too early,council,2001,,,,,
            d,Session called off,council,2001,,,,,cancelled
            e,Exercise,council,2019-06-19,2019-06-21,Asia/Bishkek,,,
            f,Morning,council,2019-06-18T23:00Z,2019-06-21T18:00Z,,e,,
            g,Eve,council,2019-06-18,,,e,,
            h,Some day in June,council,2019-06,,,e,e,
            i,In May,council,2019-05,,,,e,

            """;
        site.Write("t/organizations.csv", "id,name_en,founded,dissolved\nold,Old union,,2001\ncouncil,Council,2002,\n");
        site.Write("t/decisions.csv", "id,name_en,organization,date,status,supersedes\nx,On the budget,council,2018-01-01,superseded,\ny,On the staff,council,2018-01-01,superseded,\nz,On the staff anew,council,2019,,y\n");
        var folder = Path.GetDirectoryName(site.Write("t/events.csv", events))!;
        var told = site.Import("csv", folder, o => o with { DryRun = true });
        Assert.Equal(
            [
                "\"Eve\" of 2019-06-18 lies outside the dates of \"Exercise\" of 2019-06-19 – 2019-06-21, which it is said to be part of.",
                "\"In May\" of 2019-05 names \"Exercise\" of 2019-06-19 – 2019-06-21 as the one before it, which is later.",
                "\"On the budget\" of 2018-01-01 is said to be superseded, and no decision supersedes it.",
                "\"Session too early\" of 2001 is said to be held by \"Council\", which was founded after it (2002).",
                "\"Session too late\" of 2002-01-01 is said to be held by \"Old union\", which was dissolved before it (2001).",
            ], told.Warnings.Select(w => w.Reason).Order(StringComparer.Ordinal));
        Assert.Empty(site.Import("csv", folder).Problems);
        // A body that is dissolved later than its meetings here were written down: told at the body, for the source says nothing of them.
        File.Delete(Path.Combine(folder, "events.csv"));
        File.Delete(Path.Combine(folder, "decisions.csv"));
        site.Write("t/organizations.csv", "id,name_en,founded,dissolved\ncouncil,Council,2002,2019-05-31\n");
        var later = site.Import("csv", folder, o => o with { DryRun = true });
        Assert.All(later.Warnings, w => Assert.Equal("Council", w.Item));
        Assert.Equal(["Eve", "Exercise", "Morning", "Session too early", "Some day in June"], later.Warnings.Select(w => w.Reason.Split('"')[1]).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("2026-06-01T10:00", "2026-06-01T10:00+02:00")]
    [InlineData("2026-12-01 9:30", "2026-12-01T09:30+01:00")]
    [InlineData("2026-06-01T10:00:00", "2026-06-01T10:00+02:00")]
    [InlineData("2026-10-25T02:30+01:00", "2026-10-25T02:30+01:00")]
    [InlineData("2026-06-01", "2026-06-01")]
    public void An_hour_in_a_table_is_one_by_the_clocks_of_the_zone_beside_it(string written, string read)
    {
        using var site = new ImportingSite(kind.NewConnection());
        var report = site.Import("csv", site.Write("t/events.csv", """
            id,name_en,when_from,time_zone,before
            a,Session,HOUR,Europe/Berlin,"[{""when"":{""from"":""HOUR""}}]"

            """.Replace("HOUR", written, StringComparison.Ordinal)));
        Assert.Empty(report.Problems);
        Assert.Empty(report.Warnings);
        var session = (Event)Assert.Single(Records(site));
        Assert.Equal((read, read), (session.When!.From.ToString(), session.Before[0].When!.From.ToString()));
    }

    [Fact]
    public void An_hour_of_which_the_moment_can_not_be_told_is_refused_and_says_what_to_write()
    {
        using var site = new ImportingSite(kind.NewConnection());
        var report = site.Import("csv", site.Write("t/events.csv", "id,name_en,when_from,time_zone\na,Twice,2026-10-25T02:30,Europe/Berlin\nb,Never,2026-03-29T02:30,Europe/Berlin\nc,Nowhere,2026-06-01T10:00,\nd,Elsewhere,2026-06-01T10:00,Europe/Atlantis\n"));
        Assert.Equal(
            [
                "line 2: \"2026-10-25T02:30\" happens twice in Europe/Berlin, because clocks are put back; write 2026-10-25T02:30+02:00 for the first time, 2026-10-25T02:30+01:00 for the second.",
                "line 3: \"2026-03-29T02:30\" is no hour in Europe/Berlin, where clocks are put forward over it; write the hour before (01:30) or after (03:00).",
                "line 4: \"2026-06-01T10:00\" has no offset and no time zone beside it; write it with its offset (such as 2026-06-01T10:00+06:00), or name the zone, such as Asia/Bishkek.",
                "line 5: \"Europe/Atlantis\" is not a time zone such as Asia/Bishkek.",
            ], report.Problems.Select(p => $"{p.Where}: {p.Reason}"));
        report = site.Import("popolo", site.Write("p.json", """{"events": [{"id": "a", "name": "Session", "start_date": "2026-10-25T02:30", "acta": {"timeZone": "Europe/Berlin"}}]}"""));
        Assert.Contains("happens twice in Europe/Berlin", Assert.Single(report.Problems).Reason);
        Assert.Empty(Records(site));
    }

    [Fact]
    public void A_body_that_holds_its_own_post_is_refused_by_name()
    {
        using var site = new ImportingSite(kind.NewConnection());
        var report = site.Import("popolo", site.Write("p.json", """
            {"organizations": [{"id": "o", "name": "Council"}, {"id": "s", "name": "Secretariat"}], "posts": [{"id": "p", "label": "Chair", "organization_id": "o"}],
             "memberships": [{"id": "m", "member": {"@type": "Organization", "id": "o"}, "post_id": "p"}]}
            """));
        Assert.Equal("\"Council\" can't hold \"Chair\", which is its own post; name a person, or another body.", Assert.Single(report.Problems).Reason);
        Assert.Empty(Records(site));
    }

    [Theory]
    [InlineData("popolo")]
    [InlineData("csv")]
    [InlineData("jsonl")]
    public void A_website_written_without_its_beginning_is_taken_as_what_it_means_and_told(string format)
    {
        using var site = new ImportingSite(kind.NewConnection());
        string File(string url) => format switch
        {
            "popolo" => site.Write("p.json", $$"""{"organizations": [{"id": "o", "name": "Council", "links": [{"note": "website", "url": "{{url}}"}]}]}"""),
            "csv" => site.Write("t/organizations.csv", $"id,name_en,url\no,Council,\"{url}\"\n"),
            _ => site.Write("r.jsonl", $$$"""{"acta":1,"document":{"id":"b0000000-0000-4000-8000-000000000001","name":{"en":"Council"},"salt":"","type":"organization","url":"{{{url}}}","v":1}}""" + "\n"),
        };
        foreach (var (written, meant) in new[] { ("www.example.org", "https://www.example.org/"), ("совет.example.org/en?a=b:c", "https://совет.example.org/en?a=b:c") })
        {
            var told = site.Import(format, File(written), o => o with { DryRun = true, Update = format == "jsonl" });
            Assert.Empty(told.Problems);
            Assert.Equal($"its website \"{written}\" has no https://; it is taken as {meant}.", Assert.Single(told.Warnings).Reason);
            Assert.Empty(site.Import(format, File(written), o => o with { Update = format == "jsonl" }).Problems);
            Assert.Equal(meant, ((Organization)Assert.Single(Records(site))).Url);
            // Once it is in, there is nothing more to tell.
            Assert.Empty(site.Import(format, File(written), o => o with { Update = format == "jsonl" }).Warnings);
        }
        foreach (var other in new[] { "javascript:alert(1)", "data:text/html,x", "ftp://example.org/", "//example.org", "mailto:a@example.org", "a@example.org", "see our site", "n.a.", "localhost" })
            Assert.Equal($"\"{other}\" is not an address of the web; write one that begins with https://.", Assert.Single(site.Import(format, File(other), o => o with { Update = format == "jsonl" }).Problems).Reason);
        Assert.Equal("https://совет.example.org/en?a=b:c", ((Organization)Assert.Single(Records(site))).Url);
    }

    [Fact]
    public void Who_died_before_their_birth_is_named_and_what_Popolo_has_no_place_for_is_counted()
    {
        using var site = new ImportingSite(kind.NewConnection());
        var report = site.Import("popolo", site.Write("p.json", """{"persons": [{"id": "a", "name": "Ann Example", "birth_date": "1970", "death_date": "1960"}]}"""));
        Assert.Equal("\"Ann Example\" died (1960) before the day of birth (1970).", Assert.Single(report.Problems).Reason);
        SmallRegister.Publish(site.Site);
        Assert.Equal(["agenda-item", "decision", "paper", "task"], new RegisterExport(site.Site.Store, site.Site.Folder).NotInPopolo.Select(k => k.Kind).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void One_fault_is_told_once_and_by_name()
    {
        using var site = new ImportingSite(kind.NewConnection());
        // A birth that can't be read, a death before the birth: neither the terms of these people nor what hangs on them has a fault of its own.
        var report = site.Import("popolo", site.Write("p.json", """
            {"persons": [{"id": "a", "name": "Ann Example", "birth_date": "soon"}, {"id": "b", "name": "Bob Example", "birth_date": "1970", "death_date": "1960"}],
             "organizations": [{"id": "o", "name": "House"}],
             "memberships": [{"id": "m", "person_id": "a", "organization_id": "o"}, {"id": "n", "person_id": "b", "organization_id": "o"}]}
            """));
        Assert.Equal(["Ann Example", "Bob Example"], report.Problems.Select(p => p.Item));
        Assert.Equal(2, report["records that only wait for one with a fault"]);
        // A term has no name: it is told by whose it is, and where.
        report = site.Import("popolo", site.Write("q.json", """
            {"persons": [{"id": "a", "name": "Ann Example"}], "organizations": [{"id": "o", "name": "House", "dissolution_date": "2001"}],
             "memberships": [{"id": "m", "person_id": "a", "organization_id": "o", "start_date": "2012"}, {"id": "n", "person_id": "a", "organization_id": "o", "start_date": "1999", "end_date": "1998"}]}
            """));
        Assert.All(report.Problems, p => Assert.Equal("Ann Example, House", p.Item));
        Assert.Equal(2, report.Problems.Count);
        Assert.All(report.Problems, p => Assert.DoesNotMatch("[0-9a-f]{8}-[0-9a-f]{4}", p.Reason));
    }

    [Fact]
    public void A_family_and_a_given_name_are_the_name_to_sort_by()
    {
        using var site = new ImportingSite(kind.NewConnection());
        var report = site.Import("popolo", site.Write("p.json", """
            {"persons": [{"id": "a", "name": "Ann Example", "family_name": "Example", "given_name": "Ann"}, {"id": "b", "name": "Bob Sample", "family_name": "Sample", "given_name": "Bob", "sort_name": "Sample B"}]}
            """));
        Assert.Empty(report.Problems);
        Assert.DoesNotContain(report.Lists, l => l.Key.StartsWith("left out", StringComparison.Ordinal));
        Assert.Equal(["Example, Ann", "Sample B"], Records(site).OfType<Person>().Select(p => p.SortName["en"]!).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Other_files_are_refused_with_a_sentence()
    {
        using var site = new ImportingSite(kind.NewConnection());
        Assert.Contains("is not JSON", site.Refused("popolo", site.Write("a.json", "{\"persons\": [")));
        Assert.Contains("is not Popolo", site.Refused("popolo", site.Write("b.json", "[]")));
        Assert.Contains("Try --format jsonfeed", site.Refused("popolo", site.Write("c.json", "{\"version\": \"https://jsonfeed.org/version/1.1\"}")));
        Assert.Contains("is called after no kind of record", site.Refused("csv", site.Write("t1/staff.csv", "id\n1\n")));
        Assert.Contains("has no column \"id\"", site.Refused("csv", site.Write("t2/people.csv", "name_en\nAnn\n")));
        Assert.Contains("is not UTF-8", site.Refused("csv", site.Write("t3/people.csv", [.. "id,name_en\n1,"u8, 0xFF, (byte)'\n'])));
        var report = site.Import("csv", site.Write("t4/posts.csv", "id,organization,order,co_holders,name_en\n1,x,first,,Head\n,x,1,,Head\n3,x,1,perhaps,Head\n4,x,1,,Head,more\n"));
        Assert.Equal(["line 2: \"first\" in the column order is not a whole number.", "line 3: the row has no id; give each record a key of its own.", "line 4: \"perhaps\" in the column co_holders is neither true nor false.", "line 5: the row has 6 cells, the table 5 columns."], report.Problems.Select(p => $"{p.Where}: {p.Reason}"));
    }

    private string Export(ImportingSite site, string format, string name)
    {
        var path = Path.Combine(site.Site.Root, name);
        Directory.CreateDirectory(path);
        var export = new RegisterExport(site.Site.Store, site.Site.Folder);
        if (format == "csv")
        {
            export.WriteCsv(path);
            return path;
        }
        using var output = File.Create(Path.Combine(path, format == "popolo" ? "r.json" : "r.jsonl"));
        if (format == "popolo") export.WritePopolo(output);
        else new JsonlExport(site.Site.Store, site.Site.Folder).Write(output, path, _ => { }, TestContext.Current.CancellationToken);
        return format == "jsonl" ? path : output.Name;
    }

    private static string Source(string written, string format) => format == "jsonl" ? Path.Combine(written, "r.jsonl") : written;

    private static IReadOnlyList<(string Name, string Text)> Contents(string path) => File.Exists(path) ? [("", File.ReadAllText(path))]
        : [.. Directory.GetFiles(path, "*", SearchOption.AllDirectories).Select(f => (Path.GetRelativePath(path, f), File.ReadAllText(f))).Order()];

    private static IReadOnlyList<RegisterRecord> Records(ImportingSite site)
    {
        using var reading = site.Site.Store.Read();
        return [.. StoredRecords.All(reading).Where(r => r.Readable).Select(r => (RegisterRecord)Document.Read(r.Record!.ContentBytes())).OrderBy(r => r.Id)];
    }

    private static IEnumerable<string> Said(ImportingSite site) => Records(site).Select(r => System.Text.Encoding.UTF8.GetString(r.ContentBytes()));

    private static RegisterRecord Record(ImportingSite site, Guid id) => Records(site).Single(r => r.Id == id);

    private const string EveryPolitician = """
        {
          "persons": [
            {"id": "0259486a-0410-49f3-aef9-8b79c15741a7", "name": "Aziz Member", "birth_date": "1959-03-13", "gender": "male", "image": "https://example.org/aziz.jpg", "email": "aziz@example.org",
             "contact_details": [{"type": "twitter", "value": "aziz"}], "identifiers": [{"identifier": "Q111", "scheme": "wikidata"}], "links": [{"note": "twitter", "url": "https://example.org/t"}], "images": [{"url": "https://example.org/aziz.jpg"}],
             "other_names": [{"lang": "fa", "name": "عزیز", "note": "multilingual"}, {"lang": "en", "name": "Aziz Member", "note": "multilingual"}, {"name": "Aziz M.", "note": "alternate"}], "sort_name": "Member"},
            {"id": "06d37ec8-45bc-44fe-a138-3427ef12c8dc", "name": "Bibi Member", "gender": "female", "death_date": null}
          ],
          "organizations": [
            {"classification": "legislature", "id": "ff7c3b8a", "identifiers": [{"identifier": "Q222", "scheme": "wikidata"}], "name": "House of the People", "seats": 249, "type": "lower house", "links": [{"note": "official website", "url": "https://house.example.org/"}]},
            {"classification": "party", "id": "party/independent", "name": "Independent"}
          ],
          "meta": {"sources": ["https://example.org/"]},
          "memberships": [
            {"area_id": "area/north", "legislative_period_id": "term/16", "on_behalf_of_id": "party/independent", "organization_id": "ff7c3b8a", "person_id": "0259486a-0410-49f3-aef9-8b79c15741a7", "role": "member"},
            {"area_id": "area/north", "legislative_period_id": "term/16", "on_behalf_of_id": "party/independent", "organization_id": "ff7c3b8a", "person_id": "06d37ec8-45bc-44fe-a138-3427ef12c8dc", "role": "member", "start_date": "2012-02-01"}
          ],
          "events": [
            {"classification": "legislative period", "end_date": "2015-06-22", "id": "term/16", "identifiers": [{"identifier": "Q333", "scheme": "wikidata"}], "name": "16th House", "organization_id": "ff7c3b8a", "start_date": "2011-01-26"},
            {"classification": "general election", "end_date": "2010-09-18", "id": "Q444", "identifiers": [{"identifier": "Q444", "scheme": "wikidata"}], "name": "Election of 2010", "start_date": "2010-09-18"}
          ],
          "areas": [{"id": "area/north", "identifiers": [{"identifier": "Q555", "scheme": "wikidata"}], "name": "North", "type": "constituency"}]
        }
        """;
}
