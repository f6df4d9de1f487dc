using System.Text.Json;
using System.Text.Json.Nodes;

namespace Acta.Store;

/// <summary>
/// One data folder: <c>acta.json</c> (origin and store), <c>acta.db</c>, <c>media/</c>, <c>keys/</c>, and the views, which
/// can be made again.
/// </summary>
public sealed class DataFolder
{
    /// <summary>The form of data folder this program makes and reads.</summary>
    public const int CurrentFormat = 1;

    private DataFolder(string path, string origin, string? store)
    {
        Path = path;
        Origin = origin;
        StoreConnection = store;
    }

    /// <summary>The folder, absolute.</summary>
    public string Path { get; }

    /// <summary>The log's name: host and path, without a scheme.</summary>
    public string Origin { get; }

    /// <summary>A PostgreSQL connection string; null: the SQLite file in the folder.</summary>
    public string? StoreConnection { get; }

    /// <summary>The main store's SQLite file.</summary>
    public string MainFile => System.IO.Path.Combine(Path, "acta.db");

    /// <summary>Pictures and attachments.</summary>
    public string MediaFolder => System.IO.Path.Combine(Path, "media");

    /// <summary>Secrets.</summary>
    public string KeysFolder => System.IO.Path.Combine(Path, "keys");

    /// <summary>The views that the fold of this version makes.</summary>
    public string ViewsFile(int foldVersion) => System.IO.Path.Combine(Path, $"views-{foldVersion}.db");

    private static string SettingsFile(string path) => System.IO.Path.Combine(path, "acta.json");

    /// <summary>Whether there is a data folder here.</summary>
    public static bool ExistsAt(string path) => File.Exists(SettingsFile(path));

    /// <summary>Makes a data folder.</summary>
    /// <exception cref="UserError">There is one already, something else stands there, or it can't be written.</exception>
    public static DataFolder Create(string path, string origin, string? storeConnection)
    {
        path = System.IO.Path.GetFullPath(path);
        if (ExistsAt(path)) throw new UserError($"{path} is a data folder already; use it as it is, or name another with --data.");
        if (File.Exists(path)) throw new UserError($"{path} is a file; name a folder with --data.");
        if (Directory.Exists(path) && Directory.EnumerateFileSystemEntries(path).Any())
            throw new UserError($"{path} is not empty and not a data folder; name an empty or a new one with --data.");
        var folder = new DataFolder(path, origin, storeConnection);
        try
        {
            Directory.CreateDirectory(path);
            Directory.CreateDirectory(folder.MediaFolder);
            if (OperatingSystem.IsWindows()) Directory.CreateDirectory(folder.KeysFolder);
            else Directory.CreateDirectory(folder.KeysFolder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UserError($"{path} can't be written ({e.Message.TrimEnd('.')}); choose another folder, or give this user the right to write there.");
        }
        return folder;
    }

    /// <summary>Marks the folder as whole; the last step of making it, so that a half-made one is never taken for one.</summary>
    public void Complete()
    {
        var settings = new JsonObject { ["format"] = CurrentFormat, ["origin"] = Origin };
        if (StoreConnection is not null) settings["store"] = StoreConnection;
        var file = SettingsFile(Path);
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        // It may hold a database password.
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (var stream = new FileStream(file + ".new", options))
        {
            stream.Write(JsonSerializer.SerializeToUtf8Bytes(settings, new JsonSerializerOptions { WriteIndented = true }));
            stream.Flush(flushToDisk: true);
        }
        File.Move(file + ".new", file, overwrite: true);
    }

    /// <summary>The folder under another origin, on disk before it returns.</summary>
    public DataFolder Renamed(string origin)
    {
        var renamed = new DataFolder(Path, origin, StoreConnection);
        renamed.Complete();
        return renamed;
    }

    /// <summary>Deletes the views: they can be made again, and may hold what must go.</summary>
    public void DeleteViews()
    {
        // The write-ahead logs first: one must never be found beside another file of the name.
        foreach (var file in Directory.EnumerateFiles(Path, "views-*.db*").OrderByDescending(f => f.Length)) File.Delete(file);
    }

    /// <summary>Opens a data folder.</summary>
    /// <exception cref="UserError">There is none, or it is of a newer version, or damaged.</exception>
    public static DataFolder Open(string path)
    {
        path = System.IO.Path.GetFullPath(path);
        if (!ExistsAt(path)) throw new UserError($"{path} is not a data folder; make one with: acta init --data {path} --origin HOST/log --name NAME --languages en");
        JsonNode? settings;
        try
        {
            settings = JsonNode.Parse(File.ReadAllBytes(SettingsFile(path)));
        }
        catch (JsonException e)
        {
            throw new UserError($"{SettingsFile(path)} is damaged (line {e.LineNumber + 1}); restore it from a backup.");
        }
        catch (UnauthorizedAccessException)
        {
            throw new UserError($"{SettingsFile(path)} can't be read by this user; run as the user the folder belongs to.");
        }
        var format = settings?["format"]?.GetValue<int>() ?? 0;
        if (format > CurrentFormat) throw new UserError($"{path} was made by a newer Acta (its form is {format}, this program knows {CurrentFormat}); run the newer one.");
        var origin = settings?["origin"]?.GetValue<string>() ?? throw new UserError($"{SettingsFile(path)} names no origin; restore it from a backup.");
        return new DataFolder(path, origin, settings["store"]?.GetValue<string>());
    }
}
