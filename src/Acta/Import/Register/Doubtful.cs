using System.Globalization;
using Acta.Record;
using Acta.Record.Register;

namespace Acta.Import.Register;

/// <summary>What a source may well say of a record and seldom means: it goes in as the source has it, and a person should look.</summary>
internal sealed class Doubtful(RegisterState register)
{
    private readonly ILookup<(string, Guid, string), RegisterRecord> _bySymbol = register.All.Where(r => Contradictions.SymbolOf(r) is not null).ToLookup(KeyOf);

    /// <summary>A sentence for each doubt about a record as the import leaves it.</summary>
    public IEnumerable<string> Of(RegisterRecord record)
    {
        if (Contradictions.SymbolOf(record) is { } sign)
            foreach (var other in _bySymbol[KeyOf(record)].Where(o => Contradictions.SharesSymbol(record, o)).Take(1))
                yield return $"{RegisterRules.NameOf(other)} of the same body has the symbol {sign.Symbol} too; a symbol names one alone.";
        switch (record)
        {
            case Decision { Event: { } at, Date: { } day } decision when register.Find(at) is Event { When: { } when } meeting && Contradictions.IsBefore(decision, meeting):
                yield return $"it is of {day}, before the meeting it is said to be of, {RegisterRules.NameOf(meeting)} of {when.From}.";
                break;
            case Event { TimeZone: { } name, When: { } hours } when TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone):
                foreach (var hour in new[] { hours.From, hours.To }.OfType<PartialDate>().Where(d => d.HasTime && d.Start.Offset != TimeSpan.Zero && zone.GetUtcOffset(d.Start) != d.Start.Offset))
                    yield return $"{hour} is not an hour by the clocks of {name}, the zone it names, where it is {TimeZoneInfo.ConvertTime(hour.Start, zone).ToString("yyyy-MM-dd'T'HH:mmzzz", CultureInfo.InvariantCulture)}; it is taken as that.";
                break;
        }
    }

    private static (string, Guid, string) KeyOf(RegisterRecord record) => Contradictions.SymbolOf(record) is { } sign ? (record.Type, sign.Body, sign.Symbol) : default;
}
