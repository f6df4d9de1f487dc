using Acta.Tests.World;

namespace Acta.Tests.Import;

public sealed class KilledImportOnSqliteTests() : KilledImportTests(StoreKind.Sqlite);

public sealed class KilledImportOnPostgresTests() : KilledImportTests(StoreKind.Postgres);

/// <summary>kill -9 in the midst of an import.</summary>
public abstract class KilledImportTests(StoreKind kind)
{
    private const int Items = 60;

    [Fact]
    public void Killed_at_steps_of_an_import_nothing_is_half_published_and_the_next_run_completes_it()
    {
        using var site = new ImportingSite(kind.NewConnection());
        var file = site.Write("news.txt", string.Concat(Enumerable.Range(0, Items).Select(i => $"{i % 28 + 1:00}.{i / 28 + 1:00}.2024\n\nThe commission met for the {i}th time and agreed on the plan.\n\n")));
        // Before the commit, behind it, and between two batches; the batches grow, so each run comes a little further.
        (string Point, int Time)[] kills = TestLength.IsLong
            ? [.. new[] { "before-documents", "after-documents", "before-entries", "after-entries", "after-tile", "after-head", "before-commit", "after-commit", "after-release" }.SelectMany(p => new[] { (p, 1), (p, 2) })]
            : [("before-commit", 1), ("after-commit", 1), ("after-release", 2), ("after-head", 2)];
        var before = site.Size;
        foreach (var (point, time) in kills)
        {
            site.Site.Restart(() =>
            {
                using var child = ChildProcess.Acta(new Dictionary<string, string>
                {
                    ["ACTA_STATE_DIR"] = site.Site.State,
                    ["DOTNET_STARTUP_HOOKS"] = typeof(KilledImportTests).Assembly.Location,
                    ["ACTA_TEST_KILL_AT"] = $"{point}:{time}",
                }, "import", file, "--data", site.Site.Folder.Path, "--format", "text", "--lang", "en");
                child.Process.WaitForExit();
                Assert.True(child.Process.ExitCode == 137, $"{point}:{time} ended with {child.Process.ExitCode}:\n{child.Output}");
            });
            Assert.Null(site.Site.Publisher.Hold);
            Assert.Null(site.Site.Audit().Fault);
            Assert.Equal(site.Size - 1, site.Editions().Count);
            // The first batch is done where the kill came behind its commit, or in the second.
            Assert.True(point is "before-commit" && time == 1 ? site.Size == before : TestLength.IsLong || site.Size > before, $"{point}:{time}: {before} → {site.Size}");
            before = site.Size;
        }
        var report = site.Import("text", file);
        Assert.True(report["an earlier run of this source was interrupted after"] > 0);
        Assert.Equal((Items, Items), (report["published"] + report["in the record already"], site.Editions().Count));
        Assert.Equal(1 + Items, site.Size);
        Assert.Null(site.Site.Audit().Fault);
        Assert.Equal(0, site.Import("text", file)["an earlier run of this source was interrupted after"]);
    }
}
