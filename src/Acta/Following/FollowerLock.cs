namespace Acta.Following;

/// <summary>Held by the one process that folds into a data folder; given up by the system when the process ends, however it ends.</summary>
internal sealed class FollowerLock : IDisposable
{
    private readonly FileStream _file;

    private FollowerLock(FileStream file) => _file = file;

    /// <summary>Takes the lock, or gives null where another has it.</summary>
    public static FollowerLock? TryTake(string path)
    {
        try
        {
            return new FollowerLock(new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException) when (File.Exists(path))
        {
            return null;
        }
    }

    public void Dispose() => _file.Dispose();
}
