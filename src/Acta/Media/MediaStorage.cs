using Acta.Store;

namespace Acta.Media;

/// <summary>
/// Where the bytes of files lie, each under an id that names them for ever: a folder here, or an object store elsewhere. What
/// can't be done now throws an <see cref="IOException"/> (or <see cref="UnauthorizedAccessException"/>); the same call again
/// may work.
/// </summary>
public interface IMediaStorage
{
    /// <summary>Takes a file of this machine over. On return all of it is there and stays; after a fault the id may hold anything, and nobody knows it.</summary>
    void Put(Guid id, string path);

    /// <summary>How many bytes there are under an id; null where there is nothing.</summary>
    long? Length(Guid id);

    /// <summary>Reads a part of a file.</summary>
    Stream Open(Guid id, long from, long count);

    /// <summary>The file as one of this machine's, where it lies on it: the system sends it to readers and decoders open it without a copy.</summary>
    string? PathOf(Guid id);

    /// <summary>Destroys the bytes; nothing where there are none.</summary>
    void Delete(Guid id);
}

/// <summary>The data folder's own: <c>media/ab/abcdef…</c>.</summary>
public sealed class FolderStorage(DataFolder folder) : IMediaStorage
{
    /// <inheritdoc/>
    public void Put(Guid id, string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(PathOf(id))!);
        // Written to the disk before, by whoever made it; whole under its name or not there at all.
        File.Move(path, PathOf(id), overwrite: true);
    }

    /// <inheritdoc/>
    public long? Length(Guid id) => new FileInfo(PathOf(id)) is { Exists: true, Length: var length } ? length : null;

    /// <inheritdoc/>
    public Stream Open(Guid id, long from, long count)
    {
        var stream = File.OpenRead(PathOf(id));
        stream.Position = from;
        return stream;
    }

    /// <inheritdoc cref="IMediaStorage.PathOf"/>
    public string PathOf(Guid id) => MediaLibrary.PathOf(folder, id);

    string? IMediaStorage.PathOf(Guid id) => PathOf(id);

    /// <inheritdoc/>
    public void Delete(Guid id)
    {
        if (File.Exists(PathOf(id))) Wipe(PathOf(id));
    }

    /// <summary>Overwritten first: the blocks of a deleted file stay on the disk until something else takes them.</summary>
    internal static void Wipe(string path)
    {
        using (var stream = new FileStream(path, FileMode.Open, FileAccess.Write))
        {
            var zeros = new byte[65536];
            for (var left = stream.Length; left > 0; left -= zeros.Length) stream.Write(zeros, 0, (int)Math.Min(left, zeros.Length));
            stream.Flush(flushToDisk: true);
        }
        File.Delete(path);
    }
}
