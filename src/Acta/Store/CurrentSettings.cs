using Acta.Record;
using Acta.Record.Site;

namespace Acta.Store;

/// <summary>The site's settings in force.</summary>
public static class CurrentSettings
{
    /// <summary>As they are in the log, with their digest; null before any were published.</summary>
    public static (SiteSettings Settings, Digest Digest)? Of(Reading r)
    {
        var digest = r.First("SELECT digest FROM heads WHERE kind = 'settings'", row => (byte[])row[0]);
        return digest is null ? null : ((SiteSettings)Document.Read(r.Document(Digest.FromBytes(digest)).Bytes!), Digest.FromBytes(digest));
    }
}
