using Acta.Ledger;

namespace Acta.Store;

/// <summary>The key that signs the log: from <c>keys/log.key</c>, readable by its owner alone, or from <c>ACTA_LOG_KEY</c>.</summary>
public static class LogKey
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Makes a new key for the folder's origin, unless the environment holds one, and gives it.</summary>
    public static NoteSigner Create(DataFolder folder)
    {
        if (FromEnvironment(folder.Origin) is { } given) return given;
        var signer = NoteSigner.Generate(folder.Origin);
        Write(folder, signer);
        return signer;
    }

    /// <summary>Stores a key, flushed to the disk, readable by its owner alone.</summary>
    public static void Write(DataFolder folder, NoteSigner signer)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = OwnerOnly;
        using var stream = new FileStream(FileOf(folder), options);
        stream.Write(System.Text.Encoding.ASCII.GetBytes(signer.ExportPrivateKey() + "\n"));
        stream.Flush(flushToDisk: true);
    }

    /// <summary>Reads the key.</summary>
    /// <exception cref="UserError">There is none, others can read it, it is damaged, or it is another log's.</exception>
    public static NoteSigner Read(DataFolder folder)
    {
        if (FromEnvironment(folder.Origin) is { } given) return given;
        var file = FileOf(folder);
        if (!File.Exists(file)) throw new UserError($"{file} is missing; put the key back from its backup, or give it in ACTA_LOG_KEY.");
        if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(file) & ~OwnerOnly) != 0)
            throw new UserError($"{file} can be read by others than its owner; nothing is signed with it until you run: chmod 600 {file}");
        try
        {
            return Parse(File.ReadAllText(file), folder.Origin, file);
        }
        catch (UnauthorizedAccessException)
        {
            throw new UserError($"{file} can't be read by this user; run as the user the data folder belongs to.");
        }
    }

    /// <summary>The name of the memory of this log outside the data folder.</summary>
    public static string MemoryName(NoteVerifier key) => Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(key.PublicKey)[..8]);

    private static string FileOf(DataFolder folder) => Path.Combine(folder.KeysFolder, "log.key");

    private static NoteSigner? FromEnvironment(string origin) =>
        Environment.GetEnvironmentVariable("ACTA_LOG_KEY") is { Length: > 0 } text ? Parse(text, origin, "ACTA_LOG_KEY") : null;

    private static NoteSigner Parse(string text, string origin, string where)
    {
        // The reason never repeats the key.
        if (!NoteSigner.TryParse(text.Trim(), out var signer, out _)) throw new UserError($"{where} is not a private key of a log (PRIVATE+KEY+…); put back the right one.");
        if (signer.Name != origin) throw new UserError($"{where} holds the key of {signer.Name}, but this data folder is the log {origin}; put back the right one.");
        return signer;
    }
}
