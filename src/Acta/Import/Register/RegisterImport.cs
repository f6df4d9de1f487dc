using System.Runtime;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Acta.Publication;
using Acta.Record;
using Acta.Record.Bodies;
using Acta.Record.Register;
using Acta.Store;

namespace Acta.Import.Register;

/// <summary>
/// Takes records of the register from a source: finds which of them are here already, plans what would be made and changed,
/// checks all of it against the register as it would be, and only then appends, in batches that hold the writer for at most 50 ms.
/// </summary>
internal sealed partial class RegisterImport(MainStore store, Publisher publisher, ImportOptions options, ImportReport report, MediaTaking media, RegisterManner manner)
{
    // Said of a record in several languages: what the source has is added to what is here.
    private static readonly string[] Texts = ["name", "honorific", "sortName", "side", "feminine", "result"];
    private static readonly string[] Additions = ["otherNames", "identifiers", "sources"];

    private readonly RegisterState _state = new();
    private readonly Dictionary<Guid, StoredRecord> _here = [];
    private readonly Dictionary<(string Kind, string Key), Guid> _ids = [];
    private readonly List<Doubt> _doubts = [];
    private readonly HashSet<(string, string)> _leftOut = [];
    private readonly Dictionary<(string Kind, string Key), string> _names = [];

    private const string Waiting = "records that only wait for one with a fault";

    private sealed record Planned(SourceRecord Source, RegisterRecord Record, StoredRecord? Here, IReadOnlyList<LinkedFile> Files);

    private sealed record Step(Planned Planned, RegisterRecord Record, Act Act, bool IsLast);

    /// <summary>Runs; what it did, and why it did not, is in the report.</summary>
    public void Run(IReadOnlyList<SourceRecord> sources, CancellationToken stop)
    {
        if (sources.Count == 0) return;
        if (!options.DryRun && publisher.Hold is { } hold) throw new UserError(hold);
        HashSet<Guid> changedHere;
        using (var reading = store.Read())
        {
            foreach (var stored in StoredRecords.All(reading))
            {
                _here[stored.Id] = stored;
                if (stored.Readable) _state.Set(stored.Record!);
            }
            changedHere = [.. reading.Query("SELECT DISTINCT resource FROM audit WHERE act IN ('revise', 'correct') AND actor <> @actor AND resource IS NOT NULL AND language IS NULL", r => Guid.Parse(r.GetString(0)), ("@actor", PacedPublisher.Actor))];
        }
        var settled = new SettleFile(options.SettleFile);
        var planned = Plan(sources, settled, changedHere);
        settled.Write(_doubts);
        foreach (var doubt in _doubts)
            report.Problem(doubt.Source.File, doubt.Source.Where, NameOf(doubt.Source), doubt.Why + (options.SettleFile is null ? " Settle it in a file: add --settle FILE." : $" Settle it in {options.SettleFile}."));
        var steps = Ordered(planned);
        stop.ThrowIfCancellationRequested();
        if (manner.AllOrNone && report.ProblemCount > 0)
        {
            report.Count("records that would have gone in, but that it is all or none", steps.Count(s => s.IsLast));
            return;
        }
        var doubtful = new Doubtful(_state, steps.Select(s => s.Record.Id).ToHashSet());
        foreach (var step in steps.Where(s => s.IsLast))
            foreach (var sentence in doubtful.Of(step.Record)) report.Warn(step.Planned.Source.File, step.Planned.Source.Where, NameOf(step.Planned.Source), sentence);
        if (options.DryRun)
        {
            foreach (var step in steps.Where(s => s.IsLast)) Tell(step, "would be ");
            return;
        }
        // No collection of the whole heap, which a large register fills, while the writer is held.
        var mode = GCSettings.LatencyMode;
        GCSettings.LatencyMode = GCLatencyMode.SustainedLowLatency;
        try
        {
            Append(steps, stop);
        }
        finally
        {
            GCSettings.LatencyMode = mode;
        }
    }

