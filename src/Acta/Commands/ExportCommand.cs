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
        var format = new Option<string>("--format") { Description = "jsonl: Acta's interchange form, one document a line.", Required = true };
        var output = new Option<string>("--out") { Description = "The file to write (.gz packs it), with the media it uses in a folder media/ beside it; - for standard output, without media.", Required = true };
        var command = new Command("export", "Writes all that the public can read, for another record to import.") { data, format, output };
        command.SetAction((p, stop) => Task.FromResult(Run(p.GetValue(data)!, p.GetValue(format)!, p.GetValue(output)!, stop)));
        return command;
    }

    public static int Run(string data, string format, string path, CancellationToken stop)
    {
        if (format != "jsonl") throw new UserError($"\"{format}\" is not a format to export; choose jsonl.", 2);
        var folder = DataFolder.Open(data);
        using var store = MainStore.Open(folder);
        var export = new JsonlExport(store, folder);
        if (path == "-")
        {
            using var standard = new BufferedStream(Console.OpenStandardOutput(), 1 << 16);
            export.Write(standard, null, _ => { }, stop);
            return 0;
        }
        path = Path.GetFullPath(path);
        if (Directory.Exists(path)) throw new UserError($"{path} is a folder; name the file to write, such as {Path.Combine(path, "site.jsonl")}.");
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
                    lines = export.Write(gzip, Path.GetDirectoryName(path), _ => { }, stop);
                }
                else lines = export.Write(file, Path.GetDirectoryName(path), _ => { }, stop);
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
        Console.WriteLine($"Wrote {lines:N0} documents to {path}.");
        return 0;
    }
}
