using System.Security.Cryptography;
using Acta.Record;
using Acta.Record.News;
using Acta.Record.Register;
using Acta.Record.Site;
using Acta.Store;

namespace Acta.Publication;

/// <summary>
/// The proposals of one publish on their way to entries: each is checked against the store as the ones before it leave it,
/// and what it changes is kept here until all are found good.
/// </summary>
internal sealed partial class Batch(Reading store, long size, DateTimeOffset time, string actor)
{
    private readonly List<PublishedEntry> _entries = [];
    private readonly List<byte[]> _leaves = [];
    private readonly List<Refusal> _refusals = [];
    private readonly List<(Digest Digest, long Entry, Guid Resource, string? Language, byte[] Bytes)> _documents = [];
    private readonly Dictionary<(Guid, string?), Head> _heads = [];
    private readonly HashSet<(Guid, string?)> _changedHeads = [];
    private readonly Dictionary<(string, string), (Guid Resource, bool Current)> _addresses = [];
    private readonly HashSet<(Guid Resource, string? Language, string Kind, string Target)> _references = [];
    private readonly List<(Digest Digest, DocumentState State, long By)> _states = [];
    private readonly List<(Guid Resource, string? Language, long By)> _erasures = [];
    private readonly HashSet<(Guid Resource, string? Language)> _hidden = [];
    private SiteSettings? _settings;
    private string? _logKey;
    private TimeZoneInfo? _zone;

    // A reference of an erased version to an address nobody may have again: its hash, then the salt.
    private const string GoneAddress = "gone-address";

    /// <summary>The newest entry of one resource and language.</summary>
    private sealed record Head(string Kind, string State, int Revision, long First, Digest? Digest, string? Address);

    public DateTimeOffset Time => time;

    public string Actor => actor;

    public IReadOnlyList<PublishedEntry> Entries => _entries;

    public IReadOnlyList<byte[]> Leaves => _leaves;

    public IReadOnlyList<Refusal> Refusals => _refusals;

    public void Add(int number, Proposal p)
    {
        var refusal = p.Act switch
        {
            Act.Publish or Act.Revise or Act.Correct => p.Document switch
            {
                Edition edition => AddEdition(p, edition),
                SiteSettings settings => AddSettings(p, settings),
                RegisterRecord record => AddRecord(p, record),
                _ => throw new ArgumentException($"The act {p.Act} needs an edition, settings or a record.", nameof(p)),
            },
            Act.Retire or Act.Withdraw or Act.Restore or Act.Erase => AddNotice(p),
            Act.Merge => AddMerger(p),
            Act.Split => AddSplit(p),
            _ => AddLogStatement(p),
        };
        if (refusal is { } r) _refusals.Add(new Refusal(number, r.Code, r.Sentence));
    }

