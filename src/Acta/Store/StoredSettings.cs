using Acta.Record;
using Acta.Record.Site;

namespace Acta.Store;

/// <summary>The site's settings, read from the store itself.</summary>
public static class StoredSettings
{
    /// <exception cref="UserError">There are none yet.</exception>
    public static SiteSettings Of(MainStore store)
    {
        using var reading = store.Read();
        return Of(reading);
    }

    /// <inheritdoc cref="Of(MainStore)"/>
    public static SiteSettings Of(Reading reading)
    {
        var digest = reading.First("SELECT digest FROM heads WHERE kind = 'settings'", r => (byte[])r[0]) ?? throw new UserError("The site has no settings yet; make the data folder with acta init.");
        return (SiteSettings)Document.Read(reading.Document(Digest.FromBytes(digest)).Bytes!);
    }
}
