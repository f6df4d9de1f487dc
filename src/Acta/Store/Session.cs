using System.Data.Common;

namespace Acta.Store;

/// <summary>One database connection with its prepared commands, used by one thread at a time.</summary>
/// <param name="connection">Open.</param>
/// <param name="explain">What the database says as a sentence for the user, where it is one: a full disk, a lost connection.</param>
internal sealed class Session(DbConnection connection, Func<DbException, UserError?>? explain = null) : IDisposable
{
    private readonly Dictionary<string, DbCommand> _commands = new(StringComparer.Ordinal);

    public DbConnection Connection { get; } = connection;

    public DbTransaction? Transaction { get; set; }

    /// <summary>When it was given back, by <see cref="Environment.TickCount64"/>.</summary>
    public long LastUsed { get; set; } = Environment.TickCount64;

    public UserError? Explain(DbException e) => explain?.Invoke(e);

    public DbCommand Command(string sql, ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        if (!_commands.TryGetValue(sql, out var command))
        {
            command = Connection.CreateCommand();
            command.CommandText = sql;
            _commands[sql] = command;
        }
        command.Transaction = Transaction;
        Bind(command.Parameters, command.CreateParameter, parameters);
        return command;
    }

    public void ExecuteMany(string sql, IReadOnlyList<(string Name, object? Value)[]> rows)
    {
        if (rows.Count == 0) return;
        if (!Connection.CanCreateBatch)
        {
            foreach (var row in rows) Command(sql, row).ExecuteNonQuery();
            return;
        }
        // One round trip for all rows where the database is on the other side of a socket.
        using var batch = Connection.CreateBatch();
        batch.Transaction = Transaction;
        foreach (var row in rows)
        {
            var command = batch.CreateBatchCommand();
            command.CommandText = sql;
            Bind(command.Parameters, command.CreateParameter, row);
            batch.BatchCommands.Add(command);
        }
        batch.ExecuteNonQuery();
    }

    private static void Bind(DbParameterCollection into, Func<DbParameter> create, ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        if (into.Count == parameters.Length)
        {
            for (var i = 0; i < parameters.Length; i++) into[i].Value = parameters[i].Value ?? DBNull.Value;
            return;
        }
        into.Clear();
        foreach (var (name, value) in parameters)
        {
            var parameter = create();
            parameter.ParameterName = name;
            parameter.Value = value ?? DBNull.Value;
            into.Add(parameter);
        }
    }

    public void Dispose()
    {
        foreach (var command in _commands.Values) command.Dispose();
        Transaction?.Dispose();
        Connection.Dispose();
    }
}