    private (string Code, string Sentence)? AddEdition(Proposal p, Edition edition)
    {
        if (p.Kind != "article" || edition.Id != p.Resource || edition.Language != p.Language)
            throw new ArgumentException("The proposal and its edition name different resources.", nameof(p));
        var name = $"{Quote(edition.Headline)} ({edition.Language})";
        if (Settings is null) return ("settings", $"{name}: the site has no settings yet; publish them first.");
        if (!Settings.Languages.Contains(edition.Language))
            return ("language", $"{name}: this site has no language {edition.Language} (it has {string.Join(", ", Settings.Languages)}); add it to the settings, or choose another.");
        foreach (var section in edition.Sections)
            if (Settings.Sections.All(s => s.Slug != section)) return ("section", $"{name}: this site has no section \"{section}\"; add it to the settings, or choose another.");

        // A text about a record has the record's id; nothing else may.
        var about = FactOf(p.Resource);
        if (edition.Kind == ArticleKind.Prose && about is null) return ("record", $"{name}: the register has no record {edition.Id} to write about; publish the record first.");
        if (edition.Kind == ArticleKind.Prose && RecordAddress.Folder(about!) is null) return ("record", $"{name}: {RegisterRules.NameOf(about!)} has no page of its own that a text could stand on.");
        if (edition.Kind != ArticleKind.Prose && HeadOf(p.Resource, null) is not null) return ("kind", $"{name} has the id of a record of the register; what is written about a record is of the kind prose.");

        var head = HeadOf(p.Resource, p.Language);
        if (p.Act == Act.Publish && head is not null)
            return ("exists", $"{name} is published already; use a small edit or a correction, or restore it.");
        if (p.Act != Act.Publish && head is null) return ("missing", $"{name} is not published; publish it first.");
        if (head?.State == "withdrawn") return ("withdrawn", $"{name} was removed from the site; restore it before changing it.");
        if (head?.State == "erased") return ("erased", $"{name} was deleted on legal grounds; it can't come back under the same id.");
        if (p.Act == Act.Correct && edition.Correction is null) return ("note", $"{name}: a correction needs a public note of what was wrong.");
        if (p.Act != Act.Correct && edition.Correction is not null) edition = edition with { Correction = null };

        if (p.TranslatesNewest && edition.TranslationOf is { Outlet: null, Url: null } of)
        {
            // Its original may go out in this very publish, under a digest that nobody could name before.
            if (HeadOf(p.Resource, of.Language) is not { Digest: { } newest, State: "live" or "retired" }) return ("translation", $"{name} is a translation, and its original in {of.Language} is not published; publish both together.");
            edition = edition with { TranslationOf = of with { Digest = newest } };
        }
        if (Rules.Check(edition) is { Count: > 0 } breaches) return ("rule", $"{name}: {breaches[0]}");
        if (edition.TranslationOf?.Digest is { } source && !IsVersionOf(source, p.Resource, p.Language!))
            return ("translation", $"{name} says it translates the version {source.Hex[..12]}…, which is not a published version of this article in another language.");
        foreach (var file in Rules.Files(edition))
            if (!HasMedia(file)) return ("media", $"{name} uses the file {file.Name}, which is not in the media library; add it first.");

        if (AddressFor(p, edition, head) is not { } address) return ("clash", Clash(p, edition, name));
        edition = edition with { Address = address, Slug = address[(address.LastIndexOf('/') + 1)..] };

        if (p.Act != Act.Publish && head!.Digest is { } before && StoredContent(before) is { } content
            && content.AsSpan().SequenceEqual((edition with { Correction = null }).ContentBytes()) && edition.Correction is null)
            return ("unchanged", $"{name}: nothing was changed.");

        var refusal = Append(p, "article", edition, head, "live", address, out _);
        if (refusal is not null) return refusal;
        if (head?.Address is { } old && old != address) _addresses[(p.Language!, old)] = (p.Resource, false);
        _addresses[(p.Language!, address)] = (p.Resource, true);
        foreach (var file in Rules.Files(edition)) _references.Add((p.Resource, p.Language, "media", file.Id.ToString()));
        if (edition.TranslationOf?.Digest is { } from) _references.Add((p.Resource, p.Language, "translation", from.Hex));
        return null;
    }

    private (string Code, string Sentence)? AddSettings(Proposal p, SiteSettings settings)
    {
        if (p.Kind != "settings" || settings.Id != p.Resource || p.Language is not null)
            throw new ArgumentException("The proposal and its settings name different resources.", nameof(p));
        if (Rules.Check(settings) is { Count: > 0 } breaches) return ("rule", $"The settings: {breaches[0]}");
        var known = store.Scalar<string>("SELECT resource FROM heads WHERE kind = 'settings'");
        if (p.Act == Act.Publish && known is not null) return ("exists", "The site has settings already; revise them.");
        if (p.Act != Act.Publish && known is null) return ("missing", "The site has no settings yet; publish them first.");
        if (settings.Emblem is { } emblem && !HasMedia(emblem)) return ("media", $"The emblem {emblem.Name} is not in the media library; add it first.");
        var head = HeadOf(p.Resource, null);
        if (head?.Digest is { } before && StoredContent(before) is { } content && content.AsSpan().SequenceEqual(settings.ContentBytes()))
            return ("unchanged", "The settings: nothing was changed.");
        var refusal = Append(p, "settings", settings, head, "live", null, out _);
        if (refusal is not null) return refusal;
        if (settings.Emblem is { } used) _references.Add((p.Resource, null, "media", used.Id.ToString()));
        (_settings, _zone) = (settings, null);
        return null;
    }

