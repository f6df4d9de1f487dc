using System.CommandLine;
using System.Globalization;
using Acta.Publication;
using Acta.Store;

namespace Acta.Commands;

/// <summary><c>acta confirm</c>: a person says that the clock is right after a long silence.</summary>
internal static class ConfirmCommand
{
    public static Command Build(Option<string> data)
    {
        var date = new Option<string>("--date") { Description = "Today's date in UTC, such as 2026-01-31, as you know it and not from this machine.", Required = true };
        var command = new Command("confirm", "Confirms today's date, so that publishing goes on after a long silence.") { data, date };
        command.SetAction(p => Run(p.GetValue(data)!, p.GetValue(date)!));
        return command;
    }

    private static int Run(string data, string date)
    {
        if (!DateOnly.TryParseExact(date, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)) throw new UserError($"\"{date}\" is not a date such as 2026-01-31.", 2);
        var today = DateOnly.FromDateTime(DateTime.UtcNow);
        if (day != today) throw new UserError($"This machine's clock says that today is {today:yyyy-MM-dd}, not {day:yyyy-MM-dd}; if you are right, set the clock.");
        using var store = MainStore.Open(DataFolder.Open(data));
        DateConfirmation.Keep(store, day);
        Console.WriteLine($"Confirmed: today is {day:yyyy-MM-dd}. Publishing goes on.");
        return 0;
    }
}
