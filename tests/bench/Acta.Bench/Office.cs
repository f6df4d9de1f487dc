using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Acta.Publication;
using Acta.Record;
using Acta.Record.Bodies;
using Acta.Record.News;
using Acta.Record.Register;
using Acta.Store;

namespace Acta.Bench;

/// <summary>Publishes articles and small edits of them, and looks with a reader's connection when they show.</summary>
internal sealed class Office(Publisher publisher, Uri site) : IDisposable
{
    private static readonly byte[] EndOfHead = "\r\n\r\n"u8.ToArray();
    private static readonly byte[] LengthName = "Content-Length: "u8.ToArray();

    private readonly TcpClient _reader = new(site.Host, site.Port) { NoDelay = true };
    private readonly byte[] _answer = new byte[1 << 20];
    private Timer? _timer;
    private Edition? _last;
    private int _count;

    /// <summary>Publishes so many times; as JSON how many milliseconds each took until a reader saw it, and until the commit returned.</summary>
    public string Visible(int count)
    {
        var (visible, committed) = (new List<double>(count), new List<double>(count));
        for (var i = 0; i < count; i++)
        {
            var begin = Stopwatch.GetTimestamp();
            var (address, mark) = Publish();
            committed.Add(Stopwatch.GetElapsedTime(begin).TotalMilliseconds);
            while (!Shows($"/en/{address}", mark))
                if (Stopwatch.GetElapsedTime(begin).TotalSeconds > 10) throw new TimeoutException($"/en/{address} did not show within 10 s");
            visible.Add(Stopwatch.GetElapsedTime(begin).TotalMilliseconds);
            Thread.Sleep(10);
        }
        return JsonSerializer.Serialize(new { p50 = Part(visible, 0.5), p99 = Part(visible, 0.99), max = visible.Max(), commit = new { p50 = Part(committed, 0.5), p99 = Part(committed, 0.99) } });
    }

    /// <summary>Gives a person another name; as JSON the milliseconds from the call until all these pages show it, and until the commit returned.</summary>
    public string Rename(MainStore store, Guid person, string[] paths)
    {
        var mark = string.Create(CultureInfo.InvariantCulture, $"Renamed {Environment.ProcessId} {++_count}x");
        Person now;
        using (var reading = store.Read()) now = (Person)StoredRecords.All(reading).Single(s => s.Id == person).Record!;
        foreach (var path in paths) Shows(path, mark);
        var begin = Stopwatch.GetTimestamp();
        var outcome = publisher.Publish([new Proposal { Act = Act.Revise, Resource = person, Kind = now.Type, Document = now with { Name = new Words(new Dictionary<string, string>(now.Name.All) { ["en"] = mark }), Salt = "" } }], "bench");
        if (outcome is not PublishOutcome.Published) throw new InvalidOperationException(((PublishOutcome.Refused)outcome).Refusals[0].Sentence);
        var committed = Stopwatch.GetElapsedTime(begin).TotalMilliseconds;
        foreach (var path in paths)
            while (!Shows(path, mark))
                if (Stopwatch.GetElapsedTime(begin).TotalSeconds > 10) throw new TimeoutException($"{path} did not show the new name within 10 s");
        return JsonSerializer.Serialize(new { visible = Stopwatch.GetElapsedTime(begin).TotalMilliseconds, committed });
    }

    /// <summary>Goes on publishing at a pace; 0 ends it.</summary>
    public void Every(int milliseconds)
    {
        _timer?.Dispose();
        _timer = milliseconds == 0 ? null : new Timer(_ => Publish(), null, 0, milliseconds);
    }

    public void Dispose()
    {
        _timer?.Dispose();
        _reader.Dispose();
    }

    // A new article, then a small edit of it, in turn. The mark stands nowhere else.
    private (string Address, string Mark) Publish()
    {
        lock (_reader)
        {
            var mark = string.Create(CultureInfo.InvariantCulture, $"mark-{Environment.ProcessId}-{++_count}.");
            var text = $"The office publishes this text to see how soon its readers have it: {mark}\n\n" + string.Join("\n\n", Enumerable.Repeat("A paragraph as long as paragraphs of the news are. It says little, and says it at the length at which little is said, so that the page weighs what pages weigh.", 12));
            var act = _last is null ? Act.Publish : Act.Revise;
            var id = _last?.Id ?? Guid.NewGuid();
            var edition = _last ?? new Edition { Id = id, Language = "en", Kind = ArticleKind.News, Headline = $"Measured {mark}", Sections = ["news"] };
            edition = edition with { Body = BlockIds.Assign(Markdown.Parse(text), _last?.Body) };
            var outcome = publisher.Publish([new Proposal { Act = act, Resource = id, Kind = "article", Language = "en", Document = edition }], "bench");
            if (outcome is not PublishOutcome.Published published) throw new InvalidOperationException(((PublishOutcome.Refused)outcome).Refusals[0].Sentence);
            _last = act == Act.Publish ? edition : null;
            return (published.Entries[0].Address!, mark);
        }
    }

    private bool Shows(string path, string mark)
    {
        var stream = _reader.GetStream();
        stream.Write(Encoding.ASCII.GetBytes($"GET {path} HTTP/1.1\r\nHost: {site.Authority}\r\n\r\n"));
        int have = 0, whole = int.MaxValue;
        while (have < whole)
        {
            var read = stream.Read(_answer, have, _answer.Length - have);
            if (read == 0) throw new IOException("the server closed the connection");
            have += read;
            if (whole == int.MaxValue && _answer.AsSpan(0, have).IndexOf(EndOfHead) is >= 0 and var head) whole = head + EndOfHead.Length + Length(_answer.AsSpan(0, head));
        }
        return _answer.AsSpan(0, have).IndexOf(Encoding.ASCII.GetBytes(mark)) >= 0;
    }

    private static int Length(ReadOnlySpan<byte> head)
    {
        var at = head.IndexOf(LengthName);
        if (at < 0) throw new IOException("the answer does not say its length");
        var digits = head[(at + LengthName.Length)..];
        var end = digits.IndexOf((byte)'\r');
        return int.Parse(end < 0 ? digits : digits[..end], CultureInfo.InvariantCulture);
    }

    private static double Part(List<double> values, double part) => Math.Round(values.Order().ElementAt(Math.Min(values.Count - 1, (int)(values.Count * part))), 2);
}
