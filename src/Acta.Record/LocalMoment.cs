namespace Acta.Record;

/// <summary>What an hour by the clocks of a place means.</summary>
public abstract record LocalMoment
{
    private LocalMoment() { }

    /// <summary>This moment.</summary>
    public sealed record Found(DateTimeOffset At) : LocalMoment;

    /// <summary>The hour happens twice, because clocks are put back.</summary>
    public sealed record Twice(DateTimeOffset First, DateTimeOffset Second) : LocalMoment;

    /// <summary>There is no such hour, because clocks are put forward.</summary>
    public sealed record Skipped(DateTime At, DateTimeOffset Next) : LocalMoment;

    /// <summary>The text is no date with an hour.</summary>
    public sealed record Unreadable : LocalMoment;

    /// <summary>An hour of a day in a zone.</summary>
    /// <param name="local">As the clocks there show it.</param>
    /// <param name="zone">The zone.</param>
    /// <param name="second">Of an hour that happens twice: the second time; null: it is not told.</param>
    public static LocalMoment Of(DateTime local, TimeZoneInfo zone, bool? second = null)
    {
        if (zone.IsInvalidTime(local))
        {
            // Clocks are put forward over it: the first minute after the gap.
            var after = local.AddSeconds(-local.Second);
            while (zone.IsInvalidTime(after)) after = after.AddMinutes(1);
            return new Skipped(local, new DateTimeOffset(after, zone.GetUtcOffset(after)));
        }
        if (!zone.IsAmbiguousTime(local)) return new Found(new DateTimeOffset(local, zone.GetUtcOffset(local)));
        // The larger offset comes first: clocks are put back from it.
        var offsets = zone.GetAmbiguousTimeOffsets(local).OrderDescending().ToList();
        return second is { } which ? new Found(new DateTimeOffset(local, offsets[which ? 1 : 0])) : new Twice(new DateTimeOffset(local, offsets[0]), new DateTimeOffset(local, offsets[1]));
    }
}
