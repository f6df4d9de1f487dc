namespace Acta.Store;

/// <summary>Brings a store up step by step; each step is recorded in the transaction that makes it.</summary>
internal static class Migrations
{
    private const string EmptyRoot = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    /// <summary>Makes the steps that are not made yet.</summary>
    /// <exception cref="UserError">More are made than there are: the store is a newer program's.</exception>
    public static void Apply(Writing w, IReadOnlyList<(string Name, string[] Sql)> steps)
    {
        var known = w.Scalar<long>("SELECT COUNT(*) FROM migrations");
        ThrowIfNewer(known, steps.Count);
        for (var i = (int)known; i < steps.Count; i++)
        {
            foreach (var sql in steps[i].Sql) w.Execute(w.IsPostgres ? ForPostgres(sql) : ForSqlite(sql));
            w.Execute("INSERT INTO migrations (id, name, time) VALUES (@id, @name, @time)",
                ("@id", i + 1L), ("@name", steps[i].Name), ("@time", DateTimeOffset.UtcNow.ToUnixTimeMilliseconds()));
        }
    }

    /// <summary>For who only reads: the store must be as this program would make it.</summary>
    /// <exception cref="UserError">It is a newer program's, or an older one's.</exception>
    public static void ThrowUnlessCurrent(Reading r)
    {
        if (!r.IsPostgres && r.Scalar<long>("SELECT COUNT(*) FROM sqlite_master WHERE name = 'migrations'") == 0)
            throw new UserError("acta.db holds no log; restore it from a backup.") { IsDamage = true };
        var known = r.Scalar<long>("SELECT COUNT(*) FROM migrations");
        ThrowIfNewer(known, Schema.Steps.Length);
        if (known < Schema.Steps.Length) throw new UserError("The store was made by an older Acta and was not brought up yet; run acta serve once.");
    }

    private static void ThrowIfNewer(long known, int steps)
    {
        if (known > steps) throw new UserError($"The store was made by a newer Acta (it is at step {known}, this program knows {steps}); run the newer one.");
    }

    private static string ForSqlite(string sql) => sql.Replace("{blob}", "BLOB").Replace("{int}", "INTEGER").Replace("{serial}", "INTEGER PRIMARY KEY").Replace("{empty}", $"x'{EmptyRoot}'");

    private static string ForPostgres(string sql)
    {
        foreach (var table in Schema.DeskTables) sql = sql.Replace($"CREATE TABLE {table} ", $"CREATE TABLE desk.{table} ");
        if (!sql.StartsWith("CREATE TABLE desk.", StringComparison.Ordinal)) sql = sql.Replace("CREATE TABLE ", "CREATE TABLE ledger.");
        return sql.Replace("{blob}", "BYTEA").Replace("{int}", "BIGINT").Replace("{serial}", "BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY").Replace("{empty}", $"'\\x{EmptyRoot}'::bytea");
    }
}
