using Npgsql;

namespace Acta.Store;

/// <summary>The main store in PostgreSQL: schema <c>ledger</c> for the log and publication, <c>desk</c> for the rest.</summary>
internal sealed partial class PostgresStore : MainStore
{
    private readonly NpgsqlDataSource _source;
    private readonly Lock _gate = new();
    private readonly Stack<Session> _idle = [];
    private Session? _watch;

    public PostgresStore(string connectionString, bool readOnly)
    {
        NpgsqlConnectionStringBuilder builder;
        try
        {
            builder = new NpgsqlConnectionStringBuilder(connectionString) { SearchPath = "ledger,desk", MaxAutoPrepare = 64, Pooling = true };
            if (!connectionString.Contains("application", StringComparison.OrdinalIgnoreCase)) builder.ApplicationName = "acta";
        }
        catch (ArgumentException e)
        {
            throw new UserError($"The store's connection string is not one of PostgreSQL: {e.Message}");
        }
        _source = NpgsqlDataSource.Create(builder);
        try
        {
            if (readOnly)
            {
                using var r = Read();
                if (r.Scalar<long>("SELECT COUNT(*) FROM pg_tables WHERE schemaname = 'ledger' AND tablename = 'migrations'") == 0)
                    throw new UserError("The PostgreSQL database holds no log; look at the connection string in acta.json.");
                Migrations.ThrowUnlessCurrent(r);
                return;
            }
            using (var connection = _source.OpenConnection())
            {
                using var command = connection.CreateCommand();
                command.CommandText = "CREATE SCHEMA IF NOT EXISTS ledger; CREATE SCHEMA IF NOT EXISTS desk; CREATE TABLE IF NOT EXISTS ledger.migrations (id BIGINT PRIMARY KEY, name TEXT NOT NULL, time BIGINT NOT NULL)";
                command.ExecuteNonQuery();
            }
            using var w = Begin(lockHead: false);
            w.Execute("LOCK TABLE ledger.migrations IN EXCLUSIVE MODE");
            Migrations.Apply(w, Schema.Steps);
            w.Commit();
        }
        catch (Exception e)
        {
            Dispose();
            if (e is NpgsqlException npgsql) throw Sentence(npgsql);
            throw;
        }
    }

    public override bool IsPostgres => true;

    public override Reading Read()
    {
        var session = Take();
        session.Transaction = session.Connection.BeginTransaction(System.Data.IsolationLevel.RepeatableRead);
        return new Reading(session, GiveBack);
    }

    public override Writing BeginWrite() => Begin(lockHead: true);

    public override Writing BeginDeskWrite() => Begin(lockHead: false);

    // The head row is the lock that gives the log its order.
    private Writing Begin(bool lockHead)
    {
        Writing? w = null;
        try
        {
            var session = Take();
            session.Transaction = session.Connection.BeginTransaction(System.Data.IsolationLevel.ReadCommitted);
            w = new Writing(session, GiveBack, Committed);
            // An acknowledged commit must survive a power loss, whatever the server's default is.
            w.Execute("SET LOCAL synchronous_commit = on");
            w.Execute("SET LOCAL lock_timeout = '20s'");
            if (w.Scalar<string>("SHOW fsync") != "on") throw new UserError("PostgreSQL runs with fsync off; nothing is published without it: turn it on.");
            if (lockHead) w.First("SELECT size FROM head WHERE one = 1 FOR UPDATE", r => r.GetInt64(0));
            return w;
        }
        catch (Exception e)
        {
            w?.Dispose();
            if (e is NpgsqlException npgsql) throw Sentence(npgsql);
            throw;
        }
    }

    // With data checksums on, PostgreSQL refuses a damaged page when it is read; its indexes are pg_amcheck's business.
    public override string? CheckPages() => null;

    public override void Scrub()
    {
        using var connection = _source.OpenConnection();
        // Rewrites the tables, so that no dead row keeps an erased text; replicas and archived WAL are the operator's.
        foreach (var table in new[] { "ledger.documents", "ledger.addresses", "ledger.heads", "desk.drafts", "desk.draft_versions", "desk.record_drafts", "desk.record_draft_versions", "desk.comments", "desk.clearance_remarks", "desk.clearance_answers", "desk.erasure_requests" }) Rewrite(connection, table);
        try
        {
            Run(connection, "CHECKPOINT");
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.InsufficientPrivilege)
        {
            // CHECKPOINT is a superuser's; PostgreSQL makes one by itself within minutes.
        }
    }

