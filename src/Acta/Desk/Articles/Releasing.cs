using Acta.Access;
using Acta.Desk.Register;
using Acta.Following;
using Acta.Media;
using Acta.Publication;
using Acta.Record;
using Acta.Record.News;
using Acta.Record.Register;
using Acta.Store;
using Acta.Views.News;

namespace Acta.Desk.Articles;

/// <summary>One language version, or one record of the register (its language is empty), that is to go out as whoever releases it has seen it.</summary>
public sealed record ReleaseItem(Guid Id, string Language, Digest Digest)
{
    /// <summary>Whether it is a record of the register.</summary>
    public bool IsRecord => Language.Length == 0;
}

/// <summary>How a release ended.</summary>
public abstract record ReleaseOutcome
{
    private ReleaseOutcome() { }

    /// <summary>All of it is public.</summary>
    public sealed record Done(PublishOutcome.Published Published) : ReleaseOutcome;

    /// <summary>It will go out at the moment.</summary>
    public sealed record Planned(Guid Release, DateTimeOffset Due) : ReleaseOutcome;

    /// <summary>Nothing went out: a key of the desk's words, or a sentence of the publication's.</summary>
    public sealed record Refused(string? Why, string? Sentence, string? Language = null) : ReleaseOutcome
    {
        /// <summary>The moment the sentence speaks of: the end of an embargo.</summary>
        public DateTimeOffset? Until { get; init; }

        /// <summary>The publication's code for its sentence.</summary>
        public string? Code { get; init; }

        /// <summary>The record of the register that was refused, where it was one.</summary>
        public Guid? Record { get; init; }

        /// <summary>The other language version that the sentence speaks of: the original of a translation.</summary>
        public string? Other { get; init; }

        /// <summary>The sentence in somebody's words.</summary>
        internal string In(DeskRequest r) => Sentence ?? r.Words.Text(Why!, ("time", Until is { } until ? r.Frame("").Moment(until) : ""), ("other", Other is { } other ? r.Words.LanguageName(other) : ""));
    }
}

/// <summary>
/// Brings what was approved to the public: all that belongs together in one transaction, with the drafts' new states, the
/// numbers taken and the audit trail, or none of it.
/// </summary>
public sealed class Releasing(MainStore store, ViewsDb views, Publisher publisher, TimeProvider time, MediaLibrary? library = null)
{
    private readonly RecordDrafts _records = new(store, time);

    // What goes out together: texts, and records of the register.
    private sealed record Going(IReadOnlyList<Draft> Texts, IReadOnlyList<RecordDraft> Records)
    {
        // The page that whoever is told of it is led to.
        public string Link => Texts.Count > 0 ? $"/desk/articles/{Texts[0].Id}" : $"/desk/register/{Records[0].Id}";
    }

    /// <summary>Releases now.</summary>
    /// <param name="items">What goes out together.</param>
    /// <param name="overriding">A publisher takes it on themselves that nobody has approved it.</param>
    /// <param name="by">Who.</param>
    /// <param name="address">From where.</param>
    public ReleaseOutcome Release(IReadOnlyList<ReleaseItem> items, bool overriding, Staff by, string? address)
    {
        PublishOutcome.Published published;
        if (!HasFiles(items)) return new ReleaseOutcome.Refused("release.storage", null);
        using (var w = store.BeginWrite())
        {
            var now = time.GetUtcNow();
            var (going, refused) = Take(w, items, overriding, now, by, address);
            if (refused is not null) return refused;
            var drafts = going.Texts;
            var overridden = drafts.Where(d => d.State != DraftState.Approved || Embargo.Of(w, d.Id, now) is not null).ToList();
            foreach (var draft in drafts)
                AuditTrail.Add(w, time, by.Actor, draft.State != DraftState.Approved ? "draft-release-override" : overridden.Contains(draft) ? "draft-release-early" : "draft-release", address, draft.Id, draft.Language, draft.Digest.ToBytes());
            foreach (var record in going.Records) _records.Told(w, record, "record-release", by, address);
            foreach (var draft in overridden) Embargo.Lift(w, draft.Id);
            if (overridden.Count > 0) Mails.TellAll(w, now, "override", s => s.May(Roles.Administrator), going.Link);
            var (outcome, order) = Publish(w, going, by.Actor);
            if (outcome is PublishOutcome.Refused unfit) return Unfit(unfit.Refusals[0], drafts, order);
            published = (PublishOutcome.Published)outcome;
            Commit(w);
        }
        publisher.Released(published);
        return new ReleaseOutcome.Done(published);
    }

