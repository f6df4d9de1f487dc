using System.Globalization;
using System.Text.Json.Nodes;
using Acta.Record;

namespace Acta.Import.Register;

/// <summary>Hours of an event that a source writes as the clocks there show them, with the zone beside them.</summary>
internal static class EventHours
{
    private static readonly string[] s_forms = ["yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd'T'HH:mm:ss", "yyyy-MM-dd H:mm", "yyyy-MM-dd H:mm:ss"];

    /// <summary>Gives each hour of an event's JSON that has no offset the one of its zone.</summary>
    /// <exception cref="FormatException">Which moment is meant can't be told; a sentence.</exception>
    public static void Complete(JsonObject source)
    {
        var zone = (source["timeZone"] as JsonValue)?.ToString();
        foreach (var range in (source["before"] as JsonArray ?? []).OfType<JsonObject>().Select(b => b["when"]).Append(source["when"]).OfType<JsonObject>())
            foreach (var end in new[] { "from", "to" })
                if (range[end] is JsonValue value && value.TryGetValue<string>(out var text) && DateTime.TryParseExact(text.Trim(), s_forms, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local)) range[end] = Told(text, local, zone);
    }

    private static string Told(string text, DateTime local, string? name)
    {
        if (string.IsNullOrWhiteSpace(name)) throw new FormatException($"\"{text}\" has no offset and no time zone beside it; write it with its offset (such as {local:yyyy-MM-dd'T'HH:mm}+06:00), or name the zone, such as Asia/Bishkek.");
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(name.Trim(), out var zone)) throw new FormatException($"\"{name}\" is not a time zone such as Asia/Bishkek.");
        return LocalMoment.Of(local, zone) switch
        {
            LocalMoment.Found found => Written(found.At),
            LocalMoment.Twice twice => throw new FormatException($"\"{text}\" happens twice in {zone.Id}, because clocks are put back; write {Written(twice.First)} for the first time, {Written(twice.Second)} for the second."),
            LocalMoment.Skipped skipped => throw new FormatException($"\"{text}\" is no hour in {zone.Id}, where clocks are put forward over it; write the hour before ({skipped.At.AddHours(-1):HH:mm}) or after ({skipped.Next:HH:mm})."),
            var other => throw new InvalidOperationException($"a local hour is not {other}"),
        };
    }

    private static string Written(DateTimeOffset at) =>
        at.ToString((at.Second == 0 ? "yyyy-MM-dd'T'HH:mm" : "yyyy-MM-dd'T'HH:mm:ss") + (at.Offset == TimeSpan.Zero ? "'Z'" : "zzz"), CultureInfo.InvariantCulture);
}
