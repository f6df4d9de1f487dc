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
        Write(FileOf(folder), signer);
        return signer;
    }

    // Flushed to the disk, readable by its owner alone.
    private static void Write(string file, NoteSigner signer)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = OwnerOnly;
        using var stream = new FileStream(file, options);
        stream.Write(System.Text.Encoding.ASCII.GetBytes(signer.ExportPrivateKey() + "\n"));
        stream.Flush(flushToDisk: true);
    }

    /// <summary>Reads the key.</summary>
    /// <exception cref="UserError">There is none, others can read it, it is damaged, or it is another log's.</exception>
    public static NoteSigner Read(DataFolder folder)
    {
        if (FromEnvironment(folder.Origin) is { } given) return given;
        if (IsChanging(folder))
            throw new UserError($"A change of the log's key or origin was begun in {folder.Path} and not finished; finish it with the same command again: acta key --change --data {folder.Path}, or acta origin.");
        return ReadFile(FileOf(folder), folder.Origin);
    }

    /// <summary>
    /// The key that signs next: waiting beside the one in use until the log itself has named it. A change that was broken off
    /// goes on with the key it had.
    /// </summary>
    public static NoteSigner Next(DataFolder folder, string origin)
    {
        if (Environment.GetEnvironmentVariable("ACTA_LOG_KEY") is { Length: > 0 })
            throw new UserError("The log's key comes from ACTA_LOG_KEY; to change it, put it into keys/log.key first, and take the variable away.");
        if (File.Exists(NextFileOf(folder))) return ReadFile(NextFileOf(folder), origin);
        var next = NoteSigner.Generate(origin);
        Write(NextFileOf(folder), next);
        return next;
    }

    /// <summary>The key in use while a change is under way.</summary>
    public static NoteSigner Current(DataFolder folder, string origin) => ReadFile(FileOf(folder), origin);

    /// <summary>Whether a change of key or origin was begun and not finished.</summary>
    public static bool IsChanging(DataFolder folder) => File.Exists(NextFileOf(folder));

    /// <summary>Whose key is in use, whatever the folder is called.</summary>
    public static string NameOf(DataFolder folder) =>
        NoteSigner.TryParse(File.ReadAllText(FileOf(folder)), out var signer, out _) ? signer.Name : throw new UserError($"{FileOf(folder)} is not a private key of a log (PRIVATE+KEY+…); put back the right one.");

    /// <summary>Puts the next key in the place of the one in use, which is kept under its id: what it signed must stay verifiable.</summary>
    public static void Change(DataFolder folder, NoteSigner former)
    {
        var kept = Path.Combine(folder.KeysFolder, $"log.key.until-{former.Verifier.KeyId:x8}");
        if (!File.Exists(kept)) File.Copy(FileOf(folder), kept);
        File.Move(NextFileOf(folder), FileOf(folder), overwrite: true);
    }

    /// <summary>Whether there is a private key to read: in the folder, or in the environment.</summary>
    public static bool IsAtHand(DataFolder folder) => File.Exists(FileOf(folder)) || Environment.GetEnvironmentVariable("ACTA_LOG_KEY") is { Length: > 0 };

    private static NoteSigner ReadFile(string file, string origin)
    {
        if (!File.Exists(file)) throw new UserError($"{file} is missing; put the key back from its backup, or give it in ACTA_LOG_KEY.");
        if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(file) & ~OwnerOnly) != 0)
            throw new UserError($"{file} can be read by others than its owner; nothing is signed with it until you run: chmod 600 {file}");
        try
        {
            return Parse(File.ReadAllText(file), origin, file);
        }
        catch (UnauthorizedAccessException)
        {
            throw new UserError($"{file} can't be read by this user; run as the user the data folder belongs to.");
        }
    }

    /// <summary>The name of the memory of this log outside the data folder.</summary>
    public static string MemoryName(NoteVerifier key) => Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(key.PublicKey)[..8]);

    private static string FileOf(DataFolder folder) => Path.Combine(folder.KeysFolder, "log.key");

    private static string NextFileOf(DataFolder folder) => Path.Combine(folder.KeysFolder, "log.key.next");

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
