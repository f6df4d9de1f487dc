using Acta.Publication;
using Acta.Record;
using Acta.Store;
using Acta.Tests.Publication;
using Acta.Tests.World;

namespace Acta.Tests.Import;

public sealed class ImportRunOnSqliteTests() : ImportRunTests(StoreKind.Sqlite);

public sealed class ImportRunOnPostgresTests() : ImportRunTests(StoreKind.Postgres);

/// <summary>What every import does, whatever its format.</summary>
public abstract class ImportRunTests(StoreKind kind)
{
    private static string News(params string[] sentences) => string.Concat(sentences.Select((s, i) => $"{i + 1:00}.06.2025\n\n{s}\n\n"));

    [Fact]
    public void A_second_run_adds_nothing()
    {
        using var site = new ImportingSite(kind.NewConnection());
        var file = site.Write("news.txt", News("The bridge was opened.", "The ferry stopped."));
        Assert.Equal(2, site.Import("text", file)["published"]);
        var size = site.Size;
        var again = site.Import("text", file);
        Assert.Equal((0, 2, size), (again["published"], again["in the record already"], site.Size));
        Assert.Null(site.Site.Audit().Fault);
    }

    [Fact]
    public void A_dry_run_tells_and_changes_no_byte_of_the_log()
    {
        using var site = new ImportingSite(kind.NewConnection());
        var size = site.Size;
        var report = site.Import("text", site.Write("news.txt", News("The bridge was opened.") + "31.02.2025\n\nNobody came.\n"), o => o with { DryRun = true });
        Assert.Equal((1, 1, size), (report["would be published"], report.ProblemCount, site.Size));
        Assert.Empty(site.Editions());
    }

    [Fact]
    public void A_bad_item_stays_out_and_the_good_ones_go_in()
    {
        using var site = new ImportingSite(kind.NewConnection());
        var report = site.Import("text", site.Write("news.txt", News("The bridge was opened.") + "31.02.2025\n\nNobody came.\n\n03.06.2025\n\nThe ferry stopped.\n"));
        Assert.Equal((2, 1), (report["published"], report.ProblemCount));
        Assert.Equal(2, site.Editions().Count);
    }

    [Fact]
    public void With_atomic_one_bad_item_keeps_all_out()
    {
        using var site = new ImportingSite(kind.NewConnection());
        var file = site.Write("news.txt", News("The bridge was opened.") + "31.02.2025\n\nNobody came.\n");
        var size = site.Size;
        var report = site.Import("text", file, o => o with { Atomic = true });
        Assert.Equal((1, 0, size), (report.ProblemCount, report["published"], site.Size));
        File.WriteAllText(file, News("The bridge was opened.", "The ferry stopped."));
        report = site.Import("text", file, o => o with { Atomic = true });
        Assert.Equal((0, 2, 2), (report.ProblemCount, report["published"], report["items read"]));
    }

    [Fact]
    public void With_update_what_changed_in_the_source_becomes_a_small_edit_at_the_same_address()
    {
        using var site = new ImportingSite(kind.NewConnection());
        var wxr = (string text) => new WxrText().Post("Bridge", $"<p>{text}</p>", id: 5).Post("Ferry", "<p>It stopped.</p>", id: 6).Whole;
        var file = site.Write("old.xml", wxr("Opened on Monday."));
        site.Import("wxr", file);
        var before = site.Editions()["Bridge"];
        File.WriteAllText(file, wxr("Opened on Tuesday."));
        Assert.Equal(2, site.Import("wxr", file)["in the record already"]);
        var report = site.Import("wxr", file, o => o with { Update = true });
        Assert.Equal((1, 1, 0), (report["revised"], report["unchanged"], report.ProblemCount));
        var after = site.Editions()["Bridge"];
        Assert.Equal((before.Id, before.Address, "Opened on Tuesday."), (after.Id, after.Address, Imported.Words(after.Body)));
        Assert.Equal(2, site.Import("wxr", file, o => o with { Update = true })["unchanged"]);
        Assert.Null(site.Site.Audit().Fault);
    }

