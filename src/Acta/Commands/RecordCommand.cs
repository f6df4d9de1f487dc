using System.CommandLine;
using Acta.Publication;
using Acta.Record;
using Acta.Record.Register;
using Acta.Store;

namespace Acta.Commands;

/// <summary><c>acta record</c>: says that two records of the register are one, or that one was two.</summary>
internal static class RecordCommand
{
    public static Command Build(Option<string> data)
    {
        var command = new Command("record", "Merges two records of the register, or tells one from another that was taken for it.") { Merge(data), Split(data) };
        return command;
    }

    private static Command Merge(Option<string> data)
    {
        var gone = new Argument<string>("RECORD") { Description = "The one that will lead to the other: its address, such as people/ann-example, or its id." };
        var kept = new Argument<string>("INTO") { Description = "The one that stays." };
        var reason = Reason();
        var yes = new Option<bool>("--yes") { Description = "Do it; without, it is only told what would be done." };
        var command = new Command("merge", "Makes two records one: what named the first names the second, and its address leads there.") { gone, kept, reason, yes, data };
        command.SetAction(p => Run(p.GetValue(data)!, (store, publisher) =>
        {
            using var reading = store.Read();
            var (from, into) = (Find(reading, p.GetValue(gone)!), Find(reading, p.GetValue(kept)!));
            var merger = Proposal.Merge(from, into, Words(p.GetValue(reason)));
            if (!p.GetValue(yes))
            {
                // What would be refused is refused now.
                if (publisher.Prepare(reading, merger, "record").Refused is { } refused) throw new UserError(refused.Refusals[0].Sentence);
                Console.WriteLine($"{RegisterRules.NameOf(from)} would become one with {RegisterRules.NameOf(into)}: {StoredRecords.Naming(reading, from.Id).Count:N0} records that name it would name the other, and its address would lead there. Nothing is done yet; say it again with --yes.");
                return [];
            }
            return merger;
        }, "Merged; the former address leads to the record that stays."));
        return command;
    }

    private static Command Split(Option<string> data)
    {
        var from = new Argument<string>("RECORD") { Description = "The one that was taken for two: its address or id." };
        var off = new Argument<string>("OFF") { Description = "The other one, which is in the register already, or was merged into the first." };
        var moving = new Option<string[]>("--moving") { Description = "A record that names the first and means the other: its address or id; may be given several times.", AllowMultipleArgumentsPerToken = true };
        var reason = Reason();
        var command = new Command("split", "Tells one record from another: those given with --moving name the other from now on.") { from, off, moving, reason, data };
        command.SetAction(p => Run(p.GetValue(data)!, (store, _) =>
        {
            using var reading = store.Read();
            var first = Find(reading, p.GetValue(from)!);
            var (other, isMerged) = FindMerged(reading, p.GetValue(off)!);
            if (!isMerged && (p.GetValue(moving) ?? []).Length == 0) throw new UserError("Nothing would be told apart: name the records that mean the other with --moving.");
            var split = new RecordSplit { Off = other, Moved = [.. (p.GetValue(moving) ?? []).Select(m => Find(reading, m).Id)], Reason = Words(p.GetValue(reason)) };
            var proposal = new Proposal { Act = Act.Split, Resource = first.Id, Kind = first.Type, Document = split };
            return isMerged && StoredRecords.Find(reading, other)?.Record is { } merged ? Proposal.Unmerge(reading, merged, split.Reason, split.Moved.Count > 0 ? split.Moved : null) : [proposal];
        }, "Split; each page leads to the other."));
        return command;
    }

    private static int Run(string data, Func<MainStore, Publisher, IReadOnlyList<Proposal>> proposals, string done)
    {
        var folder = DataFolder.Open(data);
        using var store = MainStore.Open(folder);
        var key = LogKey.Read(folder);
        var publisher = new Publisher(store, key, new ReleasedHead(LogKey.MemoryName(key.Verifier)), TimeProvider.System);
        var asked = proposals(store, publisher);
        if (asked.Count == 0) return 0;
        if (publisher.Publish(asked, "record") is PublishOutcome.Refused refused) throw new UserError(refused.Refusals[0].Sentence);
        Console.WriteLine(done);
        return 0;
    }

    private static Option<string> Reason() => new("--reason") { Description = "Why, in English, for readers." };

    private static Words Words(string? reason) => string.IsNullOrWhiteSpace(reason) ? Record.Words.None : Record.Words.Of(("en", reason.Trim()));

    private static RegisterRecord Find(Reading reading, string named) =>
        Stored(reading, named) is { Readable: true, Record: { } record } ? record : throw new UserError($"There is no record \"{named}\" on the site; give its address, such as people/ann-example, or its id.");

    private static (Guid Id, bool IsMerged) FindMerged(Reading reading, string named) => Stored(reading, named) is { State: "live" or "retired" or "merged" } stored
        ? (stored.Id, stored.State == "merged") : throw new UserError($"There is no record \"{named}\" in the register; give its address, such as people/ann-example, or its id.");

    private static StoredRecord? Stored(Reading reading, string named)
    {
        // As it is copied from a browser.
        var path = Uri.TryCreate(named, UriKind.Absolute, out var url) && url.Scheme.StartsWith("http", StringComparison.Ordinal) ? url.AbsolutePath.Trim('/') is var whole && whole.IndexOf('/') is > 0 and var slash ? whole[(slash + 1)..] : "" : named.Trim('/');
        if (!Guid.TryParseExact(named, "D", out var id))
        {
            if (reading.Scalar<string>("SELECT resource FROM addresses WHERE language = '' AND path = @path", ("@path", path)) is not { } at) return null;
            id = Guid.Parse(at);
        }
        return StoredRecords.Find(reading, id);
    }
}
