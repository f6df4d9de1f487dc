using System.Globalization;
using System.Text;
using System.Xml;
using Acta.Record.Bodies;
using Acta.Store;

namespace Acta.Media;

/// <summary>Why a file is not taken in: a key of the desk's words.</summary>
public sealed class UploadRefused(string why) : Exception(why)
{
    public string Why { get; } = why;
}

/// <summary>
/// Files that people send: in one piece, or in parts that wait in the data folder until they are whole. What comes out is in
/// the library, known by its content, and clean; the file as it was sent is not kept.
/// </summary>
public sealed class Uploads(DataFolder folder, MediaLibrary library, TimeProvider time)
{
    // Half-sent files of everybody together: the disk is the site's.
    private const long MostWaiting = 4L << 30;

    private static readonly TimeSpan Kept = TimeSpan.FromDays(1);

    private string Waiting => Path.Combine(folder.MediaFolder, ".uploads");

    /// <summary>Begins a file that will come in parts.</summary>
    public Guid Begin(string name, long size, Guid by)
    {
        if (size <= 0) throw new UploadRefused("upload.empty");
        if (size > MediaLibrary.MaxBytes) throw new UploadRefused("upload.size");
        Directory.CreateDirectory(Waiting);
        var now = time.GetUtcNow().UtcDateTime;
        long waiting = 0;
        foreach (var old in new DirectoryInfo(Waiting).GetFiles())
        {
            if (now - old.LastWriteTimeUtc > Kept) old.Delete();
            else waiting += old.Length;
        }
        if (waiting + size > MostWaiting) throw new UploadRefused("upload.busy");
        var id = Guid.NewGuid();
        File.WriteAllText(About(id), $"{by}\n{size.ToString(CultureInfo.InvariantCulture)}\n{name.ReplaceLineEndings(" ")}");
        File.Create(Part(id)).Dispose();
        return id;
    }

    /// <summary>How much of a file is here, and how large it will be; null where nobody, or somebody else, began it.</summary>
    public (long Have, long Size, string Name)? Find(Guid id, Guid by)
    {
        if (!File.Exists(About(id)) || !File.Exists(Part(id))) return null;
        var lines = File.ReadAllText(About(id)).Split('\n', 3);
        return lines.Length == 3 && lines[0] == by.ToString() ? (new FileInfo(Part(id)).Length, long.Parse(lines[1], CultureInfo.InvariantCulture), lines[2]) : null;
    }

    /// <summary>The file in the library that an upload became; null where it has not, or somebody else began it.</summary>
    public Guid? Finished(Guid id, Guid by)
    {
        if (!File.Exists(About(id)) || File.Exists(Part(id))) return null;
        var lines = File.ReadAllText(About(id)).Split('\n');
        return lines[0] == by.ToString() && Guid.TryParse(lines[^1], out var file) ? file : null;
    }

    /// <summary>Takes the next part. What arrives before the connection breaks stays.</summary>
    /// <returns>How much is here now; null where the part does not begin where the file ends.</returns>
    public async Task<long?> Append(Guid id, long offset, long size, Stream part, CancellationToken stop)
    {
        FileStream stream;
        try
        {
            stream = new FileStream(Part(id), FileMode.Open, FileAccess.Write, FileShare.None);
        }
        catch (IOException e) when (e is not FileNotFoundException)
        {
            // Another part of it is just coming in.
            return null;
        }
        await using (stream)
        {
            if (stream.Length != offset) return null;
            stream.Position = offset;
            var buffer = new byte[81920];
            while (true)
            {
                int read;
                try
                {
                    read = await part.ReadAsync(buffer, stop);
                }
                catch (IOException) when (!stop.IsCancellationRequested)
                {
                    // The connection broke.
                    return null;
                }
                if (read == 0) return stream.Length;
                if (stream.Length + read > size) throw new UploadRefused("upload.size");
                StorageFault.Try(() => stream.Write(buffer, 0, read));
            }
        }
    }

    /// <summary>The file is whole: into the library with it. Where that can't keep it now, it waits here, and may be finished again.</summary>
    public MediaFile Finish(Guid id, string name)
    {
        try
        {
            var file = Take(Part(id), name);
            // The answer may be lost on its way: for a day it can be asked for again.
            File.WriteAllText(About(id), File.ReadAllText(About(id)).Split('\n')[0] + "\n" + file.Id);
            File.Delete(Part(id));
            return file;
        }
        catch (Exception e) when (e is UploadRefused or UserError)
        {
            Forget(id);
            throw;
        }
    }

    private void Forget(Guid id)
    {
        File.Delete(Part(id));
        File.Delete(About(id));
    }

    /// <summary>Takes a file that came in one piece.</summary>
    public async Task<MediaFile> Take(Stream content, string name, CancellationToken stop)
    {
        Directory.CreateDirectory(Waiting);
        var path = Part(Guid.NewGuid());
        try
        {
            await using (var stream = File.Create(path)) await content.CopyToAsync(stream, stop);
            return Take(path, name);
        }
        finally
        {
            File.Delete(path);
        }
    }