    private (string Code, string Sentence)? AddNotice(Proposal p)
    {
        if (p.Act == Act.Erase ? p.Document is not Erasure : p.Document is not Notice)
            throw new ArgumentException($"The act {p.Act} needs {(p.Act == Act.Erase ? "an erasure" : "a notice")}.", nameof(p));
        // '' is the document of all languages: the facts of a record.
        var languages = p.Language is not null
            ? [p.Language]
            : store.Query("SELECT language FROM heads WHERE resource = @id ORDER BY language", r => r.GetString(0), ("@id", p.Resource.ToString()))
                .Concat(_heads.Keys.Where(k => k.Item1 == p.Resource).Select(k => k.Item2 ?? "")).Distinct().Order(StringComparer.Ordinal).ToList();
        var done = 0;
        foreach (var language in languages.Select(l => l.Length == 0 ? null : l))
        {
            var head = HeadOf(p.Resource, language);
            if (head is null || (p.Language is null && !Allows(p.Act, head.State))) continue;
            if (language is null && InUse(p) is { } used) return used;
            if (!Allows(p.Act, head.State)) return ("state", $"{(language is null ? $"The {head.Kind}" : $"The {language} version")} at {head.Address} is {StateWord(head.State)}; it can't be {ActWord(p.Act)}.");
            if (Append(p, head.Kind, p.Document!, head, StateAfter(p.Act), head.Address, language) is { } refusal) return refusal;
            done++;
        }
        // One that is no longer current is still there, and what it says may be of this very batch.
        if (p.Act != Act.Retire) _records.Remove(p.Resource);
        return done > 0 ? null : ("missing", $"There is nothing under {p.Resource} that could be {ActWord(p.Act)}.");
    }

    private (string Code, string Sentence)? Append(Proposal p, string kind, Document document, Head head, string state, string? address, string? language)
    {
        var all = DocumentsOf(p.Resource, language ?? "");
        var entry = new Entry
        {
            Act = p.Act,
            Resource = p.Resource,
            Kind = kind,
            Language = language,
            Revision = head.Revision + 1,
            Time = time,
            Withheld = p.Act == Act.Withdraw ? [.. all.Where(d => d.State == DocumentState.Served).Select(d => d.Digest)] : [],
            Served = p.Act == Act.Restore ? [.. all.Where(d => d.State == DocumentState.Withheld).Select(d => d.Digest)] : [],
            Erased = p.Act == Act.Erase ? [.. all.Select(d => d.Digest)] : [],
        };
        var index = size + _entries.Count;
        var salted = Document.Salted(document);
        if (salted is Erasure erasure)
        {
            var addresses = AddressesOf(p.Resource, language).ToList();
            salted = p.HideAddresses
                ? erasure with { Addresses = [], AddressHashes = [.. addresses.Select(a => Erasure.HashOf(erasure.Salt, a))] }
                : erasure with { Addresses = addresses, AddressHashes = [] };
            if (p.HideAddresses)
            {
                // What is kept of an address that must go, so that nobody else is given it.
                foreach (var gone in addresses) _references.Add((p.Resource, language, GoneAddress, Erasure.HashOf(erasure.Salt, gone) + erasure.Salt));
                _hidden.Add((p.Resource, language));
                address = null;
            }
        }
        if (Append(entry, salted, head with { State = state, Revision = entry.Revision, Address = address }, address, keepDigest: true) is { } refusal) return refusal;
        foreach (var d in entry.Withheld) _states.Add((d, DocumentState.Withheld, index));
        foreach (var d in entry.Served) _states.Add((d, DocumentState.Served, index));
        foreach (var d in entry.Erased) _states.Add((d, DocumentState.Erased, index));
        if (p.Act == Act.Erase)
        {
            _erasures.Add((p.Resource, language, index));
            _heads[(p.Resource, language)] = _heads[(p.Resource, language)] with { Digest = null };
        }
        return null;
    }

