using Acta.Desk.Articles;
using Acta.Record.Bodies;
using Acta.Record.News;

namespace Acta.Desk.Translation;

/// <summary>What became of a passage.</summary>
public enum SourceChangeKind
{
    Changed,
    Added,
    Removed,
}

/// <summary>A passage of an original that is no longer as a translation was made of it.</summary>
/// <param name="Before">Its words as the translation was made of it; empty where it is new.</param>
/// <param name="Now">Its words as they stand; empty where it was removed.</param>
public sealed record SourceChange(string Before, string Now)
{
    /// <summary>Counts them in the order they are read, from 1: where the page leads to.</summary>
    public int Number { get; init; }

    /// <summary>The field of the form; null: a block of the body.</summary>
    public string? Field { get; init; }

    /// <summary>The block; of one that was removed, the one that it stood behind, empty where it was the first.</summary>
    public string Block { get; init; } = "";

    /// <summary>What the translation has for it; null: nothing of its own yet.</summary>
    public string? Translated { get; init; }

    public SourceChangeKind Kind => Before.Length == 0 ? SourceChangeKind.Added : Now.Length == 0 ? SourceChangeKind.Removed : SourceChangeKind.Changed;

    public string Word => Kind switch { SourceChangeKind.Added => "added", SourceChangeKind.Removed => "removed", _ => Before == Now ? "formatting" : "changed" };

    /// <summary>Whether its words are marked in another way: stressed, linked, set as a heading.</summary>
    public bool IsMarkedAnew { get; init; }

    /// <summary>Addresses that its links lead to no longer.</summary>
    public IReadOnlyList<string> LinksGone { get; init; } = [];

    /// <summary>Addresses that its links lead to now.</summary>
    public IReadOnlyList<string> LinksNew { get; init; } = [];

    /// <summary>What became of a passage; null where nothing did.</summary>
    internal static SourceChange? Of(AsRead before, AsRead now)
    {
        // What has no words is no passage.
        if (before.Raw == now.Raw || before.Words.Length + now.Words.Length == 0) return null;
        var isBoth = before.Raw.Length > 0 && now.Raw.Length > 0;
        return new SourceChange(before.Words, now.Words)
        {
            IsMarkedAnew = isBoth && (before.Words == now.Words || before.Marks != now.Marks),
            LinksGone = isBoth ? [.. before.Links.Except(now.Links)] : [],
            LinksNew = isBoth ? [.. now.Links.Except(before.Links)] : [],
        };
    }

    public IReadOnlyList<DiffPart> Parts => WordDiff.Of(Before, Now);

    /// <summary>Its first words, as it is now or last was.</summary>
    public string Begins
    {
        get
        {
            var text = (Now.Length > 0 ? Now : Before).ReplaceLineEndings(" ");
            if (text.Length <= 60) return text;
            var end = text.LastIndexOf(' ', 60);
            // Never between the two halves of one character.
            return text[..(end > 20 ? end : char.IsHighSurrogate(text[59]) ? 59 : 60)].TrimEnd('.', ',', ';', ':', ' ') + "…";
        }
    }
}

/// <summary>An original, compared passage by passage with what a translation was made of.</summary>
internal static class SourceChanges
{
    // What a translator has to do with, beside the body: see Wording.
    private static readonly (string Name, Func<Edition, TimeZoneInfo, string?> Get)[] Fields =
    [
        ("headline", (e, _) => e.HeadlineDerived ? null : e.Headline),
        ("summary", (e, _) => e.Summary),
        ("place", (e, _) => e.Place),
        ("event-from", (e, zone) => e.Event is { } when ? OrgTime.Typed(when.From, zone) : null),
        ("event-to", (e, zone) => e.Event?.To is { } to ? OrgTime.Typed(to, zone) : null),
        ("dateline", (e, _) => e.Dateline),
        ("byline", (e, _) => e.Byline),
        ("speaker", (e, _) => e.Speaker),
        ("venue", (e, _) => e.Advisory?.Venue),
        ("deadline", (e, zone) => e.Advisory?.AccreditationDeadline is { } deadline ? OrgTime.Typed(deadline, zone) : null),
        ("accreditation", (e, _) => e.Advisory?.Accreditation),
        ("lead-alt", (e, _) => e.Lead?.Alt),
        ("lead-caption", (e, _) => e.Lead?.Caption),
        ("lead-credit", (e, _) => e.Lead?.Credit),
    ];

    /// <summary>The passages that differ, in the order they are read. A list or a table is one passage.</summary>
    /// <param name="before">As the translation was made of it.</param>
    /// <param name="now">As it stands.</param>
    /// <param name="translation">The translation; null where its texts are not asked for.</param>
    /// <param name="zone">Of the organisation.</param>
    public static IReadOnlyList<SourceChange> Between(Edition before, Edition now, Edition? translation, TimeZoneInfo zone)
    {
        var changes = new List<SourceChange>();
        foreach (var (name, get) in Fields)
        {
            AsRead Read(Edition? e) => e is null ? AsRead.Nothing : name == "lead-caption" ? AsRead.Inline(get(e, zone)) : AsRead.Plain(get(e, zone));
            if (Of(Read(before), Read(now), Read(translation)) is { } change) changes.Add(change with { Field = name });
        }

        var removed = before.Body.Where(b => now.Body.All(n => n.Id != b.Id)).ToLookup(b => Behind(b, before, now));
        changes.AddRange(removed[""].Select(b => Gone(b, "")).OfType<SourceChange>());
        foreach (var block in now.Body)
        {
            if (Of(Read(before, block.Id), AsRead.Of(block), Read(translation, block.Id)) is { } change) changes.Add(change with { Block = block.Id });
            changes.AddRange(removed[block.Id].Select(b => Gone(b, block.Id)).OfType<SourceChange>());
        }
        return [.. changes.Select((c, i) => c with { Number = i + 1 })];

        SourceChange? Gone(Block block, string behind) => Of(AsRead.Of(block), AsRead.Nothing, Read(translation, block.Id)) is { } change ? change with { Block = behind } : null;
    }

    private static SourceChange? Of(AsRead before, AsRead now, AsRead translated) => SourceChange.Of(before, now) is not { } change ? null : change with
    {
        // A translation begins as a copy of its original.
        Translated = translated.Words.Length == 0 || translated.Words == before.Words || translated.Words == now.Words ? null : translated.Words,
    };

    // The last block before it that is still there.
    private static string Behind(Block block, Edition before, Edition now) =>
        before.Body.TakeWhile(b => b != block).LastOrDefault(b => now.Body.Any(n => n.Id == b.Id))?.Id ?? "";

    private static AsRead Read(Edition? e, string block) => AsRead.Of(e?.Body.FirstOrDefault(b => b.Id == block));
}
