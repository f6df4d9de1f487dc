using Acta.Access;
using Acta.Desk.Articles;
using Acta.Store;
using Acta.Tests.Access;
using Acta.Tests.World;

namespace Acta.Tests.Desk;

public sealed class KilledReleaseOnSqliteTests() : KilledReleaseTests(StoreKind.Sqlite);

public sealed class KilledReleaseOnPostgresTests() : KilledReleaseTests(StoreKind.Postgres);

/// <summary>A server that is killed in the middle of a release of three languages.</summary>
public abstract class KilledReleaseTests(StoreKind kind)
{
    public static TheoryData<string> Steps =>
    [
        .. TestLength.IsLong
            ? ["before-documents", "after-documents", "before-entries", "after-entries", "after-tile", "after-head", "before-commit", "after-commit", "after-release"]
            : new[] { "after-documents", "before-commit", "after-commit" },
    ];

    [Theory]
    [MemberData(nameof(Steps))]
    public async Task All_three_are_public_or_all_three_wait_and_the_next_start_brings_them_out_once(string point)
    {
        await using var site = await DeskSite.Start(kind);
        var publisher = await site.Add(Roles.Publisher);
        var store = site.Serving.Store;
        var drafts = new Drafts(store, site.Time);
        var releasing = new Releasing(store, site.Serving.Views, site.Serving.Publisher, site.Time);
        var id = Guid.NewGuid();
        List<ReleaseItem> items = [];
        foreach (var language in new[] { "en", "ru", "ar" })
        {
            var draft = drafts.Create(World.World.BridgeIn(language) with { Id = id, TranslationOf = null }, null, publisher, null);
            Assert.IsType<DraftOutcome.Done>(drafts.Move(id, language, draft.Digest, Step.Approve, publisher, null));
            items.Add(new ReleaseItem(id, language, draft.Digest));
        }
        Assert.IsType<ReleaseOutcome.Planned>(releasing.Schedule(items, site.Time.GetUtcNow().AddHours(5), publisher, null));
        await site.Serving.StopSchedule();
        // It is due now, for whoever looks next.
        using (var w = store.BeginDeskWrite())
        {
            w.Execute("UPDATE releases SET due = @now", ("@now", DateTimeOffset.UtcNow.ToUnixTimeMilliseconds()));
            w.Commit();
        }
        using (var child = ChildProcess.Acta(new Dictionary<string, string>
        {
            ["DOTNET_STARTUP_HOOKS"] = typeof(KilledReleaseTests).Assembly.Location,
            ["ACTA_TEST_RELEASE"] = site.DataPath,
            ["ACTA_TEST_KILL_AT"] = point + ":1",
        }))
        {
            child.Process.WaitForExit();
            Assert.True(child.Process.ExitCode == 137, child.Output);
        }
        var isOut = point is "after-commit" or "after-release";
        Check(isOut ? DraftState.Published : DraftState.Scheduled, isOut ? 4 : 1);
        // The next to look brings it out, or finds that it is.
        using (var child = ChildProcess.Acta(new Dictionary<string, string> { ["DOTNET_STARTUP_HOOKS"] = typeof(KilledReleaseTests).Assembly.Location, ["ACTA_TEST_RELEASE"] = site.DataPath }))
        {
            child.Process.WaitForExit();
            Assert.True(child.Process.ExitCode == 0, child.Output);
        }
        Check(DraftState.Published, 4);
        Assert.Null(Acta.Verification.StoreAudit.Run(store, site.Serving.Folder, LogKey.Read(site.Serving.Folder).Verifier, null).Fault);

        void Check(DraftState state, long size)
        {
            using var r = store.Read();
            Assert.Equal(size, r.Head()!.Size);
            Assert.All(Drafts.Of(r, id), d => Assert.Equal(state, d.State));
            Assert.Equal(3, Drafts.Of(r, id).Count);
        }
    }
}