    private List<Planned> Plan(IReadOnlyList<SourceRecord> sources, SettleFile settled, HashSet<Guid> changedHere)
    {
        var secret = SiteSecret.Of(store);
        var matching = new Matching(manner.ByIdOnly ? [] : _state.All.ToList());
        var taken = new Dictionary<Guid, SourceRecord>();
        var planned = new List<Planned>();
        // By kind, so that what a record is known by (a post by its body, a term by its holder) is found first.
        var inOrder = sources.OrderBy(s => Array.IndexOf(KindsInOrder, s.Kind)).ToList();
        foreach (var source in inOrder.Where(s => s.Name.Length > 0)) _names.TryAdd((source.Kind, source.Key), source.Name);
        foreach (var source in inOrder)
        {
            if (IdOf(source, settled, matching, secret, taken) is not { } id) continue;
            if (!_ids.TryAdd((source.Kind, source.Key), id) || !taken.TryAdd(id, source))
            {
                report.Problem(source.File, source.Where, NameOf(source), $"the source has a second record of the id \"{source.Key}\", or of one that is the same here; ids must differ.");
                _leftOut.Add((source.Kind, source.Key));
            }
        }
        foreach (var source in inOrder)
        {
            if (!_ids.TryGetValue((source.Kind, source.Key), out var id) || _leftOut.Contains((source.Kind, source.Key))) continue;
            var here = _here.GetValueOrDefault(id);
            if (here is { State: "erased" or "withdrawn" or "merged" })
            {
                report.Count(here.State switch { "erased" => "deleted here on legal grounds, left so", "merged" => "one with another record here, left so", _ => "removed from the site here, left so" });
                continue;
            }
            if (here is not null && !manner.ChangesExisting)
            {
                report.Count("in the record already");
                continue;
            }
            var files = new List<LinkedFile>();
            if (Made(source, id, here?.Record, files) is not { } record) continue;
            if (here?.Record is { } before && record.ContentBytes().AsSpan().SequenceEqual(before.ContentBytes()))
            {
                report.Count(manner.ByIdOnly ? "unchanged" : "records left as they are");
                continue;
            }
            if (here is not null && !source.IsOurs && changedHere.Contains(id))
            {
                report.Warn(source.File, source.Where, NameOf(source), "it was changed here, and the source says something else; it is left as it is here.");
                report.Count("records left as they are");
                continue;
            }
            planned.Add(new Planned(source, record, here, files));
            if (record is Organization { Url: { } url } && WebsiteOf(source) is not null) report.Warn(source.File, source.Where, NameOf(source), $"its website \"{source.Document["url"]}\" has no https://; it is taken as {url}.");
        }
        return planned;
    }

    private static readonly string[] KindsInOrder = ["place", "organization", "person", "post", "membership", "event", "agenda-item", "paper", "decision", "task"];

    // Null: it is doubtful, or can't be read; both were told.
    private Guid? IdOf(SourceRecord source, SettleFile settled, Matching matching, SiteSecret secret, Dictionary<Guid, SourceRecord> taken)
    {
        if (manner.ByIdOnly) return Guid.ParseExact(source.Key, "D");
        if (!source.IsOurs || !Guid.TryParseExact(source.Key, "D", out var made)) made = secret.IdOf("register " + (options.Site ?? ""), $"{source.Kind} {source.Key}");
        switch (settled.AnswerFor(source))
        {
            case "new": return made;
            case { } answer:
                if (Guid.TryParseExact(answer, "D", out var told) && _state.Find(told)?.Type == source.Kind) return told;
                throw new UserError($"{options.SettleFile} says that the {source.Kind} {source.Key} is \"{answer}\", which is neither \"new\" nor the id of a {source.Kind} here.");
        }
        if (Guid.TryParseExact(source.Key, "D", out var own) && _here.TryGetValue(own, out var stored) && stored.Kind == source.Kind) return own;
        if (_here.ContainsKey(made)) return made;
        if (Made(source, made, null, null) is not { } record) return made;
        var (found, why, candidates) = matching.Find(record);
        if (found is not null && taken.TryGetValue(found.Id, out var other)) (found, why) = (null, $"The record here that it may be is {other.Where} of the source already.");
        if (why is null) return found?.Id ?? made;
        _doubts.Add(new Doubt(source, why, candidates));
        _leftOut.Add((source.Kind, source.Key));
        return null;
    }

