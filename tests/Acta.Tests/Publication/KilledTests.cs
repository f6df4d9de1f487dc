using Acta.Publication;
using Acta.Record;
using Acta.Store;
using Acta.Tests.World;

namespace Acta.Tests.Publication;

public sealed class KilledOnSqliteTests() : KilledTests(StoreKind.Sqlite);

public sealed class KilledOnPostgresTests() : KilledTests(StoreKind.Postgres);

public abstract class KilledTests(StoreKind kind)
{
    // The third publish of the five is an erasure.
    public static TheoryData<string, int> Steps
    {
        get
        {
            var steps = new TheoryData<string, int>();
            string[] points = ["before-documents", "after-documents", "before-entries", "after-entries", "after-tile", "after-head", "before-commit", "after-commit", "after-release"];
            foreach (var point in points)
                for (var time = TestLength.IsLong ? 1 : 3; time <= (TestLength.IsLong ? 5 : 3); time++) steps.Add(point, time);
            return steps;
        }
    }

    [Theory]
    [MemberData(nameof(Steps))]
    public void Killed_at_any_step_of_a_publish_what_was_acknowledged_is_there_and_nothing_is_half_published(string point, int time)
    {
        using var site = new EmptySite(kind.NewConnection());
        var acknowledged = new List<(long Index, Digest Digest)>();
        site.Restart(() =>
        {
            using var child = ChildProcess.Acta(new Dictionary<string, string>
            {
                ["ACTA_STATE_DIR"] = site.State,
                ["DOTNET_STARTUP_HOOKS"] = typeof(KilledTests).Assembly.Location,
                ["ACTA_TEST_PUBLISH"] = site.Folder.Path,
                ["ACTA_TEST_KILL_AT"] = $"{point}:{time}",
            });
            child.Process.WaitForExit();
            Assert.True(child.Process.ExitCode == 137, child.Output);
            foreach (var line in child.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => l.Trim().Split(' ')))
                acknowledged.Add((long.Parse(line[1], System.Globalization.CultureInfo.InvariantCulture), Digest.Parse(line[2])));
        });
        Assert.Null(site.Publisher.Hold);
        Assert.Equal(time - 1, acknowledged.Count);
        var committed = point.StartsWith("after-commit", StringComparison.Ordinal) || point == "after-release";
        using (var r = site.Store.Read())
        {
            Assert.Equal(1 + acknowledged.Count + (committed ? 1 : 0), r.Head()!.Size);
            Assert.All(acknowledged, a => Assert.Contains(r.Document(a.Digest).State, new[] { DocumentState.Served, DocumentState.Erased }));
        }
        Assert.Null(site.Audit().Fault);
        // What an erasure destroyed is remembered outside, whenever the end came.
        if (committed && time == 3) Assert.Contains(acknowledged[0].Digest, site.Released.Erased().Keys);

        site.Publish(EmptySite.Article(Act.Publish, Guid.NewGuid(), "Afterwards", "It goes on."));
        Assert.Null(site.Audit().Fault);
    }

    [Fact]
    public void When_any_step_fails_the_caller_is_told_and_either_nothing_or_everything_happened()
    {
        using var site = new EmptySite(kind.NewConnection());
        string[] points = ["before-documents", "after-documents", "before-entries", "after-entries", "after-tile", "after-head", "before-commit", "after-commit", "after-release"];
        foreach (var point in points)
        {
            long before;
            using (var r = site.Store.Read()) before = r.Head()!.Size;
            Publisher.FaultPoint = name =>
            {
                if (name == point) throw new IOException("The disk is gone.");
            };
            Assert.Throws<IOException>(() => site.Publisher.Publish([EmptySite.Article(Act.Publish, Guid.NewGuid(), point, "Text.")], "test"));
            Publisher.FaultPoint = null;
            using (var r = site.Store.Read()) Assert.Equal(before + (point is "after-commit" or "after-release" ? 1 : 0), r.Head()!.Size);
            Assert.Null(site.Audit().Fault);
            site.Publish(EmptySite.Article(Act.Publish, Guid.NewGuid(), "Again " + point, "Text."));
        }
    }
}