    private static void Rewrite(NpgsqlConnection connection, string table)
    {
        // A row that somebody's older snapshot may still see is copied with the rest; readers are done in milliseconds.
        for (var attempt = 0; attempt < 200; attempt++)
        {
            var kept = 0;
            NoticeEventHandler count = (_, told) => kept = Math.Max(kept, DeadRows(told.Notice.Detail));
            connection.Notice += count;
            Run(connection, $"VACUUM (FULL, VERBOSE) {table}");
            connection.Notice -= count;
            if (kept == 0) return;
            Thread.Sleep(50);
        }
        throw new UserError($"The erased text could not yet be taken out of {table}, because another session of PostgreSQL keeps an old transaction open: end it, and start Acta again.");
    }

    // "2 dead row versions cannot be removed yet.", in the server's language: the first number is theirs.
    private static int DeadRows(string? detail) => detail is not null && FirstNumber().Match(detail) is { Success: true } found ? int.Parse(found.Value, System.Globalization.CultureInfo.InvariantCulture) : 0;

    [System.Text.RegularExpressions.GeneratedRegex("[0-9]+")]
    private static partial System.Text.RegularExpressions.Regex FirstNumber();

    private static void Run(NpgsqlConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.CommandTimeout = 0;
        command.ExecuteNonQuery();
    }

    protected override long SizeSeen()
    {
        lock (_gate) _watch ??= new Session(_source.OpenConnection());
        lock (_watch)
        {
            try
            {
                return (long?)_watch.Command("SELECT size FROM head", []).ExecuteScalar() ?? 0;
            }
            catch (NpgsqlException)
            {
                // The database is away: readers are served from the views, and the next look may find it back.
                _watch.Dispose();
                _watch = null;
                return -1;
            }
        }
    }

    public override void Dispose()
    {
        lock (_gate)
            while (_idle.TryPop(out var session)) session.Dispose();
        _watch?.Dispose();
        _source.Dispose();
    }

    private Session Take()
    {
        lock (_gate)
            while (_idle.TryPop(out var kept))
            {
                if (IsAlive(kept)) return kept;
                kept.Dispose();
            }
        return new Session(_source.OpenConnection(), e => e is NpgsqlException npgsql ? Known(npgsql) : null);
    }

    // A server that was restarted meanwhile left this end of the connection looking open.
    private static bool IsAlive(Session session)
    {
        if (session.Connection.State != System.Data.ConnectionState.Open) return false;
        if (Environment.TickCount64 - session.LastUsed < 1000) return true;
        try
        {
            session.Command("SELECT 1", []).ExecuteScalar();
            return true;
        }
        catch (NpgsqlException)
        {
            return false;
        }
    }

    private void GiveBack(Session session)
    {
        session.LastUsed = Environment.TickCount64;
        lock (_gate)
        {
            if (_idle.Count < 8 && session.Connection.State == System.Data.ConnectionState.Open)
            {
                _idle.Push(session);
                return;
            }
        }
        session.Dispose();
    }

    private static UserError Sentence(NpgsqlException e) => Known(e) ?? new UserError($"PostgreSQL refuses: {(e as PostgresException)?.MessageText ?? e.Message}", cause: e);

    // What a user can do something about, as a sentence; anything else is a broken promise of this program.
    private static UserError? Known(NpgsqlException e) => e switch
    {
        PostgresException { SqlState: PostgresErrorCodes.LockNotAvailable } => new UserError("Another program has held the write lock of the store for 20 seconds; wait for it to end, or stop it.", cause: e),
        PostgresException { SqlState: PostgresErrorCodes.DiskFull } => new UserError("The disk of the PostgreSQL server is full; free space. Nothing was half-done.", cause: e),
        PostgresException { SqlState: PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown or PostgresErrorCodes.CannotConnectNow } => Away(e),
        PostgresException => null,
        _ => Away(e),
    };

    private static UserError Away(NpgsqlException e) =>
        new($"PostgreSQL can't be reached ({(e.InnerException?.Message ?? e.Message).TrimEnd('.')}); start it, or mend the connection string (--store of acta init, then acta.json).", cause: e) { IsUnreachable = true };
}
