using Acta.Record;
using Acta.Record.Register;
using Acta.Record.Site;
using Acta.Store;

namespace Acta.Publication;

/// <summary>What to do when an address is another article's already.</summary>
public enum ClashRule
{
    /// <summary>Refuse, naming the other.</summary>
    Refuse,
    /// <summary>Number the slug, as imports do.</summary>
    Number,
}

/// <summary>One act that somebody wants in the log.</summary>
public sealed record Proposal
{
    /// <summary>Which.</summary>
    public required Act Act { get; init; }

    /// <summary>Of which article or record.</summary>
    public required Guid Resource { get; init; }

    /// <summary><c>article</c>, <c>settings</c> or <c>log</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>Of which language version; null for settings and log, and for an act on every language version.</summary>
    public string? Language { get; init; }

    /// <summary>
    /// An edition or settings (publish, revise, correct), a notice (retire, withdraw, restore), an erasure, or a statement of
    /// the log. Publication completes it: slug, address, salt.
    /// </summary>
    public Document? Document { get; init; }

    /// <summary>A translation that stands for the newest version of its original, this publish's own included.</summary>
    public bool TranslatesNewest { get; init; }

    /// <summary>For an erasure: the addresses themselves must go, and only their salted hashes are kept.</summary>
    public bool HideAddresses { get; init; }

    /// <summary>What to do when the address is taken.</summary>
    public ClashRule OnClash { get; init; }

    /// <summary>What makes two records one: the merger, and then the names and keys of the one that goes on the one that stays, which are free after it.</summary>
    public static IReadOnlyList<Proposal> Merge(RegisterRecord gone, RegisterRecord kept, Words reason)
    {
        var merger = new Proposal { Act = Act.Merge, Resource = gone.Id, Kind = gone.Type, Document = new RecordMerger { Into = kept.Id, Reason = reason } };
        var combined = Merging.Combined(gone, kept);
        return combined.ContentBytes().AsSpan().SequenceEqual(kept.ContentBytes()) ? [merger] : [merger, new Proposal { Act = Act.Revise, Resource = kept.Id, Kind = kept.Type, Document = combined }];
    }

    /// <summary>
    /// What undoes a merger: the record is back, what the merger added to the one that stayed goes from it, unless somebody has
    /// stated it since, and the records that named it before name it again.
    /// </summary>
    /// <param name="reading">The store.</param>
    /// <param name="gone">The record that was merged.</param>
    /// <param name="reason">Why.</param>
    /// <param name="moved">The records that are to name it, where somebody has said which.</param>
    public static IReadOnlyList<Proposal> Unmerge(Reading reading, RegisterRecord gone, Words reason, IReadOnlyList<Guid>? moved = null)
    {
        List<Proposal> all = [new() { Act = Act.Restore, Resource = gone.Id, Kind = gone.Type, Document = new Notice { Reason = reason } }];
        var merged = StoredRecords.Said(reading, gone.Id);
        if (merged.LastOrDefault() is not (var at, RecordMerger { Into: var into }) || StoredRecords.Find(reading, into) is not { Readable: true, State: var state }) return all;
        all.AddRange(Parted(reading, gone, into, state, at));
        moved ??= Moved(reading, gone.Id, into, at);
        if (moved.Count > 0) all.Add(new() { Act = Act.Split, Resource = into, Kind = gone.Type, Document = new RecordSplit { Off = gone.Id, Moved = moved, Reason = reason } });
        return all;
    }

