using Acta.Store;

namespace Acta.Following;

/// <summary>The names beside a views file, and the steps from one file to another.</summary>
internal sealed class ViewFiles(DataFolder folder, int foldVersion)
{
    public string Current { get; } = folder.ViewsFile(foldVersion);

    /// <summary>Being built; nobody reads it.</summary>
    public string Building => Current + ".rebuilding";

    /// <summary>Whole, waiting to take the place of <see cref="Current"/>: whoever holds the follower's lock sees to it.</summary>
    public string Built => Current + ".rebuilt";

    public string FollowerLockFile { get; } = Path.Combine(folder.Path, "views.lock");

    public string RebuildLockFile { get; } = Path.Combine(folder.Path, "views-rebuild.lock");

    public static void Delete(string file)
    {
        // The write-ahead log first: it must never be found beside another file of the name.
        foreach (var part in new[] { file + "-wal", file + "-shm", file }) File.Delete(part);
    }

    public void MarkBuilt()
    {
        Delete(Built);
        File.Move(Building, Built);
    }

    /// <summary>Puts the built file in the place of the current one; nobody may have either open.</summary>
    public void TakeOver()
    {
        Delete(Current);
        File.Move(Built, Current);
    }

    /// <summary>
    /// Deletes what earlier folds and broken-off rebuilds left: they hold texts that an erasure would not reach.
    /// </summary>
    public void DeleteLeftovers()
    {
        foreach (var file in Directory.EnumerateFiles(folder.Path, "views-*.db"))
            if (Path.GetFileNameWithoutExtension(file)["views-".Length..] is var version && int.TryParse(version, out var number) && number < foldVersion)
                Delete(file);
        if (!File.Exists(Building)) return;
        using var alone = FollowerLock.TryTake(RebuildLockFile);
        if (alone is not null) Delete(Building);
    }
}
