using Acta.Store;

namespace Acta.Publication;

/// <summary>The day that a person confirmed to be right, after a silence so long that the clock alone isn't believed.</summary>
public static class DateConfirmation
{
    /// <summary>Keeps it; a running server reads it with its next publish.</summary>
    public static void Keep(MainStore store, DateOnly day)
    {
        using var w = store.BeginWrite();
        w.Execute("INSERT INTO meta (name, value) VALUES ('confirmed-date', @day) ON CONFLICT (name) DO UPDATE SET value = excluded.value", ("@day", day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture)));
        w.Commit();
    }

    internal static DateOnly? Read(Reading r) =>
        DateOnly.TryParseExact(r.Scalar<string>("SELECT value FROM meta WHERE name = 'confirmed-date'"), "yyyy-MM-dd", out var day) ? day : null;
}
