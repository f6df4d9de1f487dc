using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Acta.Record;

namespace Acta.Store;

/// <summary>
/// The highest checkpoint ever released, with the digests erased, kept outside the data folder: what an old backup, a copied
/// folder or a lagging replica is measured by, so that it does not sign a second history.
/// </summary>
/// <remarks>
/// Two slots of 4 KiB in one file, written in turn and flushed to the disk: a crash tears at most the slot being written, and
/// the other still holds the head before. The erased digests are lines of a second file that only grows.
/// </remarks>
public sealed class ReleasedHead
{
    private const int SlotSize = 4096;

    private readonly string _file;
    private readonly string _erasedFile;
    private readonly Lock _gate = new();
    private long _size = -1;

    /// <summary>The memory of one log, under its key's id.</summary>
    /// <param name="keyId">Of the log's key, 8 hexadecimal digits and the origin's digest: no two logs share it.</param>
    /// <param name="stateFolder">Null: <c>$ACTA_STATE_DIR</c>, else the user's state folder.</param>
    /// <exception cref="UserError">The folder can't be written.</exception>
    public ReleasedHead(string keyId, string? stateFolder = null)
    {
        var folder = Path.Combine(stateFolder ?? StateFolder(), keyId);
        _file = Path.Combine(folder, "released");
        _erasedFile = Path.Combine(folder, "erased");
        try
        {
            Directory.CreateDirectory(folder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UserError($"{folder} can't be made ({e.Message.TrimEnd('.')}); the highest released head is kept there: set ACTA_STATE_DIR to a folder this user may write, outside the data folder.");
        }
    }

    /// <summary>Where the memory is kept.</summary>
    public string Folder => Path.GetDirectoryName(_file)!;

    /// <summary>The highest checkpoint released, or null before the first.</summary>
    public string? Read()
    {
        lock (_gate) return ReadSlots().Checkpoint;
    }

    /// <summary>Remembers this checkpoint, on disk before it returns, unless as high a one is remembered already.</summary>
    public void Release(long size, string checkpoint)
    {
        lock (_gate)
        {
            if (size <= _size) return;
            using var stream = Exclusive();
            var (slot, known, _) = ReadSlots(stream);
            if (size > known)
            {
                Span<byte> bytes = stackalloc byte[SlotSize];
                bytes.Clear();
                var text = Encoding.UTF8.GetBytes(checkpoint);
                BinaryPrimitives.WriteInt64BigEndian(bytes, size);
                BinaryPrimitives.WriteInt32BigEndian(bytes[8..], text.Length);
                text.CopyTo(bytes[12..]);
                SHA256.HashData(bytes[..(12 + text.Length)], bytes[^32..]);
                stream.Position = (1 - slot) * SlotSize;
                stream.Write(bytes);
                stream.Flush(flushToDisk: true);
            }
            _size = Math.Max(size, known);
        }
    }

    /// <summary>Every document erased so far, with the entry that did it.</summary>
    public IReadOnlyDictionary<Digest, long> Erased()
    {
        lock (_gate)
        {
            var erased = new Dictionary<Digest, long>();
            if (!File.Exists(_erasedFile)) return erased;
            foreach (var line in File.ReadLines(_erasedFile))
                if (line.IndexOf(' ') is var space and > 0 && Digest.TryParse(line[..space], out var digest) && long.TryParse(line[(space + 1)..], out var entry)) erased[digest] = entry;
            return erased;
        }
    }

    /// <summary>Remembers erased documents, on disk before it returns.</summary>
    public void AddErased(IEnumerable<(Digest Digest, long Entry)> erased)
    {
        lock (_gate)
        {
            using var stream = new FileStream(_erasedFile, FileMode.Append, FileAccess.Write, FileShare.ReadWrite);
            // A line torn by a crash ends here, and is not read.
            stream.Write(Encoding.ASCII.GetBytes("\n" + string.Concat(erased.Select(e => $"{e.Digest.Hex} {e.Entry}\n"))));
            stream.Flush(flushToDisk: true);
        }
    }

    private static string StateFolder()
    {
        if (Environment.GetEnvironmentVariable("ACTA_STATE_DIR") is { Length: > 0 } named) return named;
        var state = Environment.GetEnvironmentVariable("XDG_STATE_HOME") is { Length: > 0 } xdg
            ? xdg
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".local", "state");
        return Path.Combine(state, "acta");
    }

    private (int Slot, long Size, string? Checkpoint) ReadSlots()
    {
        if (!File.Exists(_file)) return (1, -1, null);
        using var stream = Exclusive();
        return ReadSlots(stream);
    }

    // The slot that holds the highest head; 1 when none does, so that the first one written is slot 0.
    private static (int Slot, long Size, string? Checkpoint) ReadSlots(FileStream stream)
    {
        var best = (Slot: 1, Size: -1L, Checkpoint: (string?)null);
        var bytes = new byte[SlotSize];
        Span<byte> hash = stackalloc byte[32];
        for (var slot = 0; slot < 2; slot++)
        {
            stream.Position = slot * SlotSize;
            if (stream.ReadAtLeast(bytes, SlotSize, throwOnEndOfStream: false) < SlotSize) continue;
            var size = BinaryPrimitives.ReadInt64BigEndian(bytes);
            var length = BinaryPrimitives.ReadInt32BigEndian(bytes.AsSpan(8));
            if (length is < 0 or > SlotSize - 44) continue;
            SHA256.HashData(bytes.AsSpan(0, 12 + length), hash);
            if (!hash.SequenceEqual(bytes.AsSpan(SlotSize - 32)) || size <= best.Size) continue;
            best = (slot, size, Encoding.UTF8.GetString(bytes, 12, length));
        }
        return best;
    }

    // Several processes publish to one log; each holds the file for the length of one write.
    private FileStream Exclusive()
    {
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                return new FileStream(_file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0);
            }
            catch (IOException) when (attempt < 500)
            {
                Thread.Sleep(2);
            }
        }
    }
}