    /// <summary>Has it go out at a moment to come.</summary>
    public ReleaseOutcome Schedule(IReadOnlyList<ReleaseItem> items, DateTimeOffset due, Staff by, string? address)
    {
        if (due <= time.GetUtcNow()) return new ReleaseOutcome.Refused("release.past", null);
        using var w = store.BeginWrite();
        var (going, refused) = Take(w, items, overriding: false, due, by, address);
        if (refused is not null) return refused;
        var drafts = going.Texts;
        // What would be refused then is better heard of now; the log is left as it is.
        var (prepared, order) = Prepare(w, going, _ => null, by.Actor);
        if (prepared.Refused is { } unfit) return Unfit(unfit.Refusals[0], drafts, order);
        var release = Guid.NewGuid();
        w.Execute("INSERT INTO releases (release, state, due, creator, created) VALUES (@release, 'scheduled', @due, @by, @now)",
            ("@release", release.ToString()), ("@due", due.ToUnixTimeMilliseconds()), ("@by", by.Id.ToString()), ("@now", time.GetUtcNow().ToUnixTimeMilliseconds()));
        foreach (var draft in drafts)
        {
            w.Execute("INSERT INTO release_items (release, id, language, digest) VALUES (@release, @id, @language, @digest)",
                ("@release", release.ToString()), ("@id", draft.Id.ToString()), ("@language", draft.Language), ("@digest", draft.Digest.ToBytes()));
            Drafts.SetState(w, draft.Id, draft.Language, DraftState.Scheduled);
            AuditTrail.Add(w, time, by.Actor, "draft-schedule", address, draft.Id, draft.Language, draft.Digest.ToBytes(), due.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm'Z'", System.Globalization.CultureInfo.InvariantCulture));
        }
        foreach (var record in going.Records)
        {
            w.Execute("INSERT INTO release_items (release, id, language, digest) VALUES (@release, @id, '', @digest)", ("@release", release.ToString()), ("@id", record.Id.ToString()), ("@digest", record.Digest.ToBytes()));
            RecordDrafts.SetState(w, record.Id, DraftState.Scheduled);
            _records.Told(w, record, "record-schedule", by, address, due.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm'Z'", System.Globalization.CultureInfo.InvariantCulture));
        }
        w.Commit();
        return new ReleaseOutcome.Planned(release, due);
    }

    /// <summary>Takes a planned release back; its texts are approved as before.</summary>
    public bool Unschedule(Guid release, Staff by, string? address)
    {
        using var w = store.BeginWrite();
        var items = ItemsOf(w, release);
        if (items.Any(i => i.IsRecord ? !by.May(RegisterRights.Releasers) : Drafts.Find(w, i.Id, i.Language) is { } d && !by.MayRelease(d.Language, d.Section))) return false;
        if (w.Execute("UPDATE releases SET state = 'cancelled', done = @now WHERE release = @release AND state IN ('scheduled', 'held')", ("@release", release.ToString()), ("@now", time.GetUtcNow().ToUnixTimeMilliseconds())) == 0) return false;
        foreach (var (id, language, digest) in items)
        {
            if (language.Length == 0) RecordDrafts.SetState(w, id, DraftState.Approved);
            else Drafts.SetState(w, id, language, DraftState.Approved);
            AuditTrail.Add(w, time, by.Actor, language.Length == 0 ? "record-unschedule" : "draft-unschedule", address, id, language.Length == 0 ? null : language, digest.ToBytes());
        }
        w.Commit();
        return true;
    }

    /// <summary>Releases what waits for a person or its moment, now.</summary>
    public ReleaseOutcome ReleaseNow(Guid release, Staff by, string? address) => Carry(release, by, address) ?? new ReleaseOutcome.Refused("release.gone", null);

    /// <summary>
    /// Releases what is due. Claimed and published in the same transaction, under the lock that orders the log: exactly once,
    /// however many servers try. What is too late, or refused, waits for a person and says why.
    /// </summary>
    /// <returns>When the next one is due; null where none is.</returns>
    public DateTimeOffset? Tick()
    {
        while (true)
        {
            Guid? due;
            using (var r = store.Read())
            {
                var next = r.First("SELECT release, due FROM releases WHERE state = 'scheduled' ORDER BY due, created LIMIT 1",
                    row => ((Guid, DateTimeOffset)?)(Guid.Parse(row.GetString(0)), DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(1))));
                if (next is not var (release, moment)) return null;
                if (moment > time.GetUtcNow()) return moment;
                due = release;
            }
            Carry(due.Value, null, null);
        }
    }

    // Null where somebody else was first.
    private ReleaseOutcome? Carry(Guid release, Staff? by, string? address)
    {
        PublishOutcome.Published published;
        bool hasFiles;
        using (var r = store.Read()) hasFiles = HasFiles(ItemsOf(r, release));
        using (var w = store.BeginWrite())
        {
            var row = w.First("SELECT state, due, creator FROM releases WHERE release = @release" + Drafts.ForUpdate(w),
                r => ((string, DateTimeOffset, Guid)?)(r.GetString(0), DateTimeOffset.FromUnixTimeMilliseconds(r.GetInt64(1)), Guid.Parse(r.GetString(2))), ("@release", release.ToString()));
            if (row is not var (state, due, creator) || !(state == "scheduled" || (state == "held" && by is not null))) return null;
            var now = time.GetUtcNow();
            if (by is null && now - due > DeskSettings.Read(w).Lateness) return Hold(w, release, now, "late", null);
            if (!hasFiles) return by is null ? Hold(w, release, now, "storage", null) : new ReleaseOutcome.Refused("release.storage", null);
            var items = ItemsOf(w, release);
            List<Draft> drafts = [];
            List<RecordDraft> records = [];
            foreach (var (id, language, digest) in items)
            {
                if (language.Length == 0)
                {
                    if (RecordDrafts.Find(w, id, RecordDrafts.ForUpdate(w)) is not { State: DraftState.Scheduled } record || record.Digest != digest) return Hold(w, release, now, "changed", null);
                    if (by is not null && !by.May(RegisterRights.Releasers)) return new ReleaseOutcome.Refused("draft.not-yours", null);
                    records.Add(record);
                    continue;
                }
                // A scheduled text can't be changed; what an erasure took meanwhile is no longer of the release.
                if (Drafts.Find(w, id, language, Drafts.ForUpdate(w)) is not { State: DraftState.Scheduled } draft || draft.Digest != digest) return Hold(w, release, now, "changed", null);
                if (by is not null && !by.MayRelease(language, draft.Section)) return new ReleaseOutcome.Refused("draft.not-yours", null);
                // Set since the release was planned.
                if (Embargo.Of(w, id, now) is { } embargo) return by is null ? Hold(w, release, now, "embargo", null) : new ReleaseOutcome.Refused("release.embargo", null) { Until = embargo.Until };
                drafts.Add(draft);
            }
            if (drafts.Count + records.Count == 0) return Hold(w, release, now, "changed", null);
            var actor = by?.Actor ?? Staff.ActorOf(creator);
            foreach (var draft in drafts) AuditTrail.Add(w, time, by?.Actor ?? "schedule", "draft-release", address, draft.Id, draft.Language, draft.Digest.ToBytes());
            foreach (var record in records) AuditTrail.Add(w, time, by?.Actor ?? "schedule", "record-release", address, record.Id, null, record.Digest.ToBytes());
            var (outcome, order) = Publish(w, new Going(drafts, records), actor);
            if (outcome is PublishOutcome.Refused unfit)
            {
                w.Dispose();
                using var again = store.BeginWrite();
                var why = Unfit(unfit.Refusals[0], drafts, order);
                return Hold(again, release, now, why.Other is null ? null : "translation", unfit.Refusals[0].Sentence);
            }
            w.Execute("UPDATE releases SET state = 'done', done = @now, held = NULL WHERE release = @release", ("@now", now.ToUnixTimeMilliseconds()), ("@release", release.ToString()));
            published = (PublishOutcome.Published)outcome;
            Commit(w);
        }
        publisher.Released(published);
        return new ReleaseOutcome.Done(published);
    }

    // Asked before the transaction, which a storage that is slow must not hold up; what is released is what was asked about, by
    // its digest. What lies there then stays: only an erasure takes it away.
    private bool HasFiles(IReadOnlyList<ReleaseItem> items)
    {
        if (library is null) return true;
        List<Guid> files;
        using (var r = store.Read()) files = [.. items.SelectMany(i => i.IsRecord ? RecordDrafts.Find(r, i.Id)?.Says.Files ?? [] : Drafts.Find(r, i.Id, i.Language) is { } d ? Rules.Files(d.Edition) : []).Select(f => f.Id).Distinct()];
        try
        {
            return files.All(library.Has);
        }
        catch (StorageFault)
        {
            return false;
        }
    }

    // What the publication refuses, it says in English and with codes: people are told in the desk's words where these know it.
    private static ReleaseOutcome.Refused Unfit(Refusal refusal, IReadOnlyList<Draft> drafts, IReadOnlyList<RecordDraft> records)
    {
        // Records come before the texts that name them.
        if (refusal.Proposal >= 0 && refusal.Proposal < records.Count) return new ReleaseOutcome.Refused(null, refusal.Sentence) { Code = refusal.Code, Record = records[refusal.Proposal].Id };
        var draft = OriginalsFirst(drafts).ElementAtOrDefault(refusal.Proposal - records.Count);
        var key = "release.refused." + refusal.Code;
        var other = refusal.Code == "translation" ? draft?.Edition.TranslationOf is { Outlet: null, Url: null, Language: var language } && drafts.All(d => d.Id != draft.Id || d.Language != language) ? language : null : null;
        return draft is null || !DeskWords.Has(key) || refusal.Code == "translation" && other is null
            ? new ReleaseOutcome.Refused(null, refusal.Sentence)
            : new ReleaseOutcome.Refused(key, null, draft.Language) { Other = other };
    }

    private static void Commit(Writing w)
    {
        Publisher.FaultPoint?.Invoke("before-commit");
        w.Commit();
        Publisher.FaultPoint?.Invoke("after-commit");
    }

    private static ReleaseOutcome.Refused Hold(Writing w, Guid release, DateTimeOffset now, string? key, string? sentence)
    {
        if (ItemsOf(w, release) is [.., var first]) Mails.TellAll(w, now, "held", s => s.May(first.IsRecord ? RegisterRights.Releasers : Roles.Publisher), (first.IsRecord ? "/desk/register/" : "/desk/articles/") + first.Id);
        // A key of the desk's words, or a sentence after an equals sign.
        w.Execute("UPDATE releases SET state = 'held', held = @held WHERE release = @release AND state IN ('scheduled', 'held')", ("@held", key ?? "=" + sentence), ("@release", release.ToString()));
        w.Commit();
        return new ReleaseOutcome.Refused(key is null ? null : "release.held." + key, sentence);
    }

    private (PublishOutcome, IReadOnlyList<RecordDraft>) Publish(Writing w, Going going, string actor)
    {
        var settings = DeskSettings.Read(w);
        var (prepared, order) = Prepare(w, going, d => Number(w, d, settings), actor);
        var outcome = publisher.Publish(w, prepared);
        if (outcome is not PublishOutcome.Published published) return (outcome, order);
        foreach (var entry in published.Entries)
        {
            var document = Document.Read(w.Document(entry.Document!.Value).Bytes!);
            if (document is RegisterRecord says)
            {
                _records.Published(w, order.First(d => d.Id == says.Id), entry.Document.Value, says);
                continue;
            }
            var draft = going.Texts.First(d => d.Id == entry.Entry.Resource && d.Language == entry.Entry.Language);
            Drafts.Published(w, draft, entry.Document.Value, (Edition)document with { Salt = "", Correction = null }, time.GetUtcNow());
        }
        return (outcome, order);
    }

    // What is checked one after the other must come in an order in which each holds: what is named before what names it, or, where
    // things come to an end, the terms before the post, and the post before the body.
    private (Preparation, IReadOnlyList<RecordDraft>) Prepare(Writing w, Going going, Func<Draft, string?> number, string actor)
    {
        var texts = Proposals(w, going.Texts, number);
        (Preparation, IReadOnlyList<RecordDraft>)? first = null;
        foreach (var order in Orders(going.Records))
        {
            var prepared = publisher.Prepare(w, [.. order.Select(ProposalOf), .. texts], actor);
            if (prepared.Refused is null) return (prepared, order);
            first ??= (prepared, order);
        }
        return first!.Value;
    }

    private static IEnumerable<IReadOnlyList<RecordDraft>> Orders(IReadOnlyList<RecordDraft> records)
    {
        var byId = records.ToDictionary(d => d.Id);
        var named = RecordOrder.Of(records.Select(d => d.Says)).Select(s => byId[s.Id]).ToList();
        // Of terms the earlier first: one ends before the next begins.
        var terms = new Queue<RecordDraft>(named.Where(d => d.Says is Membership).OrderBy(d => ((Membership)d.Says).Term.First).ThenBy(d => d.Base is null));
        IReadOnlyList<RecordDraft> natural = [.. named.Select(d => d.Says is Membership ? terms.Dequeue() : d)];
        yield return natural;
        if (records.Count > 1) yield return [.. natural.Where(d => d.Base is not null).Reverse(), .. natural.Where(d => d.Base is null)];
    }

    private static Proposal ProposalOf(RecordDraft d) => new()
    {
        Act = d.Act,
        Resource = d.Id,
        Kind = d.Kind,
        Document = d.Act == Act.Correct ? d.Says with { Correction = new CorrectionNote(d.Note!, false) } : d.Says,
        // Two people of one name are two people: a number tells their addresses apart. An address that somebody chose is theirs to change.
        OnClash = d.Says.Slug.Length == 0 ? ClashRule.Number : ClashRule.Refuse,
    };

    private (Going, ReleaseOutcome.Refused?) Take(Writing w, IReadOnlyList<ReleaseItem> items, bool overriding, DateTimeOffset at, Staff by, string? address)
    {
        var nothing = new Going([], []);
        List<Draft> drafts = [];
        List<RecordDraft> records = [];
        var settings = DeskSettings.Read(w);
        foreach (var (id, language, digest) in items)
        {
            if (language.Length == 0)
            {
                if (TakeRecord(w, id, digest, settings, by, address, out var record) is { } lacking) return (nothing, lacking == "draft.breach" ? new(null, Acta.Record.Register.RegisterRules.Check(record!.Says)[0]) { Code = "rule", Record = id } : new(lacking, null) { Record = id });
                records.Add(record!);
                continue;
            }
            if (Drafts.Find(w, id, language, Drafts.ForUpdate(w)) is not { } draft) return (nothing, new("draft.gone", null, language));
            if (!by.MayRelease(language, draft.Section)) return (nothing, new("draft.not-yours", null, language));
            if (draft.Digest != digest) return (nothing, new("draft.changed", null, language));
            if (!draft.IsOpen) return (nothing, new(draft.State == DraftState.Scheduled ? "draft.is-scheduled" : "draft.is-published", null, language));
            if (draft.State != DraftState.Approved && !overriding) return (nothing, new("release.unapproved", null, language));
            if (!overriding && Embargo.Of(w, id, at) is { } embargo) return (nothing, new("release.embargo", null, language) { Until = embargo.Until });
            if (draft.Act == Act.Correct && string.IsNullOrWhiteSpace(draft.Note)) return (nothing, new("correction.no-note", null, language));
            if (settings.Lack(draft.Edition) is { } lack) return (nothing, new(lack, null, language));
            drafts.Add(draft);
        }
        return drafts.Count + records.Count == 0 ? (nothing, new("release.nothing", null)) : (new Going(drafts, records), null);
    }

    // Whoever releases a record that they may approve approves it with the same act.
    private string? TakeRecord(Writing w, Guid id, Digest digest, DeskSettings settings, Staff by, string? address, out RecordDraft? record)
    {
        record = RecordDrafts.Find(w, id, RecordDrafts.ForUpdate(w));
        if (record is null) return "draft.gone";
        if (!by.May(RegisterRights.Releasers)) return "draft.not-yours";
        if (record.Digest != digest) return "draft.changed";
        if (!record.IsOpen) return record.State == DraftState.Scheduled ? "draft.is-scheduled" : "draft.is-published";
        if (record.State == DraftState.Approved) return null;
        if (RecordStep.Approve.Refuse(record, by, RecordDrafts.WritersOf(w, record), settings) is { } why) return why;
        record = record with { State = DraftState.Approved, ApprovedBy = by.Id };
        RecordDrafts.SetState(w, id, DraftState.Approved, by.Id);
        _records.Told(w, record, "record-approve", by, address);
        return null;
    }

    // Originals before what is translated from them, so that these can name them.
    private static List<Proposal> Proposals(Reading r, IReadOnlyList<Draft> drafts, Func<Draft, string?> number)
    {
        var byArticle = new Dictionary<Guid, string?>();
        return
        [
            .. OriginalsFirst(drafts).Select(d =>
            {
                // The language versions of one statement have one number.
                if (!byArticle.TryGetValue(d.Id, out var its)) byArticle[d.Id] = its = d.Base is null && d.Edition.Reference is null ? number(d) : null;
                var of = d.Edition.TranslationOf is { Outlet: null, Url: null } own ? own : null;
                // Null: nobody knows what it was made from.
                bool? isOlder = of is not null && d.Source is { } source && Original(r, drafts, d.Id, of.Language) is { } original ? Wording.Of(original) != source : null;
                return new Proposal
                {
                    Act = d.Act,
                    Resource = d.Id,
                    Kind = "article",
                    Language = d.Language,
                    Document = d.Edition with
                    {
                        Reference = d.Edition.Reference ?? its,
                        FormerAddresses = FormerAddresses(r, d),
                        Correction = d.Act == Act.Correct ? new CorrectionNote(d.Note!, d.Major) : null,
                        // Where it stands for other words than its original has now, readers see that it is older.
                        TranslationOf = of is null ? d.Edition.TranslationOf : of with { Older = isOlder ?? of.Older },
                    },
                    // One that is older names the version it was made from, where that was public.
                    TranslatesNewest = of is not null && (of.Digest is null || isOlder != true),
                };
            }),
        ];
    }

    private static IEnumerable<Draft> OriginalsFirst(IReadOnlyList<Draft> drafts) => drafts.OrderBy(d => d.Edition.EditionKind == EditionKind.Original ? 0 : 1);

    // As it will be when this release is out: as it goes out with it, else as it is public.
    private static Edition? Original(Reading r, IReadOnlyList<Draft> drafts, Guid id, string language) =>
        drafts.FirstOrDefault(o => o.Id == id && o.Language == language)?.Edition ?? Public(r, id, language);

    private static Edition? Public(Reading r, Guid id, string language)
    {
        var digest = r.First("SELECT digest FROM heads WHERE resource = @id AND language = @language", row => row.IsDBNull(0) ? null : (byte[])row[0], ("@id", id.ToString()), ("@language", language));
        return digest is not null && r.Document(Digest.FromBytes(digest)).Bytes is { } bytes ? Document.Read(bytes) as Edition : null;
    }

    // Addresses that were led to the article since the draft was begun are its own as well.
    private static IReadOnlyList<string> FormerAddresses(Reading r, Draft draft)
    {
        return Public(r, draft.Id, draft.Language) is { } now ? [.. draft.Edition.FormerAddresses.Union(now.FormerAddresses)] : draft.Edition.FormerAddresses;
    }

    // Taken in the transaction of the publish: a number that was refused is not used up, and no two are alike.
    private string? Number(Writing w, Draft draft, DeskSettings settings)
    {
        if (!settings.Series.TryGetValue(draft.Kind, out var form)) return null;
        // A translation that comes later has the number of its original.
        var known = w.First("SELECT edition FROM drafts WHERE id = @id AND base IS NOT NULL AND state = 'published' LIMIT 1", r => ((Edition)Document.Read((byte[])r[0])).Reference, ("@id", draft.Id.ToString()));
        if (known is not null) return known;
        var year = TimeZoneInfo.ConvertTime(time.GetUtcNow(), Zone()).Year;
        w.Execute("INSERT INTO series (kind, year, last) VALUES (@kind, @year, 1) ON CONFLICT (kind, year) DO UPDATE SET last = series.last + 1", ("@kind", draft.Kind.Word()), ("@year", (long)year));
        var number = w.Scalar<long>("SELECT last FROM series WHERE kind = @kind AND year = @year", ("@kind", draft.Kind.Word()), ("@year", (long)year));
        return form.Replace("{n}", number.ToString(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal).Replace("{year}", year.ToString(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal);
    }

    // The year begins where the organisation is.
    private TimeZoneInfo Zone()
    {
        using var reading = views.Read();
        return new NewsQueries(reading).Settings()?.TimeZone is { } id && TimeZoneInfo.TryFindSystemTimeZoneById(id, out var zone) ? zone : TimeZoneInfo.Utc;
    }

    private static List<ReleaseItem> ItemsOf(Reading r, Guid release) => r.Query(
        "SELECT id, language, digest FROM release_items WHERE release = @release ORDER BY id, language",
        row => new ReleaseItem(Guid.Parse(row.GetString(0)), row.GetString(1), Digest.FromBytes((byte[])row[2])), ("@release", release.ToString()));
}
