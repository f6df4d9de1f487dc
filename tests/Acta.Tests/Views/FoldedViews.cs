using Acta.Following;
using Acta.Views.News;

namespace Acta.Tests.Views;

/// <summary>A views file of its own, fed from a paper log.</summary>
internal sealed class FoldedViews : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("acta-views-").FullName;
    private readonly ViewFile _file;
    private readonly StoppedClock _clock;

    public FoldedViews(DateTimeOffset? now = null)
    {
        _clock = new StoppedClock(now ?? new DateTimeOffset(2025, 7, 1, 6, 0, 0, TimeSpan.Zero));
        _file = new ViewFile(Path, Acta.Views.Fold.Views);
        Db = new ViewsDb(Path, _clock);
    }

    public string Path => System.IO.Path.Combine(_folder, "views-1.db");

    public ViewsDb Db { get; }

    public DateTimeOffset Now { get => _clock.Now; set => _clock.Now = value; }

    public Applied Follow(PaperLog log, bool catchingUp = false) => _file.Apply(log.From(_file.Position, asOfThen: true), catchingUp);

    /// <summary>Applies what the log holds as a replay would, erased documents absent.</summary>
    public void Replay(PaperLog log) => _file.Apply(log.From(_file.Position), catchingUp: true);

    public T Ask<T>(Func<NewsQueries, T> question)
    {
        using var reading = Db.Read();
        return question(new NewsQueries(reading));
    }

    public void Dispose()
    {
        Db.Dispose();
        _file.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private sealed class StoppedClock(DateTimeOffset now) : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = now;

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
