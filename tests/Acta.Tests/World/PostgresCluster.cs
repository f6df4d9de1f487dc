using System.Diagnostics;
using System.Globalization;
using Acta.Tests.World;
using Npgsql;

[assembly: AssemblyFixture(typeof(PostgresCluster))]

namespace Acta.Tests.World;

/// <summary>
/// A private PostgreSQL of Debian's package, started when the first test asks for it, on a free port and in a temporary
/// folder, and gone with the tests.
/// </summary>
public sealed class PostgresCluster : IAsyncDisposable
{
    private static readonly Lock s_gate = new();
    private static Running? s_running;
    private static int s_databases;

    /// <summary>The connection string of a new, empty database.</summary>
    public static string NewDatabase()
    {
        var name = "d" + Interlocked.Increment(ref s_databases).ToString(CultureInfo.InvariantCulture);
        Execute("postgres", $"CREATE DATABASE {name}");
        return ConnectionTo(name);
    }

    /// <summary>A copy of a database that nobody is connected to.</summary>
    public static string CopyOf(string connection)
    {
        var name = "d" + Interlocked.Increment(ref s_databases).ToString(CultureInfo.InvariantCulture);
        Execute("postgres", $"CREATE DATABASE {name} TEMPLATE {new NpgsqlConnectionStringBuilder(connection).Database}");
        return ConnectionTo(name);
    }

    /// <summary>Runs statements as the superuser.</summary>
    public static void Execute(string database, params string[] statements)
    {
        using var connection = new NpgsqlConnection(ConnectionTo(database));
        connection.Open();
        foreach (var statement in statements)
        {
            // A checkpoint waits for a disk that others may keep busy.
            using var command = new NpgsqlCommand(statement, connection) { CommandTimeout = 300 };
            command.ExecuteNonQuery();
        }
    }

    /// <summary>The folder of the cluster's files.</summary>
    public static string Folder => Start().Folder;

    public ValueTask DisposeAsync()
    {
        lock (s_gate)
        {
            s_running?.Dispose();
            s_running = null;
        }
        return ValueTask.CompletedTask;
    }

    private static string ConnectionTo(string database) =>
        $"Host=127.0.0.1;Port={Start().Port};Username=acta;Database={database};Pooling=false;Include Error Detail=true";

    private static Running Start()
    {
        lock (s_gate) return s_running ??= new Running();
    }

    private sealed class Running : IDisposable
    {
        private readonly ChildProcess _server;

        public Running()
        {
            var bin = Directory.Exists("/usr/lib/postgresql")
                ? Directory.GetDirectories("/usr/lib/postgresql").Select(d => Path.Combine(d, "bin")).Where(d => File.Exists(Path.Combine(d, "initdb"))).Order().LastOrDefault()
                : null;
            if (bin is null) Assert.Skip("PostgreSQL is not installed here; ./test installs it.");
            Folder = Directory.CreateTempSubdirectory("acta-pg-").FullName;
            // PostgreSQL refuses to run as root; its package brings a user of its own.
            if (Environment.IsPrivilegedProcess) Run("chown", "postgres", Folder);
            var data = Path.Combine(Folder, "data");
            Run([.. AsUser, Path.Combine(bin, "initdb"), "-D", data, "-U", "acta", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"]);
            Port = ChildProcess.FreePort();
            string[] command = [.. AsUser, Path.Combine(bin, "postgres"), "-D", data, "-c", "listen_addresses=127.0.0.1", "-c", $"port={Port}", "-c", $"unix_socket_directories={Folder}", "-c", "max_connections=200", "-c", "shared_buffers=64MB"];
            _server = ChildProcess.Start(command[0], command[1..]);
            for (var tries = 0; ; tries++)
            {
                try
                {
                    using var connection = new NpgsqlConnection($"Host=127.0.0.1;Port={Port};Username=acta;Database=postgres;Pooling=false");
                    connection.Open();
                    return;
                }
                catch (NpgsqlException) when (tries < 600 && !_server.Process.HasExited)
                {
                    Thread.Sleep(50);
                }
            }
        }

        public string Folder { get; }

        public int Port { get; }

        private static string[] AsUser => Environment.IsPrivilegedProcess ? ["runuser", "-u", "postgres", "--"] : [];

        public void Dispose()
        {
            // The first line of the pid file is the server itself; SIGINT is its fast shutdown.
            var pid = Path.Combine(Folder, "data", "postmaster.pid");
            if (File.Exists(pid)) Run("kill", "-INT", File.ReadLines(pid).First().Trim());
            _server.Process.WaitForExit(20_000);
            _server.Dispose();
            Directory.Delete(Folder, recursive: true);
        }

        private static void Run(params string[] command)
        {
            using var process = Process.Start(new ProcessStartInfo(command[0], command[1..]) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = "/" })!;
            var output = process.StandardError.ReadToEndAsync();
            process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            if (process.ExitCode != 0) throw new InvalidOperationException($"{string.Join(' ', command)}: {output.Result}");
        }
    }
}

/// <summary>The two kinds of main store that every story is told on.</summary>
public enum StoreKind
{
    Sqlite,
    Postgres,
}

internal static class StoreKinds
{
    /// <summary>What to make a new site with: null for SQLite, a new database's connection string for PostgreSQL.</summary>
    public static string? NewConnection(this StoreKind kind) => kind == StoreKind.Sqlite ? null : PostgresCluster.NewDatabase();
}
