using System.Diagnostics.CodeAnalysis;
using System.Net;

namespace Acta.Ledger;

/// <summary>Fetches a resource of a log by its path below the prefix, such as <c>checkpoint</c> or <c>tile/0/000.p/7</c>.</summary>
/// <param name="path">Without a leading slash.</param>
/// <returns>The bytes, or null when the log has no such resource. A log that can't be reached throws.</returns>
public delegate byte[]? LogFetch(string path);

/// <summary>
/// Reads a log it does not trust: a server's, a mirror's, a folder's. Nothing is believed but what the log's key has signed
/// and what hashes up to it (C2SP tlog-tiles, tlog-checkpoint).
/// </summary>
public sealed class LogReader
{
    /// <summary>The longest resource a log can have: a bundle of 256 entries of the longest kind.</summary>
    public const int MaxResourceSize = Tile.FullWidth * (2 + EntryBundle.MaxEntrySize);

    private readonly LogFetch _fetch;
    private readonly IReadOnlyCollection<NoteVerifier> _logKeys;

    /// <summary>A reader of one log.</summary>
    /// <param name="fetch">How to get its resources.</param>
    /// <param name="origin">Its origin.</param>
    /// <param name="logKeys">Its keys, one of which must have signed each checkpoint.</param>
    public LogReader(LogFetch fetch, string origin, IReadOnlyCollection<NoteVerifier> logKeys)
    {
        _fetch = fetch;
        _logKeys = logKeys;
        Origin = origin;
    }

    /// <summary>The log's origin.</summary>
    public string Origin { get; }

    /// <summary>Fetches over HTTP.</summary>
    /// <param name="client">A client with the caller's time limits; it may decompress.</param>
    /// <param name="prefix">The log's URL prefix, such as <c>https://example.org/log</c>.</param>
    /// <returns>A fetch that gives null for 404 and 410, and throws <see cref="HttpRequestException"/> when the server can't be
    /// reached, answers otherwise, or sends more than <see cref="MaxResourceSize"/> bytes.</returns>
    public static LogFetch OverHttp(HttpClient client, Uri prefix) => path =>
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri($"{prefix.AbsoluteUri.TrimEnd('/')}/{path}"));
        using var response = client.Send(request, HttpCompletionOption.ResponseHeadersRead);
        if (response.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.Gone) return null;
        response.EnsureSuccessStatusCode();

        using var body = response.Content.ReadAsStream();
        using var bytes = new MemoryStream();
        Span<byte> buffer = stackalloc byte[8192];
        for (int read; (read = body.Read(buffer)) > 0;)
        {
            if (bytes.Length + read > MaxResourceSize) throw new HttpRequestException($"{request.RequestUri} is longer than any resource of a log.");
            bytes.Write(buffer[..read]);
        }
        return bytes.ToArray();
    };

    /// <summary>Fetches the checkpoint and verifies that the log signed it.</summary>
    /// <param name="checkpoint">The checkpoint, when true is returned.</param>
    /// <param name="reason">A sentence, when false is returned.</param>
    public bool TryReadCheckpoint([NotNullWhen(true)] out SignedCheckpoint? checkpoint, [NotNullWhen(false)] out string? reason)
    {
        checkpoint = null;
        reason = "The log has no checkpoint.";
        return _fetch("checkpoint") is { } bytes && SignedCheckpoint.TryOpen(bytes, Origin, _logKeys, out checkpoint, out reason);
    }

    /// <summary>The log as a checkpoint describes it.</summary>
    public LogView At(SignedCheckpoint checkpoint) => new(_fetch, checkpoint);
}