    private MediaFile Take(string path, string name)
    {
        var head = new byte[4096];
        using (var stream = File.OpenRead(path)) head = head[..stream.ReadAtLeast(head, head.Length, throwOnEndOfStream: false)];
        if (head.Length == 0) throw new UploadRefused("upload.empty");
        var type = FileType.Of(head, name);
        Check(path, type, head);
        if (type is "image/jpeg" or "image/png" or "image/webp" or "image/gif")
        {
            if (new FileInfo(path).Length > 100 << 20) throw new UploadRefused("upload.size");
            var clean = CleanCopy.Of(type, File.ReadAllBytes(path)) ?? throw new UploadRefused("upload.broken");
            // With everything gone that is no picture, there is no place left where a page could stand.
            if (IsPage(clean.AsSpan(0, Math.Min(clean.Length, 4096)))) throw new UploadRefused("upload.page");
            return library.Add(new MemoryStream(clean), name);
        }
        if (type == "video/mp4")
            using (var film = new FileStream(path, FileMode.Open, FileAccess.ReadWrite)) CleanCopy.Film(film);
        using var whole = File.OpenRead(path);
        return library.Add(whole, name);
    }

    private static void Check(string path, string type, byte[] head)
    {
        if (type == "image/svg+xml") CheckDrawing(path);
        else if (IsPage(head) && type is not ("image/jpeg" or "image/png" or "image/webp" or "image/gif")) throw new UploadRefused("upload.page");
        if (type is "image/avif" or "image/tiff" || (type == "video/mp4" && IsHeic(head))) throw new UploadRefused("upload.picture");
        if (type is "application/octet-stream" or "application/zip") throw new UploadRefused("upload.type");
        // A document that is an archive as well is one to its reader and another to whoever unpacks it.
        if (type == "application/pdf" && EndsAsArchive(path)) throw new UploadRefused("upload.two");
    }

    // HEIC, as telephones write it, which no browser but one shows.
    private static bool IsHeic(byte[] head) => head.Length > 12 && Encoding.Latin1.GetString(head, 8, 4) is "heic" or "heix" or "mif1" or "msf1";

    private static bool IsPage(ReadOnlySpan<byte> head)
    {
        var text = Encoding.Latin1.GetString(head).Replace("\0", "", StringComparison.Ordinal);
        return new[] { "<!doctype", "<html", "<script", "<head", "<body", "<iframe", "<?php", "<svg" }.Any(t => text.Contains(t, StringComparison.OrdinalIgnoreCase));
    }

    private static bool EndsAsArchive(string path)
    {
        using var stream = File.OpenRead(path);
        var tail = new byte[Math.Min(stream.Length, 66_000)];
        stream.Position = stream.Length - tail.Length;
        stream.ReadExactly(tail);
        return tail.AsSpan().IndexOf("PK\x05\x06"u8) >= 0;
    }

    // A drawing is taken as it is or not at all: no script, no other document's parts, nothing from elsewhere.
    private static void CheckDrawing(string path)
    {
        if (new FileInfo(path).Length > 4 << 20) throw new UploadRefused("upload.size");
        try
        {
            using var reader = XmlReader.Create(path, new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null });
            var isFirst = true;
            while (reader.Read())
            {
                if (reader.NodeType == XmlNodeType.ProcessingInstruction) throw new UploadRefused("upload.drawing");
                if (reader.NodeType != XmlNodeType.Element) continue;
                if (isFirst && (reader.LocalName, reader.NamespaceURI) is not ("svg", "http://www.w3.org/2000/svg")) throw new UploadRefused("upload.page");
                isFirst = false;
                if (reader.NamespaceURI == "http://www.w3.org/1999/xhtml" || reader.LocalName.ToLowerInvariant() is "script" or "foreignobject" or "iframe" or "object" or "embed" or "handler" or "set" or "animate" or "a") throw new UploadRefused("upload.drawing");
                for (var more = reader.MoveToFirstAttribute(); more; more = reader.MoveToNextAttribute())
                {
                    var isLink = reader.LocalName.Equals("href", StringComparison.OrdinalIgnoreCase) || reader.LocalName.Equals("src", StringComparison.OrdinalIgnoreCase);
                    if (reader.LocalName.StartsWith("on", StringComparison.OrdinalIgnoreCase) || isLink && reader.Value.Trim() is not (['#', ..] or "") && !reader.Value.Trim().StartsWith("data:image/", StringComparison.OrdinalIgnoreCase)
                        || reader.Value.Contains("javascript:", StringComparison.OrdinalIgnoreCase)) throw new UploadRefused("upload.drawing");
                }
            }
        }
        catch (XmlException)
        {
            throw new UploadRefused("upload.drawing");
        }
    }

    private string Part(Guid id) => Path.Combine(Waiting, id.ToString("N"));

    private string About(Guid id) => Part(id) + ".about";
}
