using System.Globalization;

namespace Acta.Publication;

/// <summary>
/// Entry times are public and for ever, so publishing holds while the machine's clock can't be believed.
/// </summary>
internal sealed class Clock(TimeProvider time)
{
    private readonly DateTimeOffset _wallAtStart = time.GetUtcNow();
    private readonly long _monotonicAtStart = time.GetTimestamp();

    /// <summary>The time of the next entry, or a sentence why there can't be one now.</summary>
    /// <param name="last">The time of the last entry; null before the first.</param>
    /// <param name="confirmed">The day somebody confirmed to be right, if any.</param>
    public (DateTimeOffset Time, string? Hold) Next(DateTimeOffset? last, DateOnly? confirmed)
    {
        var wall = time.GetUtcNow();
        var ran = time.GetElapsedTime(_monotonicAtStart);
        if ((wall - _wallAtStart - ran).Duration() > TimeSpan.FromSeconds(60))
            return (wall, $"Publishing holds: this machine's clock was moved by {Words((wall - _wallAtStart - ran).Duration())} since Acta started; look at the clock, then start Acta again.");
        if (last is null) return (Milliseconds(wall), null);
        if (wall < last.Value.AddSeconds(-5))
            return (wall, $"Publishing holds: this machine's clock says {Say(wall)}, which is before the last entry of {Say(last.Value)}; set the clock.");
        if (wall - last.Value > TimeSpan.FromDays(30) && _wallAtStart - last.Value > TimeSpan.FromDays(30) && confirmed != DateOnly.FromDateTime(wall.UtcDateTime))
            return (wall, $"Publishing holds: the last entry is of {Say(last.Value)}, over 30 days ago; if today is {wall.UtcDateTime:yyyy-MM-dd}, confirm it with: acta confirm --date {wall.UtcDateTime:yyyy-MM-dd}");
        return (Milliseconds(wall < last.Value ? last.Value : wall), null);
    }

    private static DateTimeOffset Milliseconds(DateTimeOffset time) => DateTimeOffset.FromUnixTimeMilliseconds(time.ToUnixTimeMilliseconds());

    private static string Say(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture) + " UTC";

    private static string Words(TimeSpan span) => span.TotalMinutes < 120
        ? $"{span.TotalMinutes:0} minutes"
        : $"{span.TotalHours:0} hours";
}
