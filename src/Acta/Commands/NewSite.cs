using Acta.Publication;
using Acta.Record;
using Acta.Record.Site;
using Acta.Store;

namespace Acta.Commands;

/// <summary>Makes a data folder with a key and an empty log, ready for its first settings.</summary>
internal static class NewSite
{
    private const int WrongWords = 2;

    /// <summary>Makes the folder and the log; what was made is taken away again when a step fails.</summary>
    /// <exception cref="UserError">The origin does not work, or the folder can't be made.</exception>
    public static (DataFolder Folder, MainStore Store, Publisher Publisher) Create(string path, string origin, string? storeConnection, TimeProvider time, string? stateFolder = null)
    {
        CheckOrigin(origin);
        var folder = DataFolder.Create(path, origin, storeConnection);
        MainStore? store = null;
        try
        {
            var key = LogKey.Create(folder);
            store = MainStore.Open(folder);
            using (var reading = store.Read())
                if (reading.Head() is not null) throw new UserError("The PostgreSQL database holds a log already; name an empty database, or serve that log from its own data folder.");
            folder.Complete();
            return (folder, store, new Publisher(store, key, new ReleasedHead(LogKey.MemoryName(key.Verifier), stateFolder), time));
        }
        catch
        {
            store?.Dispose();
            Directory.Delete(folder.Path, recursive: true);
            throw;
        }
    }

    /// <summary>Publishes the settings that a new site begins with.</summary>
    public static void PublishSettings(Publisher publisher, SiteSettings settings, string actor)
    {
        var outcome = publisher.Publish([new Proposal { Act = Act.Publish, Resource = settings.Id, Kind = "settings", Document = settings }], actor);
        if (outcome is PublishOutcome.Refused refused) throw new UserError(refused.Refusals[0].Sentence);
    }

    private static string Punycode(string host)
    {
        try
        {
            return new System.Globalization.IdnMapping().GetAscii(host);
        }
        catch (ArgumentException)
        {
            return "its xn-- form";
        }
    }

    /// <summary>The origin is the log's name for ever and the host of every absolute address: host, then a path.</summary>
    /// <exception cref="UserError">It is not one.</exception>
    public static void CheckOrigin(string origin)
    {
        var slash = origin.IndexOf('/');
        var host = slash < 0 ? origin : origin[..slash];
        if (origin.Contains("://", StringComparison.Ordinal))
            throw new UserError($"\"{origin}\" has a scheme; an origin is a host and a path without one, such as news.example.org/log.", WrongWords);
        if (!System.Text.Ascii.IsValid(origin))
            throw new UserError($"\"{origin}\" has letters beyond ASCII; write the host as {Punycode(host)}, and the path with Latin letters.", WrongWords);
        if (slash < 0 || Uri.CheckHostName(host.Split(':')[0]) == UriHostNameType.Unknown || origin.EndsWith('/') || origin.Any(c => c is ' ' or '+' || char.IsControl(c)))
            throw new UserError($"\"{origin}\" is not an origin; it is a host and a path, such as news.example.org/log, without spaces and +, and without a slash at its end.", WrongWords);
    }
}
