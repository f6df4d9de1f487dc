using System.Globalization;

namespace Acta.Store;

/// <summary>
/// A lock that dies with its process, on a file of the data folder: who serves it, who folds its log. The file says who has it.
/// </summary>
public sealed class FolderLock : IDisposable
{
    private readonly FileStream _stream;

    private FolderLock(FileStream stream) => _stream = stream;

    /// <summary>Takes the lock; null when another process has it, with a sentence of who.</summary>
    public static FolderLock? TryTake(DataFolder folder, string name, out string? holder)
    {
        holder = null;
        var path = Path.Combine(folder.Path, name + ".lock");
        try
        {
            // FileShare.None is an exclusive flock: the kernel lets go of it when the process ends, however it ends.
            var stream = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            stream.SetLength(0);
            stream.Write(System.Text.Encoding.UTF8.GetBytes(
                $"process {Environment.ProcessId.ToString(CultureInfo.InvariantCulture)} since {DateTimeOffset.UtcNow:yyyy-MM-dd HH:mm:ss} UTC"));
            stream.Flush();
            return new FolderLock(stream);
        }
        catch (UnauthorizedAccessException)
        {
            throw new UserError($"{path} can't be written by this user; run as the user the data folder belongs to.");
        }
        catch (IOException) when (File.Exists(path))
        {
            using var reader = new StreamReader(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
            holder = reader.ReadToEnd() is { Length: > 0 } text ? text : "another process";
            return null;
        }
    }

    /// <summary>Takes the lock of the one server.</summary>
    /// <exception cref="UserError">Another server has the data folder.</exception>
    public static FolderLock TakeServer(DataFolder folder) => TryTake(folder, "server", out var holder)
        ?? throw new UserError($"Another server has the data folder {folder.Path} ({holder}); stop that one first, or serve another folder with --data.");

    /// <inheritdoc/>
    public void Dispose() => _stream.Dispose();
}
