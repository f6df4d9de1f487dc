namespace Acta.Desk.Checks;

/// <summary>What a passage states that must be the same in every language.</summary>
internal enum StatedKind
{
    /// <summary>A number, in digits or words.</summary>
    Number,
    /// <summary>A name with digits, such as CVE-2009-0200 or A320.</summary>
    Identifier,
    /// <summary>A day, a month of a year.</summary>
    Date,
    /// <summary>A month without day and year.</summary>
    Month,
    /// <summary>A day of the week.</summary>
    Weekday,
}

/// <summary>A day as far as it is said; what is not said is 0.</summary>
internal readonly record struct Day(int Year, int Month, int Number)
{
    /// <summary>How many parts two days share; below 0 where they contradict each other.</summary>
    public int Agreement(Day other)
    {
        var shared = 0;
        foreach (var (a, b) in ((ReadOnlySpan<(int, int)>)[(Year, other.Year), (Month, other.Month), (Number, other.Number)]))
        {
            if (a == 0 || b == 0) continue;
            if (a != b) return -1;
            shared++;
        }
        return shared;
    }

    public static bool IsPossible(int year, int month, int day) =>
        month is >= 1 and <= 12 && day >= 1 && day <= (year == 0 ? DateTime.DaysInMonth(2000, month) : year is >= 1 and <= 9999 ? DateTime.DaysInMonth(year, month) : 0);
}

/// <summary>A number, date or the like, where it stands.</summary>
internal sealed record Stated(StatedKind Kind, int Start, int End)
{
    /// <summary>What it may be read as: "1.234" is a thousand and more, or one and a bit.</summary>
    public IReadOnlyList<string> Keys { get; init; } = [];

    /// <summary>Its runs of digits, for a language where they were not read together.</summary>
    public IReadOnlyList<string> Parts { get; init; } = [];

    /// <summary>The days it may be; months and days of the week have one reading, by their number.</summary>
    public IReadOnlyList<Day> Days { get; init; } = [];

    /// <summary>The last two-digit whole number it may be part of a date by, or −1.</summary>
    public int Whole { get; init; } = -1;

    /// <summary>The letters before the first digit of an identifier.</summary>
    public string Prefix { get; init; } = "";

    /// <summary>In words rather than digits.</summary>
    public bool InWords { get; init; }

    /// <summary>May well say something else.</summary>
    public bool IsWeak { get; init; }

    /// <summary>A name of a month that stands for it only beside a day or a year.</summary>
    public bool NeedsCompany { get; init; }

    /// <summary>The month or day of the week.</summary>
    public int Ordinal { get; init; }

    /// <summary>y, m or d where a sign of Han says so.</summary>
    public char Unit { get; init; }
}
