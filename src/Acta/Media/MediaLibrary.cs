using System.Security.Cryptography;
using System.Text.Json;
using Acta.Record;
using Acta.Record.Bodies;
using Acta.Store;

namespace Acta.Media;

/// <summary>
/// Pictures and attachments of the data folder. An id names fixed bytes: the file is whole on the disk before the id exists,
/// and never changes.
/// </summary>
public sealed class MediaLibrary(MainStore store, DataFolder folder, TimeProvider time, IMediaStorage? storage = null)
{
    /// <summary>Where the bytes lie: the data folder, unless another place is named.</summary>
    public IMediaStorage Storage { get; } = storage ?? new FolderStorage(folder);

    /// <summary>The largest file, in bytes: 200 MB.</summary>
    public const long MaxBytes = 200L << 20;

    // A picture of more pixels than this is a bomb or a mistake: decoding it would take gigabytes.
    private const long MaxPixels = 120_000_000;

    /// <summary>Takes a file in. The same bytes under the same name get the id they have.</summary>
    /// <exception cref="UserError">The file can't be read, is too large, or is a picture that no program should open.</exception>
    /// <exception cref="StorageFault">It can't be kept just now; nothing of it is known, and it may be sent again.</exception>
    public MediaFile Add(string path)
    {
        try
        {
            using var stream = File.OpenRead(path);
            return Add(stream, Path.GetFileName(path));
        }
        catch (StorageFault e)
        {
            throw new UserError($"{path}: {e.Message}");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UserError($"{path} can't be read ({e.Message.TrimEnd('.')}).");
        }
    }

    /// <inheritdoc cref="Add(string)"/>
    public MediaFile Add(Stream content, string name)
    {
        name = SafeName(name);
        Directory.CreateDirectory(folder.MediaFolder);
        var waiting = Path.Combine(folder.MediaFolder, "." + Guid.NewGuid().ToString("N"));
        try
        {
            var (size, digest) = Copy(content, waiting, name);
            if (Find(digest, name) is { } known) return known;
            Span<byte> head = stackalloc byte[1024];
            int read;
            using (var stream = File.OpenRead(waiting)) read = stream.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
            var type = FileType.Of(head[..read], name);
            var (width, height) = type.StartsWith("image/", StringComparison.Ordinal) ? Dimensions(waiting, name) : (null, null);
            var file = new MediaFile(Guid.NewGuid(), name, type, size, digest, width, height);
            var tells = JsonSerializer.Serialize(FileTells.Of(type, waiting));
            Keep(file, waiting);
            // A crash here, or a fault of the storage before, leaves a file that nothing names: no harm, and the same file taken in again gets its own id.
            using var w = store.BeginWrite();
            w.Execute("INSERT INTO media (id, name, type, size, sha256, width, height, added, tells) VALUES (@id, @name, @type, @size, @sha256, @width, @height, @added, @tells)",
                ("@id", file.Id.ToString()), ("@tells", tells), ("@name", name), ("@type", type), ("@size", size), ("@sha256", digest.ToBytes()),
                ("@width", (long?)width), ("@height", (long?)height), ("@added", time.GetUtcNow().ToUnixTimeMilliseconds()));
            w.Commit();
            return file;
        }
        finally
        {
            File.Delete(waiting);
        }
    }

    /// <summary>Takes in a file of another record under the id it has there.</summary>
    /// <exception cref="UserError">The file is not there, or holds other bytes than the id names.</exception>
    public void Restore(MediaFile file, string path)
    {
        using (var reading = store.Read())
            if (reading.Scalar<long>("SELECT COUNT(*) FROM media WHERE id = @id AND sha256 = @sha256", ("@id", file.Id.ToString()), ("@sha256", file.Digest.ToBytes())) > 0) return;
        var waiting = Path.Combine(folder.MediaFolder, "." + Guid.NewGuid().ToString("N"));
        try
        {
            Directory.CreateDirectory(folder.MediaFolder);
            using (var content = File.OpenRead(path))
            {
                var (size, digest) = Copy(content, waiting, file.Name);
                if (digest != file.Digest || size != file.Size) throw new UserError($"The file {path} holds other bytes than its document names.");
            }
            Keep(file, waiting);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or StorageFault)
        {
            throw new UserError($"The file {path} can't be taken in: {e.Message.TrimEnd('.')}.");
        }
        finally
        {
            File.Delete(waiting);
        }
        using var w = store.BeginWrite();
        w.Execute("INSERT INTO media (id, name, type, size, sha256, width, height, added) VALUES (@id, @name, @type, @size, @sha256, @width, @height, @added) ON CONFLICT (id) DO NOTHING",
            ("@id", file.Id.ToString()), ("@name", SafeName(file.Name)), ("@type", file.Type), ("@size", file.Size), ("@sha256", file.Digest.ToBytes()),
            ("@width", (long?)file.Width), ("@height", (long?)file.Height), ("@added", time.GetUtcNow().ToUnixTimeMilliseconds()));
        w.Commit();
    }