    private (string Code, string Sentence)? AddLogStatement(Proposal p)
    {
        if (p.Document is not LogStatement statement || p.Kind != "log") throw new ArgumentException($"The act {p.Act} needs a statement of the log.", nameof(p));
        var head = HeadOf(p.Resource, null);
        if (head is not null && head.Kind != "log") throw new ArgumentException("The log's statements have an id of their own.", nameof(p));
        if (p.Act == Act.Key) _logKey = statement.Key;
        return Append(p, "log", statement, head, "live", null, out _);
    }

    private (string Code, string Sentence)? Append(Proposal p, string kind, Document document, Head? head, string state, string? address, out Digest digest)
    {
        var entry = new Entry
        {
            Act = p.Act,
            Resource = p.Resource,
            Kind = kind,
            Language = p.Language,
            Revision = (head?.Revision ?? 0) + 1,
            Time = time,
        };
        var salted = Document.Salted(document);
        digest = default;
        return Append(entry, salted, new Head(kind, state, entry.Revision, head?.First ?? size + _entries.Count, null, address), address, keepDigest: false);
    }

    private (string Code, string Sentence)? Append(Entry entry, Document document, Head head, string? address, bool keepDigest)
    {
        byte[] bytes;
        try
        {
            bytes = document.ToBytes();
        }
        catch (RecordFormatException e)
        {
            return ("text", $"The text can't be stored: {e.Message}.");
        }
        if (bytes.Length > Document.MaxBytes)
            return ("size", $"The text takes {bytes.Length:N0} bytes; at most {Document.MaxBytes:N0} fit in one document. Split it, or attach the long part as a file.");
        var digest = Digest.Of(bytes);
        entry = entry with { Documents = [digest] };
        var leaf = entry.ToBytes();
        if (leaf.Length > Entry.MaxBytes)
            return ("size", $"The entry would take {leaf.Length:N0} bytes; at most {Entry.MaxBytes:N0} fit. Act on fewer versions at a time.");
        var index = size + _entries.Count;
        _documents.Add((digest, index, entry.Resource, entry.Language, bytes));
        _leaves.Add(leaf);
        _entries.Add(new PublishedEntry(index, entry, digest, address));
        var key = (entry.Resource, entry.Language);
        _heads[key] = keepDigest ? head : head with { Digest = digest };
        _changedHeads.Add(key);
        return null;
    }

    // An address is frozen at first publication; another slug later is a new address, and the old one redirects.
    private string? AddressFor(Proposal p, Edition edition, Head? head)
    {
        // A text about a record stands where the record does.
        if (edition.Kind == ArticleKind.Prose) return HeadOf(p.Resource, null)!.Address;
        if (head?.Address is { } frozen && (edition.Slug.Length == 0 || frozen.EndsWith("/" + edition.Slug, StringComparison.Ordinal))) return frozen;
        var folder = head?.Address is { } known ? known[..(known.LastIndexOf('/') + 1)] : Folder(edition);
        var slug = edition.Slug.Length > 0 ? edition.Slug : Slugs.From(edition.Headline, edition.Language, Settings!.NativeSlugs);
        return Free(p, folder, slug);
    }

    // The address, or that with a number; null where it is another's and must not be numbered.
    private string? Free(Proposal p, string folder, string slug)
    {
        if (IsFree(p, folder + slug)) return folder + slug;
        if (p.OnClash == ClashRule.Refuse) return null;
        for (var n = 2; ; n++)
        {
            var numbered = folder + Slugs.Numbered(slug, n);
            if (IsFree(p, numbered)) return numbered;
        }
    }

    private string Clash(Proposal p, Edition edition, string name)
    {
        var slug = edition.Slug.Length > 0 ? edition.Slug : Slugs.From(edition.Headline, edition.Language, Settings!.NativeSlugs);
        var folder = HeadOf(p.Resource, p.Language)?.Address is { } known ? known[..(known.LastIndexOf('/') + 1)] : Folder(edition);
        return $"{name}: the address /{p.Language}/{folder}{slug} is another article's already; choose another last part.";
    }