    // The record as the source would have it, on what is here, with the files it brings; without a list for them it is only made to
    // find what it is known by, and may name what is not known yet.
    private RegisterRecord? Made(SourceRecord source, Guid id, RegisterRecord? before, List<LinkedFile>? files)
    {
        var strict = files is not null;
        var json = source.Document.DeepClone().AsObject();
        string? unknown = null;
        var waits = false;
        RecordMembers.MapReferences(json, source.Kind, (path, kinds, key) =>
        {
            var parts = key.Split('\u0001');
            if (parts is [_, var only, var rest]) (kinds, key) = ([only], rest);
            foreach (var kind in kinds)
            {
                if (_leftOut.Contains((kind, key))) waits = true;
                else if (_ids.TryGetValue((kind, key), out var known)) return known.ToString();
            }
            if (Guid.TryParseExact(key, "D", out var there) && _here.ContainsKey(there)) return key;
            unknown ??= $"it names \"{key}\" as its {path}, which neither the source nor the register has.";
            return Guid.Empty.ToString();
        });
        json = Cleaned(json)!.AsObject();
        if (WebsiteOf(source) is { } website) json["url"] = website;
        if (unknown is not null && strict)
        {
            // What it names is doubtful itself, or was refused: that is told where it is.
            if (waits) report.Count(Waiting);
            else report.Problem(source.File, source.Where, NameOf(source), unknown);
            _leftOut.Add((source.Kind, source.Key));
            return null;
        }
        try
        {
            if (before is not null) json = Merged(JsonNode.Parse(before.ContentBytes())!.AsObject(), json, before);
            (json["type"], json["v"], json["salt"], json["id"]) = (source.Kind, json["v"]?.DeepClone() ?? Document.CurrentVersion, "", id.ToString());
            var record = (RegisterRecord)Document.Read(CanonicalJson.Write(json));
            foreach (var file in strict ? record.Files.Where(f => !Has(f)) : [])
                files!.Add(source.FileFor(file) ?? throw new BadItem($"it uses the file {file.Name}, which is not in the media library; add it first."));
            return record;
        }
        catch (Exception e) when (strict && e is (RecordFormatException or InvalidOperationException))
        {
            report.Problem(source.File, source.Where, NameOf(source), e is RecordFormatException ? e.Message.TrimEnd('.') + "." : "it holds a text with half of a surrogate pair, which is no character.");
        }
        catch (BadItem e)
        {
            report.Problem(source.File, source.Where, NameOf(source), e.Message);
        }
        catch (Exception e) when (e is RecordFormatException or InvalidOperationException)
        {
            // Told when it is planned.
        }
        if (strict) _leftOut.Add((source.Kind, source.Key));
        return null;
    }

    // The whole address of what is evidently one and lacks its beginning; null: nothing is to be added.
    private static string? WebsiteOf(SourceRecord source) => source.Kind == "organization" && source.Document["url"] is JsonValue value && value.TryGetValue<string>(out var text) ? Website.Completed(text) : null;

    // As the desk does it; and what no letter is, such as NUL, no browser shows.
    private static JsonNode? Cleaned(JsonNode? node) => node switch
    {
        JsonObject o => new JsonObject(o.Select(m => KeyValuePair.Create(m.Key, Cleaned(m.Value)))),
        JsonArray a => new JsonArray([.. a.Select(Cleaned)]),
        JsonValue v when v.TryGetValue<string>(out var text) => JsonValue.Create(string.Concat(Rules.WithoutForcedDirection(text).Where(c => !Rules.IsNoText(c)))),
        _ => node?.DeepClone(),
    };

    // What the source does not say stays; what it says of one language leaves the others.
    private JsonObject Merged(JsonObject here, JsonObject source, RegisterRecord before)
    {
        if (manner.ByIdOnly)
        {
            source["slug"] = before.Slug.Length == 0 ? null : before.Slug;
            return source;
        }
        foreach (var (member, value) in source.ToList())
        {
            if (member is "id" or "slug" or "type" or "v" or "salt" || value is null) continue;
            if (Texts.Contains(member) && here[member] is JsonObject words && value is JsonObject more)
                foreach (var (language, text) in more) words[language] = text?.DeepClone();
            else if (Additions.Contains(member) && here[member] is JsonArray list && value is JsonArray added)
                foreach (var item in added.Where(a => !list.Any(l => JsonNode.DeepEquals(l, a))).ToList()) list.Add(item?.DeepClone());
            else if (member is "portrait" or "emblem" && before.Files.Any(f => value["url"]?.ToString().Contains($"/media/{f.Id}/", StringComparison.Ordinal) ?? false))
                continue;
            else
                here[member] = value.DeepClone();
        }
        return here;
    }

