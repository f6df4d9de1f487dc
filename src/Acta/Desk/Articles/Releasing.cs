using Acta.Access;
using Acta.Following;
using Acta.Media;
using Acta.Publication;
using Acta.Record;
using Acta.Record.News;
using Acta.Store;
using Acta.Views.News;

namespace Acta.Desk.Articles;

/// <summary>One language version that is to go out, as whoever releases it has seen it.</summary>
public sealed record ReleaseItem(Guid Id, string Language, Digest Digest);

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
            var (drafts, refused) = Take(w, items, overriding, now, by);
            if (refused is not null) return refused;
            var overridden = drafts.Where(d => d.State != DraftState.Approved || Embargo.Of(w, d.Id, now) is not null).ToList();
            foreach (var draft in drafts)
                AuditTrail.Add(w, time, by.Actor, draft.State != DraftState.Approved ? "draft-release-override" : overridden.Contains(draft) ? "draft-release-early" : "draft-release", address, draft.Id, draft.Language, draft.Digest.ToBytes());
            foreach (var draft in overridden) Embargo.Lift(w, draft.Id);
            if (overridden.Count > 0) Mails.TellAll(w, now, "override", s => s.May(Roles.Administrator), $"/desk/articles/{drafts[0].Id}");
            var outcome = Publish(w, drafts, by.Actor);
            if (outcome is PublishOutcome.Refused unfit) return Unfit(unfit.Refusals[0], drafts);
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
        var (drafts, refused) = Take(w, items, overriding: false, due, by);
        if (refused is not null) return refused;
        // What would be refused then is better heard of now; the log is left as it is.
        if (publisher.Prepare(w, Proposals(w, drafts, _ => null), by.Actor).Refused is { } unfit) return Unfit(unfit.Refusals[0], drafts);
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
        w.Commit();
        return new ReleaseOutcome.Planned(release, due);
    }

    /// <summary>Takes a planned release back; its texts are approved as before.</summary>
    public bool Unschedule(Guid release, Staff by, string? address)
    {
        using var w = store.BeginWrite();
        var items = ItemsOf(w, release);
        if (items.Any(i => Drafts.Find(w, i.Id, i.Language) is { } d && !by.MayRelease(d.Language, d.Section))) return false;
        if (w.Execute("UPDATE releases SET state = 'cancelled', done = @now WHERE release = @release AND state IN ('scheduled', 'held')", ("@release", release.ToString()), ("@now", time.GetUtcNow().ToUnixTimeMilliseconds())) == 0) return false;
        foreach (var (id, language, digest) in items)
        {
            Drafts.SetState(w, id, language, DraftState.Approved);
            AuditTrail.Add(w, time, by.Actor, "draft-unschedule", address, id, language, digest.ToBytes());
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
            foreach (var (id, language, digest) in items)
            {
                // A scheduled text can't be changed; what an erasure took meanwhile is no longer of the release.
                if (Drafts.Find(w, id, language, Drafts.ForUpdate(w)) is not { State: DraftState.Scheduled } draft || draft.Digest != digest) return Hold(w, release, now, "changed", null);
                if (by is not null && !by.MayRelease(language, draft.Section)) return new ReleaseOutcome.Refused("draft.not-yours", null);
                // Set since the release was planned.
                if (Embargo.Of(w, id, now) is { } embargo) return by is null ? Hold(w, release, now, "embargo", null) : new ReleaseOutcome.Refused("release.embargo", null) { Until = embargo.Until };
                drafts.Add(draft);
            }
            if (drafts.Count == 0) return Hold(w, release, now, "changed", null);
            var actor = by?.Actor ?? Staff.ActorOf(creator);
            foreach (var draft in drafts) AuditTrail.Add(w, time, by?.Actor ?? "schedule", "draft-release", address, draft.Id, draft.Language, draft.Digest.ToBytes());
            var outcome = Publish(w, drafts, actor);
            if (outcome is PublishOutcome.Refused unfit)
            {
                w.Dispose();
                using var again = store.BeginWrite();
                var why = Unfit(unfit.Refusals[0], drafts);
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
        List<Edition> editions;
        using (var r = store.Read()) editions = [.. items.Select(i => Drafts.Find(r, i.Id, i.Language)?.Edition).OfType<Edition>()];
        try
        {
            return editions.SelectMany(Rules.Files).Select(f => f.Id).Distinct().All(library.Has);
        }
        catch (StorageFault)
        {
            return false;
        }
    }

    // What the publication refuses, it says in English and with codes: people are told in the desk's words where these know it.
    private static ReleaseOutcome.Refused Unfit(Refusal refusal, IReadOnlyList<Draft> drafts)
    {
        var draft = OriginalsFirst(drafts).ElementAtOrDefault(refusal.Proposal);
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
        if (ItemsOf(w, release) is [var first, ..]) Mails.TellAll(w, now, "held", s => s.May(Roles.Publisher), $"/desk/articles/{first.Id}");
        // A key of the desk's words, or a sentence after an equals sign.
        w.Execute("UPDATE releases SET state = 'held', held = @held WHERE release = @release AND state IN ('scheduled', 'held')", ("@held", key ?? "=" + sentence), ("@release", release.ToString()));
        w.Commit();
        return new ReleaseOutcome.Refused(key is null ? null : "release.held." + key, sentence);
    }

    private PublishOutcome Publish(Writing w, IReadOnlyList<Draft> drafts, string actor)
    {
        var settings = DeskSettings.Read(w);
        var outcome = publisher.Publish(w, Proposals(w, drafts, d => Number(w, d, settings)), actor);
        if (outcome is not PublishOutcome.Published published) return outcome;
        foreach (var entry in published.Entries)
        {
            var draft = drafts.First(d => d.Id == entry.Entry.Resource && d.Language == entry.Entry.Language);
            var edition = (Edition)Document.Read(w.Document(entry.Document!.Value).Bytes!) with { Salt = "" };
            Drafts.Published(w, draft, entry.Document.Value, edition with { Correction = null }, time.GetUtcNow());
        }
        return outcome;
    }

    private (List<Draft>, ReleaseOutcome.Refused?) Take(Writing w, IReadOnlyList<ReleaseItem> items, bool overriding, DateTimeOffset at, Staff by)
    {
        List<Draft> drafts = [];
        var settings = DeskSettings.Read(w);
        foreach (var (id, language, digest) in items)
        {
            if (Drafts.Find(w, id, language, Drafts.ForUpdate(w)) is not { } draft) return ([], new("draft.gone", null, language));
            if (!by.MayRelease(language, draft.Section)) return ([], new("draft.not-yours", null, language));
            if (draft.Digest != digest) return ([], new("draft.changed", null, language));
            if (!draft.IsOpen) return ([], new(draft.State == DraftState.Scheduled ? "draft.is-scheduled" : "draft.is-published", null, language));
            if (draft.State != DraftState.Approved && !overriding) return ([], new("release.unapproved", null, language));
            if (!overriding && Embargo.Of(w, id, at) is { } embargo) return ([], new("release.embargo", null, language) { Until = embargo.Until });
            if (draft.Act == Act.Correct && string.IsNullOrWhiteSpace(draft.Note)) return ([], new("correction.no-note", null, language));
            if (settings.Lack(draft.Edition) is { } lack) return ([], new(lack, null, language));
            drafts.Add(draft);
        }
        if (drafts.Count == 0) return ([], new("release.nothing", null));
        return (drafts, null);
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
                    },
                    // Where it stands for other words than its original has now, it names the version it was made from: readers see that it is older.
                    TranslatesNewest = d.Edition.TranslationOf is { Outlet: null, Url: null } of && (of.Digest is null || d.Source is not { } source || Original(r, drafts, d.Id, of.Language) is not { } original || Wording.Of(original) == source),
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