    /// <summary>Whether all bytes of a file of the library are where they are kept.</summary>
    /// <exception cref="StorageFault">That can't be known just now.</exception>
    public bool Has(Guid id)
    {
        long? size;
        using (var reading = store.Read()) size = reading.First("SELECT size FROM media WHERE id = @id AND erased_by IS NULL", r => (long?)r.GetInt64(0), ("@id", id.ToString()));
        return size is null || StorageFault.Try(() => Storage.Length(id)) == size;
    }

    /// <summary>Where the data folder has the bytes of an id.</summary>
    public static string PathOf(DataFolder folder, Guid id) => Path.Combine(folder.MediaFolder, id.ToString("N")[..2], id.ToString());

    /// <summary>Deletes the files whose articles were erased; also at start, should a crash have come in between.</summary>
    public void RemoveErased()
    {
        using var reading = store.Read();
        foreach (var id in reading.Query("SELECT id FROM media WHERE erased_by IS NOT NULL", r => Guid.Parse(r.GetString(0))))
        {
            var made = RenditionMaker.FolderOf(folder, id);
            if (Directory.Exists(made))
            {
                foreach (var rendition in Directory.GetFiles(made)) FolderStorage.Wipe(rendition);
                Directory.Delete(made, recursive: true);
            }
            try
            {
                StorageFault.Try(() => Storage.Delete(id));
            }
            catch (StorageFault e)
            {
                // Nobody can ask for it any more; the next start, or the next deletion, tries again, and `acta verify` tells of it.
                Console.Error.WriteLine($"acta: the deleted file {id} could not be destroyed yet: {e.InnerException!.Message}");
            }
        }
    }

    // What a storage says it has kept, it must have: a torn object would be found by a reader otherwise.
    private void Keep(MediaFile file, string waiting)
    {
        StorageFault.Try(() => Storage.Put(file.Id, waiting));
        if (StorageFault.Try(() => Storage.Length(file.Id)) != file.Size) throw new StorageFault(new IOException($"not all of file {file.Id} was kept"));
    }

    private MediaFile? Find(Digest digest, string name)
    {
        using var reading = store.Read();
        return reading.First(
            "SELECT id, type, size, width, height FROM media WHERE sha256 = @sha256 AND name = @name AND erased_by IS NULL",
            r => new MediaFile(Guid.Parse(r.GetString(0)), name, r.GetString(1), r.GetInt64(2), digest, r.IsDBNull(3) ? null : (int)r.GetInt64(3), r.IsDBNull(4) ? null : (int)r.GetInt64(4)),
            ("@sha256", digest.ToBytes()), ("@name", name));
    }

    private static (long Size, Digest Digest) Copy(Stream content, string path, string name)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using var stream = StorageFault.Try(() => new FileStream(path, FileMode.CreateNew, FileAccess.Write));
        var buffer = new byte[81920];
        long size = 0;
        for (int read; (read = content.Read(buffer)) > 0;)
        {
            size += read;
            if (size > MaxBytes) throw new UserError($"{name} is larger than {MaxBytes >> 20} MB; make it smaller.");
            hash.AppendData(buffer, 0, read);
            StorageFault.Try(() => stream.Write(buffer, 0, read));
        }
        if (size == 0) throw new UserError($"{name} is empty.");
        StorageFault.Try(() => stream.Flush(flushToDisk: true));
        return (size, Digest.FromBytes(hash.GetHashAndReset()));
    }

    // Only the header is read; a picture that claims a gigapixel is refused before anybody decodes it.
    private static (int? Width, int? Height) Dimensions(string path, string name)
    {
        try
        {
            using var image = NetVips.Image.NewFromFile(path, access: NetVips.Enums.Access.Sequential);
            if ((long)image.Width * image.Height * Math.Max(1, image.Contains("n-pages") ? (int)image.Get("n-pages") : 1) > MaxPixels)
                throw new UserError($"{name} has {image.Width:N0} × {image.Height:N0} pixels, more than any page needs; make it smaller.");
            // As it is shown: a camera held upright writes its picture lying down, and says so.
            var lies = image.Contains("orientation") && image.Get("orientation") is int and >= 5;
            return lies ? (image.Height, image.Width) : (image.Width, image.Height);
        }
        catch (NetVips.VipsException)
        {
            throw new UserError($"{name} looks like a picture but can't be read as one; save it again as JPEG, PNG or WebP.");
        }
    }

    private static string SafeName(string name)
    {
        name = Path.GetFileName(name.Replace('\\', '/')).Normalize();
        var safe = string.Concat(name.Where(c => !char.IsControl(c) && !"<>:\"/|?*#%&".Contains(c))).Trim(' ', '.');
        return safe.Length switch { 0 => "file", > 120 => safe[^120..], _ => safe };
    }
}

/// <summary>Where files are kept can't be reached, or does not keep them; what was asked for may be asked for again.</summary>
public sealed class StorageFault(Exception cause) : Exception($"Files can't be kept just now ({cause.Message.TrimEnd('.')}); nothing was lost, try again.", cause)
{
    internal static void Try(Action call) => Try<object?>(() =>
    {
        call();
        return null;
    });

    internal static T Try<T>(Func<T> call)
    {
        try
        {
            return call();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StorageFault(e);
        }
    }
}
