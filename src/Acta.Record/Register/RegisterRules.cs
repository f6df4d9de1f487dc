using System.Globalization;

namespace Acta.Record.Register;

/// <summary>What must hold of a record by itself. Each breach is a sentence for whoever wrote it.</summary>
public static class RegisterRules
{
    /// <summary>The most characters of a name.</summary>
    public const int MaxName = 500;

    /// <summary>The breaches of a record; none when it may be published, as far as it alone can tell.</summary>
    public static IReadOnlyList<string> Check(RegisterRecord record)
    {
        var breaches = new List<string>();
        void Say(bool isBroken, string sentence)
        {
            if (isBroken) breaches.Add(sentence);
        }

        Say(record is not Membership && record.Name.All.Values.All(string.IsNullOrWhiteSpace), "It has no name in any language; give it one.");
        foreach (var (language, name) in record.Name.All)
        {
            Say(!Rules.IsLanguage(language), $"\"{language}\" is not a language tag such as en, ru or zh-Hant.");
            Say(name.Length > MaxName, $"The name in {language} has {name.Length} characters; at most {MaxName} fit.");
            Say(name.AsSpan().ContainsAny('\n', '\r'), $"The name in {language} has more than one line.");
        }
        Say(record.Slug.Length > 0 && !Slugs.IsValid(record.Slug), $"The address part \"{record.Slug}\" does not work; use lower-case letters, digits and hyphens, not digits alone.");
        foreach (var other in record.OtherNames)
        {
            Say(other.Name.IsEmpty, "One of its other names is empty.");
            Say(new Term(other.Start, other.End).IsReversed, $"The name {Words(other.Name)} ends ({other.End}) before it begins ({other.Start}).");
        }
        foreach (var group in record.Identifiers.GroupBy(i => i)) Say(group.Count() > 1, $"The key {group.Key.Scheme} {group.Key.Value} is named twice.");
        foreach (var own in record.References.Where(r => r.Target == record.Id)) Say(true, $"{NameOf(record)} names itself as its {own.Member}; name another, or none.");
        switch (record)
        {
            case Person p:
                Say(new Term(p.Born, p.Died).IsReversed, $"{NameOf(p)} died ({p.Died}) before the day of birth ({p.Born}).");
                break;
            case Organization o:
                Say(o.Life.IsReversed, $"It was dissolved ({o.Dissolved}) before it was founded ({o.Founded}).");
                Say(o.Rotation.Distinct().Count() < o.Rotation.Count, "A State stands twice in the order of chairmanship.");
                Say(o.Code is { } code && !(code.Length == 2 && code.All(char.IsAsciiLetterUpper)), $"\"{o.Code}\" is not a country code of two letters, such as KG.");
                Say(o.Url is { } url && !(Uri.TryCreate(url, UriKind.Absolute, out var address) && address.Scheme is "http" or "https"), $"\"{o.Url}\" is not an address of the web; write one that begins with https://.");
                break;
            case Post p:
                Say(p.Life.IsReversed, $"The post ends ({p.End}) before it begins ({p.Start}).");
                break;
            case Membership m:
                Say(m.Term.IsReversed, $"The term ends ({m.End}) before it begins ({m.Start}).");
                Say(m.Organization is null == m.Post is null, "A term is either in a post or in a body; name one of them.");
                Say(m.Organization == m.Member, "A body is not a member of itself; name another.");
                Say(m.OnBehalfOf == m.Member, "Nobody is there on behalf of themselves; name another, or none.");
                break;
            case Place p:
                Say(!IsDegrees(p.Latitude, 90) || !IsDegrees(p.Longitude, 180) || p.Latitude is null != p.Longitude is null, "The coordinates are not a latitude and a longitude in decimal degrees, such as 42.65 and 77.08.");
                break;
            case Event e:
                Say(e.When is { To: { } to } when && to.LastDay < when.From.FirstDay, $"It ends ({e.When?.To}) before it begins ({e.When?.From}).");
                Say(e.Status is { } status && !Event.Statuses.Contains(status), $"\"{e.Status}\" is not a status; use {List(Event.Statuses)}.");
                Say(e.TimeZone is { } zone && !TimeZoneInfo.TryFindSystemTimeZoneById(zone, out _), $"\"{e.TimeZone}\" is not a time zone such as Asia/Bishkek.");
                Say(e.Participants.Any(p => p.Who is null && p.Name.IsEmpty), "A participant has neither a record nor a name.");
                foreach (var figure in e.Figures)
                {
                    Say(!decimal.TryParse(figure.Value, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _), $"\"{figure.Value}\" is not a number; write digits, with a point before decimals.");
                    Say(figure.Bound is { } bound && !Figure.Bounds.Contains(bound), $"\"{figure.Bound}\" is not a bound; use {List(Figure.Bounds)}.");
                }
                break;
            case Paper p:
                Say(p.Versions.GroupBy(v => v.Language).Any(g => g.Count() > 1), "A language of the paper is named twice.");
                break;
            case Decision d:
                Say(d.Status is { } word && !Decision.Statuses.Contains(word), $"\"{d.Status}\" is not a status; use {List(Decision.Statuses)}.");
                Say(d.Adoption is { } adoption && !Adoption.Methods.Contains(adoption.Method), $"\"{d.Adoption?.Method}\" is not a way of adopting; use {List(Adoption.Methods)}.");
                Say(d.Adoption is { Method: not "vote" } silent && (silent.For ?? silent.Against ?? silent.Abstaining) is not null, "Votes are counted only where there was a vote.");
                Say(d.Adoption is { } counted && (counted.For < 0 || counted.Against < 0 || counted.Abstaining < 0), "There are fewer than no votes; write how many there were, or leave it empty.");
                Say(new Term(d.Date, d.Expires).IsReversed, $"It expires ({d.Expires}) before it was taken ({d.Date}).");
                break;
            case AssignedTask t:
                Say(new Term(t.Set, t.Done).IsReversed, $"It was done ({t.Done}) before it was set ({t.Set}).");
                Say(t.Progress.Any(p => p.Text.IsEmpty), "A statement of progress is empty.");
                break;
        }
        return breaches;
    }

    /// <summary>What a record is called in sentences: its English name, else the first there is.</summary>
    public static string NameOf(RegisterRecord record) => record.Name.For("en")?.Text is { Length: > 0 } name ? $"\"{name}\""
        : record is Decision { Symbol: { } symbol } ? $"\"{symbol}\"" : record is Paper { Symbol: { } paper } ? $"\"{paper}\"" : $"the {record.Type} {record.Id}";

    private static string Words(Words words) => words.For("en") is { } name ? $"\"{name.Text}\"" : "without words";

    private static string List(IReadOnlyList<string> words) => string.Join(", ", words);

    private static bool IsDegrees(string? text, int most) =>
        text is null || (decimal.TryParse(text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var degrees) && Math.Abs(degrees) <= most);
}