    private string Folder(Edition edition)
    {
        if (edition.Kind == ArticleKind.Page) return "pages/";
        if (edition.FirstPublished is { Date: null }) return "news/undated/";
        if (edition.FirstPublished?.Date is { } d)
        {
            return d.Precision switch
            {
                DatePrecision.Year => $"news/{d.Year:0000}/",
                DatePrecision.Month => $"news/{d.Year:0000}/{d.Month:00}/",
                _ => Day(d.HasTime ? DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(d.Start, Zone).DateTime) : d.FirstDay),
            };
        }
        return Day(DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(time, Zone).DateTime));

        static string Day(DateOnly day) => $"news/{day.Year:0000}/{day.Month:00}/{day.Day:00}/";
    }

    private bool IsFree(Proposal p, string path)
    {
        if (_addresses.TryGetValue((p.Language ?? "", path), out var taken)) return taken.Resource == p.Resource;
        var resource = store.Scalar<string>("SELECT resource FROM addresses WHERE language = @language AND path = @path", ("@language", p.Language ?? ""), ("@path", path));
        if (resource is not null) return resource == p.Resource.ToString();
        foreach (var gone in store.Query("SELECT target FROM refs WHERE kind = @kind", r => r.GetString(0), ("@kind", GoneAddress)))
            if (InLanguages(p.Language, path).Any(a => gone[..64] == Erasure.HashOf(gone[64..], a))) return false;
        return true;
    }

    private SiteSettings? Settings
    {
        get
        {
            if (_settings is not null) return _settings;
            var digest = store.First("SELECT digest FROM heads WHERE kind = 'settings'", r => (byte[])r[0]);
            return digest is null ? null : _settings = SettingsCache.Get(Digest.FromBytes(digest), d => store.Document(d).Bytes!);
        }
    }

    private TimeZoneInfo Zone => _zone ??= TimeZoneInfo.FindSystemTimeZoneById(Settings!.TimeZone);

    private Head? HeadOf(Guid resource, string? language)
    {
        if (_heads.TryGetValue((resource, language), out var known)) return known;
        var head = store.First(
            "SELECT kind, state, revision, first_idx, digest, address FROM heads WHERE resource = @id AND language = @language",
            r => new Head(r.GetString(0), r.GetString(1), (int)r.GetInt64(2), r.GetInt64(3), r.IsDBNull(4) ? null : Digest.FromBytes((byte[])r[4]), r.IsDBNull(5) ? null : r.GetString(5)),
            ("@id", resource.ToString()), ("@language", language ?? ""));
        if (head is not null) _heads[(resource, language)] = head;
        return head;
    }

    private bool IsVersionOf(Digest digest, Guid resource, string notLanguage)
    {
        foreach (var d in _documents)
            if (d.Digest == digest) return d.Resource == resource && d.Language != notLanguage;
        return store.Scalar<long>(
            "SELECT COUNT(*) FROM documents WHERE digest = @digest AND resource = @id AND language <> @language AND state = 0",
            ("@digest", digest.ToBytes()), ("@id", resource.ToString()), ("@language", notLanguage)) == 1;
    }

    private bool HasMedia(Acta.Record.Bodies.MediaFile file) => store.Scalar<long>(
        "SELECT COUNT(*) FROM media WHERE id = @id AND sha256 = @sha256 AND erased_by IS NULL",
        ("@id", file.Id.ToString()), ("@sha256", file.Digest.ToBytes())) == 1;

    private byte[]? StoredContent(Digest digest)
    {
        foreach (var d in _documents)
            if (d.Digest == digest) return Content(d.Bytes);
        return store.Document(digest).Bytes is { } bytes ? Content(bytes) : null;

        // A correction's note belongs to the act, not to the text.
        static byte[] Content(byte[] bytes) => Document.Read(bytes) is Edition e ? (e with { Correction = null }).ContentBytes() : Document.Read(bytes).ContentBytes();
    }

    private List<(Digest Digest, DocumentState State)> DocumentsOf(Guid resource, string language)
    {
        var stored = store.Query(
            "SELECT digest, state FROM documents WHERE resource = @id AND language = @language AND (state <> 2 OR erased_by >= @size) ORDER BY entry_idx",
            r => (Digest.FromBytes((byte[])r[0]), (DocumentState)r.GetInt64(1)),
            // In an old backup that is continued under a new name, what a lost entry erased is erased by one of this log.
            ("@id", resource.ToString()), ("@language", language), ("@size", size));
        var all = stored.Concat(_documents.Where(d => d.Resource == resource && (d.Language ?? "") == language).Select(d => (d.Digest, DocumentState.Served))).ToList();
        for (var i = 0; i < all.Count; i++)
            foreach (var (digest, state, _) in _states)
                if (digest == all[i].Item1) all[i] = (digest, state);
        return all;
    }

    // A record has the same address in every language.
    private IEnumerable<string> AddressesOf(Guid resource, string? language) => store
        .Query("SELECT path FROM addresses WHERE resource = @id AND language = @language ORDER BY path", r => r.GetString(0), ("@id", resource.ToString()), ("@language", language ?? ""))
        .Concat(_addresses.Where(a => a.Value.Resource == resource && a.Key.Item1 == (language ?? "")).Select(a => a.Key.Item2))
        .Distinct().SelectMany(path => InLanguages(language, path));

    private IEnumerable<string> InLanguages(string? language, string path) => language is not null ? [$"{language}/{path}"] : Settings!.Languages.Select(l => $"{l}/{path}");

    /// <summary>Writes all of it but entries, tiles and head, which are the sequencer's.</summary>
    public void Store(Writing writing)
    {
        var now = time.ToUnixTimeMilliseconds();
        writing.ExecuteMany(
            "INSERT INTO documents (digest, entry_idx, resource, language, bytes) VALUES (@digest, @entry, @id, @language, @bytes)",
            [.. _documents.Select(d => new (string, object?)[] { ("@digest", d.Digest.ToBytes()), ("@entry", d.Entry), ("@id", d.Resource.ToString()), ("@language", d.Language ?? ""), ("@bytes", d.Bytes) })]);
        Publisher.FaultPoint?.Invoke("after-documents");
        writing.ExecuteMany(
            "INSERT INTO heads (resource, language, kind, state, revision, entry_idx, first_idx, digest, address) VALUES (@id, @language, @kind, @state, @revision, @entry, @first, @digest, @address) "
            + "ON CONFLICT (resource, language) DO UPDATE SET state = excluded.state, revision = excluded.revision, entry_idx = excluded.entry_idx, digest = excluded.digest, address = excluded.address",
            [.. _changedHeads.Select(k => HeadRow(k.Item1, k.Item2, _heads[k]))]);
        writing.ExecuteMany(
            "INSERT INTO addresses (language, path, resource, current) VALUES (@language, @path, @id, @current) ON CONFLICT (language, path) DO UPDATE SET current = excluded.current",
            [.. _addresses.Select(a => new (string, object?)[] { ("@language", a.Key.Item1), ("@path", a.Key.Item2), ("@id", a.Value.Resource.ToString()), ("@current", a.Value.Current ? 1L : 0L) })]);
        // What a record names is what it names now; what an article used once it may be shown with again.
        writing.ExecuteMany(
            "DELETE FROM refs WHERE resource = @id AND language = '' AND kind LIKE 'record:%'",
            [.. _relinked.Select(id => new (string, object?)[] { ("@id", id.ToString()) })]);
        writing.ExecuteMany(
            "INSERT INTO refs (resource, language, kind, target) VALUES (@id, @language, @kind, @target) ON CONFLICT (resource, language, kind, target) DO NOTHING",
            [.. _references.Select(r => new (string, object?)[] { ("@id", r.Resource.ToString()), ("@language", r.Language ?? ""), ("@kind", r.Kind), ("@target", r.Target) })]);
        writing.ExecuteMany(
            "UPDATE documents SET state = @state, bytes = CASE WHEN @state = 2 THEN NULL ELSE bytes END, erased_by = CASE WHEN @state = 2 THEN @by ELSE erased_by END WHERE digest = @digest",
            [.. _states.Select(s => new (string, object?)[] { ("@state", (long)s.State), ("@by", s.By), ("@digest", s.Digest.ToBytes()) })]);
        foreach (var (resource, language, by) in _erasures)
        {
            Erasures.EraseMedia(writing, resource, language, by, size);
            Erasures.EraseDrafts(writing, resource, language);
        }
        foreach (var (resource, language) in _hidden)
            writing.Execute("DELETE FROM addresses WHERE resource = @id AND language = @language", ("@id", resource.ToString()), ("@language", language ?? ""));
        if (_erasures.Count > 0) Meta(writing, "scrub", "due");
        if (_logKey is not null) Meta(writing, "log-key", _logKey);
        writing.ExecuteMany(
            "INSERT INTO audit (time, actor, act, resource, language, entry_idx, digest) VALUES (@time, @actor, @act, @id, @language, @entry, @digest)",
            [.. _entries.Select(e => new (string, object?)[] { ("@time", now), ("@actor", actor), ("@act", e.Entry.Act.Word()), ("@id", e.Entry.Resource.ToString()), ("@language", e.Entry.Language), ("@entry", e.Index), ("@digest", e.Document!.Value.ToBytes()) })]);
        writing.ExecuteMany(
            "INSERT INTO outbox (time, entry_idx) VALUES (@time, @entry)",
            [.. _entries.Select(e => new (string, object?)[] { ("@time", now), ("@entry", e.Index) })]);
    }

    /// <summary>What was stored must be what was meant, before the commit makes it last.</summary>
    public void ReadBack(Reading stored)
    {
        foreach (var d in _documents)
        {
            var (state, bytes, _) = stored.Document(d.Digest);
            if (state == DocumentState.Erased) continue;
            if (bytes is null || Digest.Of(bytes) != d.Digest) throw new CryptographicException($"The document {d.Digest} of entry {d.Entry} came back from the store with other bytes than were written.");
        }
    }

    private static void Meta(Writing writing, string name, string value) => writing.Execute(
        "INSERT INTO meta (name, value) VALUES (@name, @value) ON CONFLICT (name) DO UPDATE SET value = excluded.value", ("@name", name), ("@value", value));

    private (string, object?)[] HeadRow(Guid resource, string? language, Head head)
    {
        var last = _entries.Last(e => e.Entry.Resource == resource && e.Entry.Language == language);
        return
        [
            ("@id", resource.ToString()), ("@language", language ?? ""), ("@kind", head.Kind), ("@state", head.State), ("@revision", (long)head.Revision),
            ("@entry", last.Index), ("@first", head.First), ("@digest", head.Digest?.ToBytes()), ("@address", head.Address),
        ];
    }

    private static bool Allows(Act act, string state) => act switch
    {
        Act.Retire => state == "live",
        Act.Withdraw => state is "live" or "retired",
        Act.Restore => state is "retired" or "withdrawn" or "merged",
        Act.Merge or Act.Split => state is "live" or "retired",
        _ => state != "erased",
    };

    private static string StateAfter(Act act) => act switch { Act.Retire => "retired", Act.Withdraw => "withdrawn", Act.Erase => "erased", Act.Merge => "merged", _ => "live" };

    private static string StateWord(string state) => state switch { "retired" => "no longer current already", "withdrawn" => "removed from the site", "erased" => "deleted on legal grounds", "merged" => "one with another record", _ => "current" };

    private static string ActWord(Act act) => act switch { Act.Retire => "marked as no longer current", Act.Withdraw => "removed from the site", Act.Restore => "restored", Act.Merge => "merged", Act.Split => "split", _ => "deleted" };

    private static string Quote(string headline) => headline.Length <= 60 ? $"“{headline}”" : $"“{headline[..57].TrimEnd()}…”";
}
