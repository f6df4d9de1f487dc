using Acta.Desk.Articles;
using Acta.Desk.Checks;
using Acta.Record;
using Acta.Record.News;
using Acta.Store;

namespace Acta.Desk.Upkeep;

/// <summary>A fault of a text that readers have now.</summary>
public sealed record PublicFault(PublicLine Text, Finding Finding)
{
    public bool IsOfLink => Finding.Code.StartsWith("link.", StringComparison.Ordinal);
}

/// <summary>What was found, when all that was public up to a position of the views had been looked through.</summary>
public sealed record PublicFaultList(long Position, IReadOnlyList<PublicFault> Faults)
{
    public int Links { get; } = Faults.Count(f => f.IsOfLink);

    public int Pictures { get; } = Faults.Count(f => !f.IsOfLink);
}

/// <summary>
/// Links that lead to nothing and pictures without words, in all that is public. Each text is read once, in the background,
/// when somebody at the desk asks; where its links lead is looked up anew after each change.
/// </summary>
public sealed class PublicFaults(MainStore store, PublishedList published) : IDisposable
{
    private const int Batch = 200;

    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _end = new();

    // Of texts without any fault or own link only the digest is kept.
    private readonly Dictionary<(Guid Id, string Language), (Digest Digest, IReadOnlyList<Finding> Suspects)> _texts = [];
    private Task _looking = Task.CompletedTask;
    private volatile PublicFaultList? _found;
    private volatile int _left;

    /// <summary>Texts that are still to be read.</summary>
    public int Left => _left;

    /// <summary>Whether what was found last is of all that is public now; else it is being looked through.</summary>
    public bool IsLooking => !_looking.IsCompleted;

    /// <summary>What was found last; null where nothing was looked through yet. Begins to look where something has changed.</summary>
    public PublicFaultList? Found(long position)
    {
        lock (_gate)
        {
            if (_looking.IsFaulted)
            {
                // Whoever asks hears of it; the next one begins anew.
                var failed = _looking;
                _looking = Task.CompletedTask;
                failed.GetAwaiter().GetResult();
            }
            if (_looking.IsCompleted && (_found is null || _found.Position < position))
                _looking = Task.Factory.StartNew(() => Look(position), _end.Token, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        }
        return _found;
    }

    /// <summary>Waits until the look that is under way is over.</summary>
    public Task WhenDone()
    {
        lock (_gate) return _looking;
    }

    public void Dispose()
    {
        _end.Cancel();
        try
        {
            _looking.Wait();
        }
        catch (AggregateException)
        {
            // It was told to end.
        }
        _end.Dispose();
    }

    private void Look(long position)
    {
        // Readers come first.
        Thread.CurrentThread.Priority = ThreadPriority.BelowNormal;
        var lines = published.All().SelectMany(a => a.Versions).Where(v => v is { IsReadable: true, Digest: not null }).ToList();
        var unread = lines.Where(v => !_texts.TryGetValue((v.Id, v.Language), out var known) || known.Digest != v.Digest).ToList();
        _left = unread.Count;
        foreach (var batch in unread.Chunk(Batch))
        {
            _end.Token.ThrowIfCancellationRequested();
            using var reading = store.Read();
            foreach (var line in batch)
                _texts[(line.Id, line.Language)] = (line.Digest!.Value, reading.Document(line.Digest.Value).Bytes is { } bytes && Document.Read(bytes) is Edition edition ? Suspects(edition) : []);
            _left -= batch.Length;
        }
        List<PublicFault> faults = [];
        foreach (var line in lines)
            foreach (var suspect in _texts[(line.Id, line.Language)].Suspects)
                if (suspect.Code != "link.missing" || !Findings.IsOwn(published, suspect.Values[0].Value)) faults.Add(new PublicFault(line, suspect));
        _found = new PublicFaultList(position, faults);
    }

    // Every own link is suspected: what stands at its end may change without the text.
    private IReadOnlyList<Finding> Suspects(Edition edition)
    {
        var host = store.Folder.Origin.Split('/')[0];
        var options = new CheckOptions { OwnAddress = _ => false, OwnOrigins = ["https://" + host, "http://" + host] };
        Finding[] found = [.. LinkCheck.Look(edition, Segment.Of(edition), options).Where(f => f.Code != "link.missing" || f.Values[0].Value.Contains("/news/", StringComparison.Ordinal)), .. PictureCheck.Look(edition), .. PictureCheck.Undescribed(edition)];
        // The paragraph around a passage is read in the text itself.
        return [.. found.Select(f => f with { First = f.First with { Context = "" } })];
    }
}
