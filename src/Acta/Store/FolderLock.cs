using System.Globalization;

namespace Acta.Store;

/// <summary>
/// A lock that dies with its process, on a file of the data folder: who serves it.
/// </summary>
public sealed class FolderLock : IDisposable
{
    private const int NoSpaceLeft = 28;

    private readonly FileStream _stream;
    private readonly string _holderFile;

    private FolderLock(FileStream stream, string holderFile) => (_stream, _holderFile) = (stream, holderFile);

    /// <summary>Takes the lock; null when another process has it, with a sentence of who.</summary>
    public static FolderLock? TryTake(DataFolder folder, string name, out string? holder)
    {
        holder = null;
        var path = Path.Combine(folder.Path, name + ".lock");
        try
        {
            // FileShare.None is an exclusive flock: the kernel lets go of it when the process ends, however it ends.
            var stream = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            // Nobody else can even read what is locked so: who has it stands beside it.
            File.WriteAllText(path + ".holder", $"process {Environment.ProcessId.ToString(CultureInfo.InvariantCulture)} since {DateTimeOffset.UtcNow:yyyy-MM-dd HH:mm:ss} UTC");
            return new FolderLock(stream, path + ".holder");
        }
        catch (UnauthorizedAccessException)
        {
            throw new UserError($"{path} can't be written by this user; run as the user the data folder belongs to.");
        }
        catch (IOException e) when ((e.HResult & 0xFFFF) == NoSpaceLeft)
        {
            throw new UserError($"The disk that holds {folder.Path} is full; free space.", cause: e);
        }
        catch (IOException) when (File.Exists(path))
        {
            holder = File.Exists(path + ".holder") && File.ReadAllText(path + ".holder") is { Length: > 0 } text ? text : "another process";
            return null;
        }
    }

    /// <summary>Takes the lock of the one server.</summary>
    /// <exception cref="UserError">Another server has the data folder.</exception>
    public static FolderLock TakeServer(DataFolder folder) => TryTake(folder, "server", out var holder)
        ?? throw new UserError($"Another server has the data folder {folder.Path} ({holder}); stop that one first, or serve another folder with --data.");

    /// <inheritdoc/>
    public void Dispose()
    {
        File.Delete(_holderFile);
        _stream.Dispose();
    }
}
