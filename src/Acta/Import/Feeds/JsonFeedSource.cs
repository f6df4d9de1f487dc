using System.Text;
using System.Text.Json;
using Acta.Store;

namespace Acta.Import.Feeds;

/// <summary>JSON Feed 1.0 and 1.1, of any size.</summary>
internal sealed class JsonFeedSource(string? language, ImportReport report, string? site, MappingFile map) : ISource
{
    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 64 };

    /// <inheritdoc/>
    public IEnumerable<SourceItem> Read(InputFile file)
    {
        var head = file.Beginning();
        if (head.AsSpan().TrimStart("\uFEFF \t\r\n"u8) is not [(byte)'{', ..] || InputFile.Sniff(head).Format == "jsonl") throw file.IsNot("a JSON Feed", head);
        using var feed = new JsonItems(file);
        FeedFacts? facts = null;
        foreach (var part in feed.Read())
        {
            if (part is null)
            {
                facts = FeedFacts.Of(feed.Members);
                // Members may follow the items; they are looked for only where they are missed.
                if (facts.Version is null || (facts.Language is null && language is null)) facts = FeedFacts.Of(AllMembers(file));
                CheckVersion(file, facts);
                continue;
            }
            if (Item(file, part, facts!) is { } item) yield return item;
        }
        if (facts is null)
        {
            CheckVersion(file, FeedFacts.Of(feed.Members));
            throw new UserError($"{file.Name} has no list \"items\"; it is not a whole JSON Feed.");
        }
    }

    private SourceItem? Item(InputFile file, JsonItem part, FeedFacts facts)
    {
        var where = $"item {part.Number} (line {part.Line})";
        if (part.Json is null)
        {
            report.Problem(file.Name, where, "", $"the item is larger than {JsonItems.MaxItem:N0} bytes; a document may have {Record.Document.MaxBytes:N0}. Split it.");
            return null;
        }
        JsonElement e;
        try
        {
            using var document = JsonDocument.Parse(part.Json, Strict);
            e = document.RootElement.Clone();
        }
        catch (JsonException broken)
        {
            report.Problem(file.Name, where, "", $"broken JSON at line {part.Line + (broken.LineNumber ?? 0)}, byte {(broken.BytePositionInLine ?? 0) + 1}: {FirstWords(broken.Message)}");
            return null;
        }
        if (e.ValueKind != JsonValueKind.Object)
        {
            report.Problem(file.Name, where, "", "an item must be an object.");
            return null;
        }
        try
        {
            var read = new FeedItem(e, facts, site, map, report);
            if (read.Id is not { } id)
            {
                report.Problem(file.Name, where, read.Title ?? "", "the item has no id; JSON Feed wants one, and without it a second import could not find it.");
                return null;
            }
            var tag = read.Language ?? language ?? facts.Language;
            if (tag is null)
            {
                report.Problem(file.Name, where, read.Title ?? id, "neither the item nor the feed says its language; add --lang en (or another).");
                return null;
            }
            return new SourceItem
            {
                File = file.Name,
                Where = where,
                Key = $"{facts.Host}|{id}",
                Group = read.Group,
                Names = [id, .. read.Url is { } url ? [url] : Array.Empty<string>()],
                Language = tag,
                Title = read.Title ?? id,
                Weight = part.Json.Length * 3,
                Convert = () => read.Convert(tag),
            };
        }
        catch (BadItem bad)
        {
            report.Problem(file.Name, where, "", bad.Message);
            return null;
        }
    }

    private static Dictionary<string, byte[]> AllMembers(InputFile file)
    {
        using var feed = new JsonItems(file with { });
        foreach (var _ in feed.Read()) { }
        return feed.Members;
    }

    private static void CheckVersion(InputFile file, FeedFacts facts)
    {
        if (facts.Version is null) throw new UserError($"{file.Name} is JSON, but names no version \"https://jsonfeed.org/version/1.1\"; it is not a JSON Feed.");
        if (!facts.Version.Contains("jsonfeed.org/version/1", StringComparison.Ordinal)) throw new UserError($"{file.Name} is of the version \"{facts.Version}\"; Acta reads JSON Feed 1.0 and 1.1.");
    }

    internal static string FirstWords(string message)
    {
        var at = message.IndexOf(" LineNumber", StringComparison.Ordinal);
        return at > 0 ? message[..at].TrimEnd() : message;
    }
}

/// <summary>What a feed says of all its items.</summary>
internal sealed record FeedFacts(string? Version, string? Language, string Host, Uri? Home, string? Author)
{
    public static FeedFacts Of(IReadOnlyDictionary<string, byte[]> members)
    {
        var home = Text(members, "home_page_url") ?? Text(members, "feed_url");
        Uri.TryCreate(home, UriKind.Absolute, out var uri);
        return new FeedFacts(Text(members, "version"), Text(members, "language"), uri?.Host ?? Text(members, "title") ?? "", uri, null);
    }

    private static string? Text(IReadOnlyDictionary<string, byte[]> members, string name)
    {
        if (!members.TryGetValue(name, out var json)) return null;
        try
        {
            using var document = JsonDocument.Parse(json);
            return document.RootElement.ValueKind == JsonValueKind.String && document.RootElement.GetString() is { } text && !string.IsNullOrWhiteSpace(text) ? text.Trim() : null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or DecoderFallbackException)
        {
            return null;
        }
    }
}
