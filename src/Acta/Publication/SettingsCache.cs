using Acta.Record;
using Acta.Record.Site;

namespace Acta.Publication;

/// <summary>The settings are read for every publish and change once a year: the parsed document, by its digest.</summary>
internal static class SettingsCache
{
    private static Kept? s_last;

    public static SiteSettings Get(Digest digest, Func<Digest, byte[]> read)
    {
        if (s_last is { } last && last.Digest == digest) return last.Settings;
        var settings = (SiteSettings)Document.Read(read(digest));
        s_last = new Kept(digest, settings);
        return settings;
    }

    private sealed record Kept(Digest Digest, SiteSettings Settings);
}
