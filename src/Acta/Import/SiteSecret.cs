using System.Security.Cryptography;
using System.Text;
using Acta.Store;

namespace Acta.Import;

/// <summary>
/// The secret that makes ids of imported articles: importing again finds them, and nobody outside can guess the id of one.
/// </summary>
internal sealed class SiteSecret
{
    private readonly byte[] _secret;

    private SiteSecret(byte[] secret) => _secret = secret;

    /// <summary>The site's secret, made at the first import and kept with the log.</summary>
    public static SiteSecret Of(MainStore store)
    {
        using (var reading = store.Read())
            if (Stored(reading) is { } known) return new SiteSecret(Convert.FromHexString(known));
        using var writing = store.BeginWrite();
        // Another import may have made it just now.
        if (Stored(writing) is { } made) return new SiteSecret(Convert.FromHexString(made));
        var secret = RandomNumberGenerator.GetBytes(32);
        writing.Execute("INSERT INTO meta (name, value) VALUES ('import-secret', @value)", ("@value", Convert.ToHexStringLower(secret)));
        writing.Commit();
        return new SiteSecret(secret);
    }

    /// <summary>A secret of its own, for a run that stores nothing.</summary>
    public static SiteSecret Passing() => new(RandomNumberGenerator.GetBytes(32));

    /// <summary>The id of what a source calls by this name.</summary>
    public Guid IdOf(string source, string name)
    {
        // A NUL can stand in neither, so no two pairs are one text.
        var hash = HMACSHA256.HashData(_secret, Encoding.UTF8.GetBytes(source + "\0" + name)).AsSpan(0, 16).ToArray();
        hash[6] = (byte)((hash[6] & 0x0F) | 0x80);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new Guid(hash, bigEndian: true);
    }

    private static string? Stored(Reading r) => r.Scalar<string>("SELECT value FROM meta WHERE name = 'import-secret'");
}
