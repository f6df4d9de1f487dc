using System.Diagnostics;
using Acta.Access;
using Acta.Publication;
using Acta.Record;
using Acta.Record.Register;

namespace Acta.Tests.Desk;

public sealed class RegisterSpeedTests
{
    [Fact]
    public async Task Ten_thousand_people_are_searched_as_one_types()
    {
        await using var office = await Office.Open();
        var keeper = await office.Hire(Roles.Keeper);
        string[] first = ["Ann", "Bob", "Çağla", "Дмитрий", "Eka", "Fatima", "Giorgi", "Hélène"], last = ["Example", "Muster", "Пример", "Sultanov", "Ångström", "Żółć", "Aitmatov"];
        foreach (var part in Enumerable.Range(0, 10_000).Chunk(500))
            Assert.IsType<PublishOutcome.Published>(office.Site.Serving.Publisher.Publish(
                [.. part.Select(i => Proposal(new Person { Id = Guid.NewGuid(), Slug = "person-x" + i, Name = Words.Of(("en", $"{first[i % 8]} {last[i % 7]} {i}"), ("ru", $"Человек {i}")), OtherNames = [new OtherName(Words.Of(("en", $"Former {i}")), "former")] }))], "test"));
        await office.Followed();
        await Find("zol");
        var times = new List<double>();
        foreach (var text in new[] { "zolc 12", "дмитрий", "an", "former 77", "человек 9999", "angstrom", "nobody at all", "cagla", "ex", "muster 5" })
        {
            var clock = Stopwatch.StartNew();
            Assert.Equal(text == "nobody at all", await Find(text) == "[]");
            times.Add(clock.Elapsed.TotalMilliseconds);
        }
        times.Sort();
        TestContext.Current.TestOutputHelper?.WriteLine($"median {times[5]:0.0} ms, slowest {times[^1]:0.0} ms");
        Assert.True(times[5] < 50, $"half of the searches took {times[5]:0} ms and more");

        async Task<string> Find(string text) => (await keeper.Get("/desk/register/find?kind=person&q=" + Uri.EscapeDataString(text), ("Accept", "application/json"))).Html;
    }

    private static Proposal Proposal(RegisterRecord record) => new() { Act = Act.Publish, Resource = record.Id, Kind = record.Type, Document = record };
}
