using System.Net;
using Acta.Ledger;
using Acta.Record;
using Acta.Store;

namespace Acta.Verification;

/// <summary>
/// Checks a served log from outside, trusting nothing but its key and the checkpoint seen last: signature, growth, every
/// entry and tile, and every document by its digest.
/// </summary>
public sealed class ServedAudit
{
    private const int AtOnce = 8;
    // A site that publishes meanwhile may withhold what was served a moment ago: then the newer log is read.
    private const int MostReadings = 3;

    private readonly HttpClient _http;
    private readonly Uri _site;
    private readonly NoteVerifier _key;
    private readonly LogReader _reader;
    private long _right;
    private long _erased;

    private ServedAudit(HttpClient http, Uri address, NoteVerifier key)
    {
        (_http, _key) = (http, key);
        var text = address.GetLeftPart(UriPartial.Path).TrimEnd('/');
        var site = text.EndsWith("/log", StringComparison.Ordinal) ? text[..^4] : text;
        _site = new Uri(site + "/");
        _reader = new LogReader(LogReader.OverHttp(http, new Uri(_site, "log")), key.Name, [key]);
    }

    /// <summary>Checks everything; with a state file also that the log has only grown since the last time.</summary>
    /// <exception cref="HttpRequestException">The server can't be reached, or fails.</exception>
    /// <exception cref="UserError">The state file can't be used.</exception>
    public static AuditResult Run(Uri address, NoteVerifier key, string? stateFile)
    {
        using var http = new HttpClient(new SocketsHttpHandler { AutomaticDecompression = DecompressionMethods.All, AllowAutoRedirect = true }) { Timeout = TimeSpan.FromSeconds(60) };
        var audit = new ServedAudit(http, address, key);
        var remembered = stateFile is null ? null : ReadState(stateFile);
        for (var reading = 1; ; reading++)
        {
            if (!audit._reader.TryReadCheckpoint(out var signed, out var reason)) return audit.Result(null, new LogFault("the checkpoint", $"one signed by {key}", reason.TrimEnd('.')));
            var result = audit.Check(signed, remembered);
            if (result.Fault is null && stateFile is not null) WriteState(stateFile, signed);
            if (result.Fault is null || reading == MostReadings || !audit._reader.TryReadCheckpoint(out var now, out _) || now.Checkpoint.Size == signed.Checkpoint.Size) return result;
        }
    }

    private AuditResult Check(SignedCheckpoint signed, Checkpoint? remembered)
    {
        (_right, _erased) = (0, 0);
        if (remembered is not null && remembered.Size > signed.Checkpoint.Size)
            return Result(null, new LogFault("the log", $"at least the {remembered.Size} entries it once showed", $"{signed.Checkpoint.Size}: it was rolled back"), isFork: true);
        var record = new ExpectedRecord();
        var view = _reader.At(signed);
        var audit = view.Audit(record.Take);
        if (audit.Fault is { } broken) return Result(audit, broken);
        // All tiles are right by now, so a difference is a rewritten history and no damage on the way.
        if (remembered is not null && !view.TryExtends(remembered, out var reason))
            return Result(audit, new LogFault($"the first {remembered.Size} entries", $"the root {remembered.Root}, which it once showed", reason.TrimEnd('.')), isFork: true);
        return Result(audit, record.Check() ?? CheckDocuments(record));
    }

    private AuditResult Result(LogAudit? audit, LogFault? fault, bool isFork = false) =>
        new(audit?.Entries ?? 0, _right, _erased, audit?.Tiles ?? 0, 0, fault, isFork);

    private LogFault? CheckDocuments(ExpectedRecord record)
    {
        LogFault? first = null;
        var (gate, firstEntry) = (new Lock(), long.MaxValue);
        var facts = new ExpectedFacts();
        Exception? failed = null;
        Parallel.ForEach(record.Documents, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, (document, loop) =>
        {
            try
            {
                if (Check(document.Key, document.Value, facts) is not { } fault) return;
                lock (gate)
                    if (document.Value.Entry < firstEntry) (firstEntry, first) = (document.Value.Entry, fault);
            }
            catch (Exception e) when (e is HttpRequestException or TaskCanceledException)
            {
                failed = e;
                loop.Stop();
            }
        });
        if (failed is not null) throw new HttpRequestException(failed.Message, failed);
        return first;
    }

    private LogFault? Check(Digest digest, Brought brought, ExpectedFacts facts)
    {
        var place = $"entry {brought.Entry}, document {digest}";
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(_site, $"api/v1/documents/{digest}"));
        using var answer = _http.Send(request, HttpCompletionOption.ResponseHeadersRead);
        if (answer.StatusCode >= HttpStatusCode.InternalServerError) answer.EnsureSuccessStatusCode();
        var expected = brought.State == DocumentState.Served ? HttpStatusCode.OK : HttpStatusCode.Gone;
        if (answer.StatusCode != expected) return new LogFault(place, $"the answer {(int)expected}, because it is {brought.State.ToString().ToLowerInvariant()}", $"the answer {(int)answer.StatusCode}");
        if (expected == HttpStatusCode.Gone)
        {
            Interlocked.Increment(ref _erased);
            return null;
        }
        using var body = answer.Content.ReadAsStream();
        var bytes = new MemoryStream();
        var buffer = new byte[16384];
        for (int read; (read = body.Read(buffer)) > 0;)
        {
            bytes.Write(buffer, 0, read);
            if (bytes.Length > Document.MaxBytes) return new LogFault(place, $"at most {Document.MaxBytes} bytes", "more");
        }
        var found = Digest.Of(bytes.GetBuffer().AsSpan(0, (int)bytes.Length));
        if (found != digest) return new LogFault(place, "bytes of that digest", $"bytes of the digest {found}");
        try
        {
            if (facts.Add(brought, digest, Document.Read(bytes.ToArray())) is { } fault) return fault;
        }
        catch (RecordFormatException e)
        {
            return new LogFault(place, "a document that this version of Acta can read", e.Message);
        }
        Interlocked.Increment(ref _right);
        return null;
    }

    // The signed note as it was served. Its signature is not looked at again: after a change of the log's key it is the old one's.
    private static Checkpoint? ReadState(string file)
    {
        if (!File.Exists(file)) return null;
        try
        {
            if (Note.TryParse(File.ReadAllBytes(file), out var note, out _) && Checkpoint.TryParse(note.Text, out var checkpoint, out _)) return checkpoint;
            throw new UserError($"{file} holds no checkpoint of a log; name another with --state.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UserError($"{file} can't be read ({e.Message.TrimEnd('.')}).");
        }
    }

    private static void WriteState(string file, SignedCheckpoint signed)
    {
        try
        {
            using (var stream = new FileStream(file + ".new", FileMode.Create, FileAccess.Write))
            {
                stream.Write(signed.Bytes.Span);
                stream.Flush(flushToDisk: true);
            }
            File.Move(file + ".new", file, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UserError($"The log is right, but {file} can't be written ({e.Message.TrimEnd('.')}): the next check could not tell whether it only grew.");
        }
    }
}