    private static List<Proposal> Parted(Reading reading, RegisterRecord gone, Guid into, string state, long at)
    {
        List<Proposal> all = [];
        var said = StoredRecords.Said(reading, into);
        List<RegisterRecord> since = [.. said.Where(d => d.Entry > at).Select(d => d.Document).OfType<RegisterRecord>()];
        // The merger's own revision follows it at once; without one it added nothing.
        if (said.All(d => d.Entry != at + 1) || said.Where(d => d.Entry < at).Select(d => d.Document).OfType<RegisterRecord>().LastOrDefault() is not { } before) return all;
        var parted = Merging.Parted(before, since);
        if (parted.ContentBytes().AsSpan().SequenceEqual(since[^1].ContentBytes())) return all;
        all.Add(new() { Act = Act.Revise, Resource = into, Kind = gone.Type, Document = parted with { Salt = "", Correction = null } });
        // One that is no longer current stays so.
        if (state == "retired" && said.Select(d => d.Document).OfType<Notice>().LastOrDefault() is { } notice) all.Add(new() { Act = Act.Retire, Resource = into, Kind = gone.Type, Document = notice with { Salt = "" } });
        return all;
    }

    // The records that the merger had name the other: entered right before it, naming the one that stayed where they named the one that went.
    private static List<Guid> Moved(Reading reading, Guid gone, Guid into, long at)
    {
        List<(long Entry, Guid Id)> changed = [];
        foreach (var id in StoredRecords.Naming(reading, into))
        {
            if (StoredRecords.Find(reading, id) is not { Readable: true, Record: { } now } || now.References.All(r => r.Target != into)) continue;
            var before = StoredRecords.Said(reading, id).Where(d => d.Entry < at && d.Document is RegisterRecord).TakeLast(2).ToList();
            if (before is not [(_, RegisterRecord was), (var entry, RegisterRecord then)]) continue;
            // One that named both can't be told apart by what it says now.
            if (was.References.Any(r => r.Target == gone) && was.References.All(r => r.Target != into) && then.References.All(r => r.Target != gone)) changed.Add((entry, id));
        }
        List<Guid> moved = [];
        // A notice may stand behind a record that was no longer current.
        foreach (var (entry, id) in changed.OrderByDescending(c => c.Entry))
        {
            if (at - entry > 2) break;
            (at, moved) = (entry, [.. moved, id]);
        }
        return moved;
    }
}

/// <summary>One entry that was appended.</summary>
/// <param name="Index">Its record number.</param>
/// <param name="Entry">The entry.</param>
/// <param name="Document">The digest of the document it brought.</param>
/// <param name="Address">The address below the language, where it has one.</param>
public sealed record PublishedEntry(long Index, Entry Entry, Digest? Document, string? Address);

/// <summary>Why a proposal was not taken.</summary>
/// <param name="Proposal">Which one, by its place in the list; −1: none at all can be published now.</param>
/// <param name="Code">A word for programs.</param>
/// <param name="Sentence">A sentence for people: what, where, what to do.</param>
public sealed record Refusal(int Proposal, string Code, string Sentence);

/// <summary>Proposals that were checked and completed before the write lock was taken, or the reason why they were not taken.</summary>
public sealed class Preparation
{
    internal Preparation(PublishOutcome.Refused refused) => (Refused, Proposals) = (refused, []);

    internal Preparation(Batch batch, string? checkpoint, IReadOnlyList<Proposal> proposals) =>
        (Batch, Checkpoint, Proposals) = (batch, checkpoint, proposals);

    /// <summary>Why nothing of it can be published, or null.</summary>
    public PublishOutcome.Refused? Refused { get; }

    internal Batch? Batch { get; }

    // The head they were checked against; null before the log's first entry.
    internal string? Checkpoint { get; }

    internal IReadOnlyList<Proposal> Proposals { get; }
}

/// <summary>How a publish ended: all of it, or nothing.</summary>
public abstract record PublishOutcome
{
    private PublishOutcome() { }

    /// <summary>All proposals are in the log.</summary>
    /// <param name="Entries">In the order of the proposals; an act on every language gave one entry each.</param>
    /// <param name="Size">Of the log afterwards.</param>
    /// <param name="Checkpoint">Signed, as it is served.</param>
    public sealed record Published(IReadOnlyList<PublishedEntry> Entries, long Size, string Checkpoint) : PublishOutcome;

    /// <summary>Nothing was done.</summary>
    /// <param name="Refusals">At least one.</param>
    public sealed record Refused(IReadOnlyList<Refusal> Refusals) : PublishOutcome;
}
