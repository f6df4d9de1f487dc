using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Acta.Reader;

/// <summary>What the server counts of itself, for Prometheus.</summary>
public sealed class Figures
{
    private static readonly double[] Bounds = [0.0001, 0.00025, 0.0005, 0.00075, 0.001, 0.0015, 0.0025, 0.005, 0.01, 0.05, 0.1, 0.5, 1];

    private readonly long[] _hot = new long[600];
    private readonly long[] _made = new long[600];
    private readonly long[] _buckets = new long[Bounds.Length + 1];
    private long _ticks;
    private long _timed;

    /// <summary>A request answered from kept bytes.</summary>
    public void Hit(int status) => Interlocked.Increment(ref _hot[status]);

    /// <summary>A request that went the long way, begun at a timestamp of <see cref="Stopwatch"/>.</summary>
    public void Miss(int status, long begin)
    {
        Interlocked.Increment(ref _made[Math.Clamp(status, 0, 599)]);
        var ticks = Stopwatch.GetTimestamp() - begin;
        Interlocked.Add(ref _ticks, ticks);
        Interlocked.Increment(ref _timed);
        var seconds = (double)ticks / Stopwatch.Frequency;
        var bucket = Array.FindIndex(Bounds, b => seconds <= b);
        Interlocked.Increment(ref _buckets[bucket < 0 ? Bounds.Length : bucket]);
    }

    /// <summary>All of it in Prometheus' text form.</summary>
    public string Print(IEnumerable<(string Name, string Help, double Value)> gauges)
    {
        var text = new StringBuilder();
        text.Append("# HELP acta_requests_total Requests answered.\n# TYPE acta_requests_total counter\n");
        foreach (var (name, counts) in new[] { ("kept", _hot), ("made", _made) })
            for (var status = 0; status < counts.Length; status++)
                if (Interlocked.Read(ref counts[status]) is > 0 and var n)
                    text.Append(CultureInfo.InvariantCulture, $"acta_requests_total{{from=\"{name}\",status=\"{status}\"}} {n}\n");
        text.Append("# HELP acta_answer_seconds Time to answer requests not answered from kept bytes.\n# TYPE acta_answer_seconds histogram\n");
        long sum = 0;
        for (var i = 0; i < _buckets.Length; i++)
        {
            sum += Interlocked.Read(ref _buckets[i]);
            var bound = i < Bounds.Length ? Bounds[i].ToString(CultureInfo.InvariantCulture) : "+Inf";
            text.Append(CultureInfo.InvariantCulture, $"acta_answer_seconds_bucket{{le=\"{bound}\"}} {sum}\n");
        }
        text.Append(CultureInfo.InvariantCulture, $"acta_answer_seconds_sum {(double)Interlocked.Read(ref _ticks) / Stopwatch.Frequency}\nacta_answer_seconds_count {Interlocked.Read(ref _timed)}\n");
        foreach (var (name, help, value) in gauges)
            text.Append(CultureInfo.InvariantCulture, $"# HELP {name} {help}\n# TYPE {name} gauge\n{name} {value}\n");
        return text.ToString();
    }
}
