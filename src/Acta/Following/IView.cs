using Microsoft.Data.Sqlite;

namespace Acta.Following;

/// <summary>Tables that follow the log. The same entries always give the same rows.</summary>
public interface IView
{
    /// <summary>For messages.</summary>
    string Name { get; }

    /// <summary>Makes the tables in an empty file.</summary>
    void Create(SqliteConnection connection);

    /// <summary>Takes one entry in, within the follower's transaction.</summary>
    void Apply(ViewWriter writer, LogEntry entry);
}