    private bool Has(MediaFile file)
    {
        using var reading = store.Read();
        return reading.Scalar<long>("SELECT COUNT(*) FROM media WHERE id = @id AND sha256 = @sha256 AND erased_by IS NULL", ("@id", file.Id.ToString()), ("@sha256", file.Digest.ToBytes())) == 1;
    }

    // An order in which all of it can be appended, each act good on what the others before it leave; what has no place in it is told.
    private List<Step> Ordered(List<Planned> planned)
    {
        var byId = planned.ToDictionary(p => p.Record.Id);
        var steps = new List<Step>();
        var made = new HashSet<Guid>();
        var waiting = RecordOrder.Of(planned.Select(p => p.Record)).ToList();
        while (waiting.Count > 0)
        {
            var refused = new List<(RegisterRecord Record, string Why)>();
            var taken = steps.Count;
            foreach (var record in waiting)
            {
                if (Refusal(record) is { } why) refused.Add((record, why));
                else Take(record, record);
            }
            // Those that name one another in a circle come in without the names first, and are completed then.
            if (steps.Count == taken)
                foreach (var (record, _) in refused)
                    if (RecordOrder.Loosened(record, id => _state.Find(id) is not null) is var loose && _state.Find(record.Id) is null
                        && !loose.ContentBytes().AsSpan().SequenceEqual(record.ContentBytes()) && Refusal(loose) is null) Take(loose, record);
            waiting = [.. refused.Select(r => r.Record)];
            if (steps.Count > taken) continue;
            // Seen together: what names one another in a way that can't be, a circle of parents, is told as that.
            foreach (var (record, _) in refused) _state.Set(record);
            var faults = refused.ConvertAll(r => (r.Record, Why: Refusal(r.Record)));
            // One fault is told once: what only waits for a record with a fault has none of its own.
            var isOther = faults.Exists(f => f.Why is not null) || _leftOut.Count > 0;
            var gone = _leftOut.Select(k => _ids.TryGetValue(k, out var id) ? id : Guid.Empty).ToHashSet();
            foreach (var ((record, why), (_, first)) in faults.Zip(refused))
            {
                var source = byId[record.Id].Source;
                if ((why is null && isOther) || record.References.Any(r => gone.Contains(r.Target))) report.Count(Waiting);
                else report.Problem(source.File, source.Where, NameOf(source), Told(why ?? first, byId));
            }
            break;
        }
        return steps;

        void Take(RegisterRecord record, RegisterRecord whole)
        {
            var p = byId[record.Id];
            steps.Add(new Step(p, record, p.Here is null && made.Add(record.Id) ? Act.Publish : Act.Revise, ReferenceEquals(record, whole)));
            _state.Set(record);
        }
    }

    // What a term is called, which has seldom a name: who, in what. Of a record without one, its key in the source.
    private string NameOf(SourceRecord source)
    {
        if (source.Kind != "membership") return source.Name.Length > 0 ? source.Name : source.Key;
        var named = new[] { Named("member", "person", "organization"), Named("post", "post") ?? Named("organization", "organization") }.OfType<string>().ToList();
        return named.Count > 0 ? string.Join(", ", named) : source.Name.Length > 0 ? source.Name : source.Key;

        string? Named(string member, params string[] kinds)
        {
            if ((source.Document[member] as JsonValue)?.ToString().Split('\u0001')[^1] is not { } key) return null;
            foreach (var kind in kinds)
                if (_names.TryGetValue((kind, key), out var name)) return name;
            return Guid.TryParseExact(key, "D", out var id) && _here.TryGetValue(id, out var here) && here.Record is { } record ? RegisterRules.NameOf(record).Trim('"') : null;
        }
    }

    // A sentence calls what has no name by its id, which is made here and says nothing to whoever wrote the source.
    private string Told(string sentence, Dictionary<Guid, Planned> byId) =>
        AnId().Replace(sentence, m => byId.TryGetValue(Guid.Parse(m.Value), out var planned) ? $"\"{NameOf(planned.Source)}\"" : m.Value);

    [GeneratedRegex("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", RegexOptions.CultureInvariant)]
    private static partial Regex AnId();