    [Fact]
    public void An_update_never_writes_over_what_was_edited_here_nor_brings_back_what_was_removed()
    {
        using var site = new ImportingSite(kind.NewConnection());
        var wxr = (string text) => new WxrText().Post("Edited", $"<p>{text}</p>", id: 5).Post("Removed", $"<p>{text}</p>", id: 6).Post("Erased", $"<p>{text}</p>", id: 7).Whole;
        var file = site.Write("old.xml", wxr("There."));
        site.Import("wxr", file);
        var editions = site.Editions();
        site.Site.Publish(new Proposal { Act = Act.Revise, Resource = editions["Edited"].Id, Kind = "article", Language = "en", Document = editions["Edited"] with { Summary = "By hand." } });
        site.Site.Publish(EmptySite.Notice(Act.Withdraw, editions["Removed"].Id), EmptySite.Notice(Act.Erase, editions["Erased"].Id));
        File.WriteAllText(file, wxr("Changed there."));
        var size = site.Size;
        var report = site.Import("wxr", file, o => o with { Update = true });
        Assert.Equal("it was changed here after its import, and in the source too; it is left as it is here.", Assert.Single(report.Problems).Reason);
        Assert.Equal((1, 1, size), (report["removed from the site here, left so"], report["deleted here on legal grounds, left so"], site.Size));
    }

    [Fact]
    public void A_groups_file_joins_language_versions()
    {
        using var site = new ImportingSite(kind.NewConnection());
        site.Write("texts/news.en.txt", News("The bridge was opened.", "The ferry stopped."));
        site.Write("texts/news.ru.txt", News("Мост открыли.", "Паром остановился."));
        var groups = site.Write("groups.csv", "# one article a line\nnews.en.txt:1, ru:2025-06-01#1\nnews.en.txt:5,news.ru.txt:5\n");
        var report = site.Import("text", Path.Combine(site.Site.Root, "texts"), o => o with { Language = null, GroupsFile = groups });
        Assert.Empty(report.Problems);
        var editions = site.Editions();
        Assert.Equal(editions["The bridge was opened"].Id, editions["Мост открыли"].Id);
        Assert.Equal(editions["The ferry stopped"].Id, editions["Паром остановился"].Id);
        Assert.NotEqual(editions["The ferry stopped"].Id, editions["The bridge was opened"].Id);
        Assert.Equal(4, site.Import("text", Path.Combine(site.Site.Root, "texts"), o => o with { Language = null, GroupsFile = groups })["in the record already"]);
    }

    [Fact]
    public void A_redirects_file_maps_addresses_that_the_source_does_not_tell()
    {
        using var site = new ImportingSite(kind.NewConnection());
        var redirects = site.Write("old.csv", "old,new\n/index.php?id=12,https://old.example.org/2024/05/12/bridge/\nhttps://old.example.org/n/12.html\t/2024/05/12/bridge/\n");
        site.Import("wxr", site.Write("old.xml", new WxrText().Post("Bridge", "<p>Text.</p>", name: "bridge").Whole), o => o with { RedirectsFile = redirects });
        var former = site.Editions()["Bridge"].FormerAddresses;
        Assert.Contains("/index.php?id=12", former);
        Assert.Contains("/n/12.html", former);
    }

    [Fact]
    public void Two_items_of_one_headline_and_day_get_addresses_of_their_own()
    {
        using var site = new ImportingSite(kind.NewConnection());
        Assert.Empty(site.Import("wxr", site.Write("old.xml", new WxrText().Post("Bridge", "<p>One.</p>").Post("Bridge", "<p>Two.</p>").Whole)).Problems);
        using var reading = site.Site.Store.Read();
        Assert.Equal(["news/2024/05/12/bridge", "news/2024/05/12/bridge-2"], reading.Query("SELECT address FROM heads WHERE kind = 'article' ORDER BY address", r => r.GetString(0)));
    }

    [Fact]
    public async Task A_press_office_publishes_during_an_import()
    {
        using var site = new ImportingSite(kind.NewConnection());
        var file = site.Write("news.txt", string.Concat(Enumerable.Range(0, 600).Select(i => $"{i % 28 + 1:00}.{i / 28 % 12 + 1:00}.2024\n\nThe commission met for the {i}th time and agreed on the plan.\n\n")));
        var published = 0;
        using var done = new CancellationTokenSource();
        var office = Task.Run(() =>
        {
            var publisher = new Publisher(site.Site.Store, LogKey.Read(site.Site.Folder), site.Site.Released, TimeProvider.System);
            while (!done.IsCancellationRequested)
            {
                Assert.IsType<PublishOutcome.Published>(publisher.Publish([EmptySite.Article(Act.Publish, Guid.NewGuid(), $"Release {published}", "Text.")], "office"));
                published++;
            }
        }, TestContext.Current.CancellationToken);
        var report = site.Import("text", file);
        await done.CancelAsync();
        await office;
        Assert.Equal(600, report["published"]);
        Assert.True(published > 3, $"the office published {published} times only");
        Assert.Null(site.Site.Audit().Fault);
    }
}
