using System.CommandLine;
using System.IO.Compression;
using Acta.Export;
using Acta.Store;

namespace Acta.Commands;

/// <summary><c>acta export</c></summary>
internal static class ExportCommand
{
    public static Command Build(Option<string> data)
    {
        var format = new Option<string>("--format") { Description = "jsonl: Acta's interchange form, one document a line; of the register alone popolo (JSON), jsonld (schema.org), or csv (a folder of tables).", Required = true };
        var output = new Option<string>("--out") { Description = "The file to write (.gz packs it), with the media it uses in a folder media/ beside it; - for standard output, without media.", Required = true };
        var command = new Command("export", "Writes all that the public can read, and the files of papers that are kept back, for another record to import.") { data, format, output };
        command.SetAction((p, stop) => Task.FromResult(Run(p.GetValue(data)!, p.GetValue(format)!, p.GetValue(output)!, stop)));
        return command;
    }

    public static int Run(string data, string format, string path, CancellationToken stop)
    {
        if (format is not ("jsonl" or "popolo" or "jsonld" or "csv")) throw new UserError($"\"{format}\" is not a format to export; choose jsonl, popolo, jsonld or csv.", 2);
        var folder = DataFolder.Open(data);
        using var store = MainStore.Open(folder);
        if (format == "csv") return Tables(new RegisterExport(store, folder), path);
        var register = format == "jsonl" ? null : new RegisterExport(store, folder);
        Func<Stream, string?, long> write = format switch
        {
            "popolo" => (stream, _) => register!.WritePopolo(stream),
            "jsonld" => (stream, _) => register!.WriteJsonLd(stream),
            _ => (stream, media) => new JsonlExport(store, folder).Write(stream, media, _ => { }, stop),
        };
        if (path == "-")
        {
            using var standard = new BufferedStream(Console.OpenStandardOutput(), 1 << 16);
            write(standard, null);
            return 0;
        }
        path = Path.GetFullPath(path);
        if (Directory.Exists(path)) throw new UserError($"{path} is a folder; name the file to write, such as {Path.Combine(path, format switch { "popolo" => "register.json", "jsonld" => "register.jsonld", _ => "site.jsonl" })}.");
        if (!Directory.Exists(Path.GetDirectoryName(path))) throw new UserError($"The folder {Path.GetDirectoryName(path)} does not exist; make it, or name another file with --out.");
        // Whole or not at all: the name appears when all is written.
        var waiting = path + ".new";
        long lines;
        try
        {
            using (var file = new FileStream(waiting, FileMode.Create, FileAccess.Write, FileShare.None, 1 << 16))
            {
                if (path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase))
                {
                    using var gzip = new GZipStream(file, CompressionLevel.Optimal, leaveOpen: true);
                    lines = write(gzip, Path.GetDirectoryName(path));
                }
                else lines = write(file, Path.GetDirectoryName(path));
                file.Flush(flushToDisk: true);
            }
            File.Move(waiting, path, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UserError($"{path} can't be written: {e.Message.TrimEnd('.')}.");
        }
        finally
        {
            if (File.Exists(waiting)) File.Delete(waiting);
        }
        var left = format == "popolo" ? register!.NotInPopolo : [];
        Console.WriteLine(register is null ? $"Wrote {lines:N0} documents to {path}." : left.Count == 0 ? $"Wrote {lines:N0} records to {path}."
            : $"Wrote {lines:N0} of {lines + left.Sum(k => k.Count):N0} records to {path}; {string.Join(", ", left.Select(k => $"{k.Count:N0} {k.Kind.Replace('-', ' ')}{(k.Count == 1 ? "" : "s")}"))} {(left.Sum(k => k.Count) == 1 ? "has" : "have")} no place in Popolo.");
        return 0;
    }
    private static int Tables(RegisterExport export, string path)
    {
        if (path == "-") throw new UserError("Tables are a folder of files; name one with --out.", 2);
        path = Path.GetFullPath(path);
        if (File.Exists(path) || (Directory.Exists(path) && Directory.EnumerateFileSystemEntries(path).Any())) throw new UserError($"{path} is there already; name a new or empty folder with --out.");
        // Whole or not at all: the name appears when all is written.
        var waiting = path.TrimEnd(Path.DirectorySeparatorChar) + ".new";
        long records;
        try
        {
            if (Directory.Exists(waiting)) Directory.Delete(waiting, recursive: true);
            Directory.CreateDirectory(waiting);
            records = export.WriteCsv(waiting);
            if (Directory.Exists(path)) Directory.Delete(path);
            Directory.Move(waiting, path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UserError($"{path} can't be written: {e.Message.TrimEnd('.')}.");
        }
        Console.WriteLine($"Wrote {records:N0} records to {path}.");
        return 0;
    }
}