    private string? Refusal(RegisterRecord record) => RegisterRules.Check(record) is { Count: > 0 } breaches ? breaches[0]
        : Contradictions.Of(record, _state).FirstOrDefault(c => !c.IsWarning)?.Sentence;

    private void Append(List<Step> steps, CancellationToken stop)
    {
        foreach (var planned in steps.Select(s => s.Planned).Where(p => p.Files.Count > 0).Distinct().ToList())
        {
            try
            {
                media.Restore(planned.Files);
            }
            catch (BadItem e)
            {
                report.Problem(planned.Source.File, planned.Source.Where, NameOf(planned.Source), e.Message);
                steps.RemoveAll(s => ReferenceEquals(s.Planned, planned));
            }
        }
        if (manner.AllOrNone && report.ProblemCount > 0) return;
        using var paced = new PacedPublisher(store, publisher);
        for (var done = 0; done < steps.Count;)
        {
            stop.ThrowIfCancellationRequested();
            var batch = steps.GetRange(done, Math.Min(paced.Size, steps.Count - done));
            done += batch.Count;
            while (batch.Count > 0)
            {
                var proposals = new List<Proposal>();
                var owners = new List<int>();
                foreach (var (i, step) in batch.Index())
                {
                    var publish = new Proposal { Act = step.Act, Resource = step.Record.Id, Kind = step.Record.Type, Document = step.Record, OnClash = ClashRule.Number };
                    proposals.Add(publish);
                    owners.Add(i);
                    if (!step.IsLast || step.Planned.Here is not null || step.Planned.Source.Retired is not { } notice) continue;
                    proposals.Add(publish with { Act = Act.Retire, Document = notice });
                    owners.Add(i);
                }
                var outcome = paced.Publish(batch.Count, _ => proposals, _ => { });
                if (outcome is PublishOutcome.Published)
                {
                    foreach (var step in batch.Where(s => s.IsLast)) Tell(step, "");
                    break;
                }
                // Somebody published against it since it was planned: it is told and left out, the others try again.
                var refused = ((PublishOutcome.Refused)outcome).Refusals;
                if (refused.FirstOrDefault(r => r.Proposal < 0) is { } none) throw new UserError(none.Sentence);
                var bad = new HashSet<int>();
                foreach (var refusal in refused)
                {
                    var source = batch[owners[refusal.Proposal]].Planned.Source;
                    if (bad.Add(owners[refusal.Proposal])) report.Problem(source.File, source.Where, NameOf(source), refusal.Sentence);
                }
                batch = [.. batch.Where((_, i) => !bad.Contains(i))];
            }
        }
        foreach (var (source, record) in steps.Where(s => s.IsLast && s.Planned is { Here: null, Source.Merged: not null }).Select(s => (s.Planned.Source, s.Record)))
            if (paced.Publish(1, _ => [new Proposal { Act = Act.Merge, Resource = record.Id, Kind = record.Type, Document = source.Merged! }], _ => { }) is PublishOutcome.Refused { Refusals: [var refusal, ..] })
                report.Problem(source.File, source.Where, NameOf(source), refusal.Sentence);
        report.Count("milliseconds the writer was held at most", (long)Math.Ceiling(paced.LongestHold.TotalMilliseconds));
    }

    private void Tell(Step step, string would)
    {
        var isNew = step.Planned.Here is null;
        report.Count(manner.ByIdOnly ? would + (isNew ? "published" : "revised") : $"records {would}{(isNew ? "made" : "changed")}");
        if (would.Length == 0 || manner.ByIdOnly) return;
        var name = step.Record is Membership { Term: var term } ? $"{NameOf(step.Planned.Source)} ({term.Start?.ToString() ?? "…"} – {term.End?.ToString() ?? "…"})" : RegisterRules.NameOf(step.Record).Trim('"');
        report.List($"{would}{(isNew ? "made" : "changed")}, {step.Record.Type}", isNew ? name : $"{name}: {string.Join(", ", Changes(step.Planned.Here!.Record!, step.Record))}");
    }

    private static IEnumerable<string> Changes(RegisterRecord before, RegisterRecord after)
    {
        var (a, b) = (JsonNode.Parse(before.ContentBytes())!.AsObject(), JsonNode.Parse(after.ContentBytes())!.AsObject());
        return a.Select(m => m.Key).Union(b.Select(m => m.Key)).Where(m => !JsonNode.DeepEquals(a[m], b[m]));
    }
}
