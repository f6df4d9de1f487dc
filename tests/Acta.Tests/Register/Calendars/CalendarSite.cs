using System.Text.Json.Nodes;
using Acta.Publication;
using Acta.Record;
using Acta.Record.Register;
using Acta.Tests.Publication;
using Acta.Tests.Reader;
using Acta.Tests.World;

namespace Acta.Tests.Register.Calendars;

/// <summary>A served site whose register has a few bodies and places, and events as a test wants them.</summary>
internal static class CalendarSite
{
    public static readonly Organization Union = new() { Id = Guid.NewGuid(), Name = Words.Of(("en", "River Union"), ("ru", "Речной союз")) };
    public static readonly Organization Council = new() { Id = Guid.NewGuid(), Name = Words.Of(("en", "Council of Ministers"), ("ru", "Совет министров")), Parent = Union.Id };
    public static readonly Organization Other = new() { Id = Guid.NewGuid(), Name = Words.Of(("en", "Other office")) };
    public static readonly Place Land = new() { Id = Guid.NewGuid(), Name = Words.Of(("en", "Upland"), ("ru", "Нагорье")) };
    public static readonly Place Town = new() { Id = Guid.NewGuid(), Name = Words.Of(("en", "Riverside"), ("ru", "Приречье")), Parent = Land.Id, Latitude = "42.65", Longitude = "77.08" };

    public static async Task<LiveSite> Start(params RegisterRecord[] events)
    {
        var site = await LiveSite.Start();
        Assert.Null(site.Publish([.. new RegisterRecord[] { Union, Council, Other, Land, Town }.Concat(events).Select(Cast.New)]));
        return site;
    }

    public static Event Of(string name, string? from, string? to = null, string? zone = null) => new()
    {
        Id = Guid.NewGuid(),
        Name = Words.Of(("en", name), ("ru", name + " (ру)")),
        When = from is null ? null : new DateRange(PartialDate.Parse(from), to is null ? null : PartialDate.Parse(to)),
        TimeZone = zone,
        Organizers = [Council.Id],
        Place = Town.Id,
        Classification = "meeting",
    };

    public static Proposal Act(Act act, Event e) => EmptySite.Notice(act, e.Id) with { Kind = e.Type };

    /// <summary>The events of calendars as two programs of others read them, which must agree in all.</summary>
    public static List<JsonNode> Read(params byte[][] calendars)
    {
        using var folder = new TemporaryFolder();
        var files = calendars.Select((bytes, i) =>
        {
            var file = Path.Combine(folder.Path, $"{i}.ics");
            File.WriteAllBytes(file, bytes);
            return file;
        }).ToArray();
        var python = Lines("/usr/bin/python3", [Path.Combine(Corpora.RepositoryRoot, "tests", "Acta.Tests", "Register", "Calendars", "read_calendars.py"), .. files]);
        var javascript = Lines("node", [Path.Combine(Corpora.RepositoryRoot, "tests", "tools", "calendars.mjs"), .. files]);
        Assert.Equal(python.Select(l => l.ToJsonString()), javascript.Select(l => l.ToJsonString()));
        return python;
    }

    private static List<JsonNode> Lines(string program, string[] arguments)
    {
        var (exit, output) = ChildProcess.Run(program, arguments);
        Assert.True(exit == 0, output);
        return [.. output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => JsonNode.Parse(l)!)];
    }
}
