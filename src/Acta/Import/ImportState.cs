using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Acta.Store;

namespace Acta.Import;

/// <summary>
/// How far the import of a source has come, written in the transaction of each batch: a later run says where an earlier one was
/// interrupted. What is in is found by its ids; this only tells.
/// </summary>
internal sealed class ImportState
{
    private readonly MainStore _store;
    private readonly string _source;

    public ImportState(MainStore store, ImportOptions options, IReadOnlyList<InputFile> files)
    {
        _store = store;
        var name = string.Join('\n', files.Select(f => f.IsSpooled ? "-" : f.Path).Prepend(options.Format));
        _source = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name)).AsSpan(0, 16));
        using var reading = store.Read();
        Interrupted = long.TryParse(reading.Scalar<string>("SELECT position FROM import_state WHERE source = @source", ("@source", _source)), CultureInfo.InvariantCulture, out var at) ? at : null;
    }

    /// <summary>After how many items an earlier run was interrupted; null where none was.</summary>
    public long? Interrupted { get; }

    public void Save(Writing writing, long handled) => writing.Execute(
        "INSERT INTO import_state (source, position, time) VALUES (@source, @position, @time) ON CONFLICT (source) DO UPDATE SET position = excluded.position, time = excluded.time",
        ("@source", _source), ("@position", handled.ToString(CultureInfo.InvariantCulture)), ("@time", DateTimeOffset.UtcNow.ToUnixTimeMilliseconds()));

    public void Done()
    {
        using var writing = _store.BeginWrite();
        if (writing.Execute("DELETE FROM import_state WHERE source = @source", ("@source", _source)) > 0) writing.Commit();
    }
}
