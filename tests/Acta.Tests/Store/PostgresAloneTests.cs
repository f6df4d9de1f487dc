using Acta.Store;
using Acta.Tests.Publication;
using Acta.Tests.World;

namespace Acta.Tests.Store;

/// <summary>What changes the whole PostgreSQL server runs while no other test does.</summary>
[Collection("alone")]
public sealed class PostgresAloneTests
{
    [Fact]
    public void Nothing_is_published_while_the_database_does_not_wait_for_its_disk()
    {
        using var site = new EmptySite(StoreKind.Postgres.NewConnection());
        void Set(string statement, string value)
        {
            PostgresCluster.Execute("postgres", statement, "SELECT pg_reload_conf()");
            Following.FollowedSite.Until(() =>
            {
                using var r = site.Store.Read();
                return r.Scalar<string>("SHOW fsync") == value;
            }, $"fsync is {value}");
        }
        Set("ALTER SYSTEM SET fsync = off", "off");
        try
        {
            Assert.Contains("fsync off", Assert.Throws<UserError>(() => site.Publisher.Publish([EmptySite.Article(Acta.Record.Act.Publish, Guid.NewGuid(), "News", "Text.")], "test")).Message);
        }
        finally
        {
            Set("ALTER SYSTEM RESET fsync", "on");
        }
        site.Publish(EmptySite.Article(Acta.Record.Act.Publish, Guid.NewGuid(), "News", "Text."));
    }
}

[CollectionDefinition("alone", DisableParallelization = true)]
public sealed class AloneCollection;
