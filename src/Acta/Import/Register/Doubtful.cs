using System.Globalization;
using Acta.Record;
using Acta.Record.Register;

namespace Acta.Import.Register;

/// <summary>What a source may well say of a record and seldom means: it goes in as the source has it, and a person should look.</summary>
/// <param name="register">As the import leaves it.</param>
/// <param name="brought">The records that the import makes or changes.</param>
internal sealed class Doubtful(RegisterState register, IReadOnlySet<Guid> brought)
{
    private readonly ILookup<(string, Guid, string), RegisterRecord> _bySymbol = register.All.Where(r => Contradictions.SymbolOf(r) is not null).ToLookup(KeyOf);

    /// <summary>A sentence for each doubt about a record as the import leaves it.</summary>
    public IEnumerable<string> Of(RegisterRecord record)
    {
        if (Contradictions.SymbolOf(record) is { } sign)
            foreach (var other in _bySymbol[KeyOf(record)].Where(o => Contradictions.SharesSymbol(record, o)).Take(1))
                yield return $"{RegisterRules.NameOf(other)} of the same body has the symbol {sign.Symbol} too; a symbol names one alone.";
        // Told once, where the source says it; of what is here already, at the record that makes it odd.
        foreach (var odd in Oddities.Of(record, register).Where(o => o.Of.Id == record.Id || !brought.Contains(o.Of.Id))) yield return Sentence(odd);
        if (record is Event { TimeZone: { } name, When: { } hours } && TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone))
            foreach (var hour in new[] { hours.From, hours.To }.OfType<PartialDate>().Where(d => d.HasTime && d.Start.Offset != TimeSpan.Zero && zone.GetUtcOffset(d.Start) != d.Start.Offset))
                yield return $"{hour} is not an hour by the clocks of {name}, the zone it names, where it is {TimeZoneInfo.ConvertTime(hour.Start, zone).ToString("yyyy-MM-dd'T'HH:mmzzz", CultureInfo.InvariantCulture)}; it is taken as that.";
    }

    private static string Sentence(Oddity odd) => odd switch
    {
        { Code: "meeting", Of: Decision d, Beside: Event meeting } => $"{Name(d)} is of {d.Date}, before the meeting it is said to be of, {Dated(meeting)}.",
        { Code: "dissolved", Beside: Organization body } => $"{Dated(odd.Of)} is said to be held by {Name(body)}, which was dissolved before it ({body.Dissolved}).",
        { Code: "founded", Beside: Organization body } => $"{Dated(odd.Of)} is said to be held by {Name(body)}, which was founded after it ({body.Founded}).",
        { Code: "part" } => $"{Dated(odd.Of)} lies outside the dates of {Dated(odd.Beside!)}, which it is said to be part of.",
        { Code: "previous" } => $"{Dated(odd.Of)} names {Dated(odd.Beside!)} as the one before it, which is later.",
        { Of: Decision d } => $"{Name(d)}{(d.Date is { } day ? $" of {day}" : "")} is said to be superseded, and no decision supersedes it.",
        _ => throw new InvalidOperationException($"there is no sentence for {odd.Code}"),
    };

    private static string Dated(RegisterRecord record) => record is Event { When: { } when } ? $"{Name(record)} of {when.From}{(when.To is { } to ? $" – {to}" : "")}" : Name(record);

    private static string Name(RegisterRecord record) => RegisterRules.NameOf(record);

    private static (string, Guid, string) KeyOf(RegisterRecord record) => Contradictions.SymbolOf(record) is { } sign ? (record.Type, sign.Body, sign.Symbol) : default;
}
