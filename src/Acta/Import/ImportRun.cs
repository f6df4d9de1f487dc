using Acta.Html;
using Acta.Publication;
using Acta.Record;
using Acta.Record.Bodies;
using Acta.Record.News;
using Acta.Record.Site;
using Acta.Store;

namespace Acta.Import;

/// <summary>
/// Takes a source into the record: a thread reads, others convert, this one appends in the source's order, in batches short
/// enough that a press office can publish in between. What is in the record already is passed over, so an interrupted run goes
/// on where it stopped.
/// </summary>
internal sealed class ImportRun
{
    private const int MaxHeadline = 500;

    private readonly ImportOptions _options;
    private readonly ImportReport _report;
    private readonly MainStore _store;
    private readonly Publisher _publisher;
    private readonly SiteSettings _settings;
    private readonly SiteSecret _secret;
    private readonly GroupsFile _groups;
    private readonly RedirectsFile _redirects;
    private readonly string? _defaultSection;
    private readonly HashSet<(Guid, string)> _seen = [];
    private HashSet<(Guid, string)>? _changedHere;
    private Appender? _appender;

    /// <exception cref="UserError">The site can't be published to, or a file named by the options can't be read.</exception>
    public ImportRun(ImportOptions options, MainStore store, Publisher publisher, ImportReport report)
    {
        (_options, _store, _publisher, _report) = (options, store, publisher, report);
        if (!options.DryRun && publisher.Hold is { } hold) throw new UserError(hold);
        using (var reading = store.Read())
        {
            var digest = reading.First("SELECT digest FROM heads WHERE kind = 'settings'", r => (byte[])r[0])
                ?? throw new UserError("The site has no settings yet; make the data folder with acta init.");
            _settings = (SiteSettings)Document.Read(reading.Document(Digest.FromBytes(digest)).Bytes!);
        }
        if (options.Language is { } language && !_settings.Languages.Contains(language))
            throw new UserError($"This site has no language {language} (it has {string.Join(", ", _settings.Languages)}); add it to the settings, or choose another with --lang.");
        if (options.Section is { } section && _settings.Sections.All(s => s.Slug != section))
            throw new UserError($"This site has no section \"{section}\" (it has {string.Join(", ", _settings.Sections.Select(s => s.Slug))}); add it to the settings, or choose another with --section.");
        _defaultSection = options.Section ?? _settings.Sections.FirstOrDefault(s => s.Slug == "news")?.Slug;
        _secret = SiteSecret.Of(store);
        _groups = GroupsFile.Read(options.GroupsFile);
        _redirects = RedirectsFile.Read(options.RedirectsFile);
    }

    /// <summary>Asked for every item: how far the run is.</summary>
    public Action<long>? Progress { get; set; }

    /// <summary>The slugs of the site's sections.</summary>
    public IReadOnlySet<string> Sections => _settings.Sections.Select(s => s.Slug).ToHashSet(StringComparer.Ordinal);

    /// <summary>The site's language, where it has but one.</summary>
    public string? OnlyLanguage => _settings.Languages.Count == 1 ? _settings.Languages[0] : null;

    /// <summary>Puts the files of a draft into the media library and gives it back with them; null: none are fetched.</summary>
    public Func<Draft, SourceItem, Draft>? TakeMedia { get; init; }

    /// <summary>Runs to the end of the source.</summary>
    public void Run(ISource source, IReadOnlyList<InputFile> files, CancellationToken stop)
    {
        var position = new ImportState(_store, _options, files);
        if (!_options.DryRun && position.Interrupted is > 0 and var was) _report.Count("an earlier run of this source was interrupted after", was);
        if (_options.Update) _changedHere = ChangedHere();
        if (_options.Atomic && !_options.DryRun)
        {
            // Everything is looked at before anything is appended.
            Pass(source, files, null, stop);
            if (_report.ProblemCount > 0) return;
            _report.Clear();
            _seen.Clear();
        }
        if (_options.DryRun)
        {
            Pass(source, files, null, stop);
            return;
        }
        using var appender = new Appender(_store, _publisher, _report, position);
        Pass(source, files, appender, stop);
        appender.Finish();
    }

    // One pass over the source, appending where there is something to append to.
    private void Pass(ISource source, IReadOnlyList<InputFile> files, Appender? appender, CancellationToken stop)
    {
        _appender = appender;
        using var pipeline = new Pipeline(stop);
        pipeline.Start(() => Items(source, files), Prepare);
        long done = 0;
        foreach (var prepared in pipeline.InOrder())
        {
            stop.ThrowIfCancellationRequested();
            if (prepared is not null)
            {
                if (appender is null) _report.Count(prepared.IsRevision ? "would be revised" : "would be published");
                else appender.Add(prepared);
            }
            appender?.Handled();
            Progress?.Invoke(++done);
        }
    }

    // A damaged file of a folder does not keep the others out.
    private IEnumerable<SourceItem> Items(ISource source, IReadOnlyList<InputFile> files)
    {
        foreach (var file in files)
        {
            using var items = source.Read(file).GetEnumerator();
            while (true)
            {
                SourceItem item;
                try
                {
                    if (!items.MoveNext()) break;
                    item = items.Current;
                }
                catch (UserError e) when (files.Count > 1 && e.ExitCode != 2)
                {
                    _report.Problem(file.Name, "the whole file from here on", "", e.Message);
                    break;
                }
                _report.Count("items read");
                yield return item;
            }
        }
    }

    /// <summary>Everything about an item that needs no writer: id, conversion, rules. On several threads at once.</summary>
    private Prepared? Prepare(SourceItem item)
    {
        _appender?.StandBack();
        try
        {
            var group = _groups.Of(item) ?? item.Group;
            var id = item.Id ?? (group is null ? _secret.IdOf("item " + (_options.Site ?? ""), item.Key) : _secret.IdOf("group " + (_options.Site ?? ""), group));
            if (Fitting(item.Language) is not { } language)
                throw new BadItem($"this site has no language {item.Language} (it has {string.Join(", ", _settings.Languages)}); add it to the settings, or give another with --lang.");
            lock (_seen)
                if (!_seen.Add((id, language))) throw new BadItem($"the source has a second item of the id \"{item.Group ?? item.Key}\" in {language}; ids must differ.");
            var (state, before) = Known(id, language);
            if (state is not null && (!_options.Update || state is "erased" or "withdrawn"))
            {
                _report.Count(state switch { "erased" => "deleted here on legal grounds, left so", "withdrawn" => "removed from the site here, left so", _ => "in the record already" });
                return null;
            }
            var draft = item.Convert();
            if (language != draft.Edition.Language) draft = draft with { Edition = draft.Edition with { Language = language } };
            if (TakeMedia is not null && _appender is not null) draft = TakeMedia(draft, item);
            foreach (var warning in draft.Warnings) _report.Warn(item.File, item.Where, item.Title, warning);
            _report.Remote(draft.RemoteMedia);
            var edition = Complete(draft, item, id, before);
            Check(edition);
            if (edition.FirstPublished?.Date is { } first && first.Start > DateTimeOffset.UtcNow.AddDays(1)) _report.Warn(item.File, item.Where, item.Title, $"its date, {first}, lies ahead; it was published all the same.");
            if (before is null) return new Prepared(item, edition, draft, false);
            if (edition.ContentBytes().AsSpan().SequenceEqual((before with { Correction = null }).ContentBytes()))
            {
                _report.Count("unchanged");
                return null;
            }
            if (_changedHere!.Contains((id, language))) throw new BadItem("it was changed here after its import, and in the source too; it is left as it is here.");
            return new Prepared(item, edition, draft, true);
        }
        catch (Exception e) when (e is BadItem or BadHtml)
        {
            _report.Problem(item.File, item.Where, item.Title, e.Message);
            return null;
        }
        catch (RecordFormatException e)
        {
            _report.Problem(item.File, item.Where, item.Title, e.Message.TrimEnd('.') + ".");
            return null;
        }
    }

    // en-us and en_US are the site's en-US; where it has but en, that.
    private string? Fitting(string tag)
    {
        tag = tag.Replace('_', '-');
        return _settings.Languages.FirstOrDefault(l => l.Equals(tag, StringComparison.OrdinalIgnoreCase))
            ?? (tag.IndexOf('-') is > 0 and var at ? _settings.Languages.FirstOrDefault(l => l.Equals(tag[..at], StringComparison.OrdinalIgnoreCase)) : null);
    }

    private Edition Complete(Draft draft, SourceItem item, Guid id, Edition? before)
    {
        var edition = Clean(draft.Edition);
        var sections = edition.Sections.Count > 0 || !edition.Kind.IsNews() || _defaultSection is null || item.Id is not null ? edition.Sections : [_defaultSection];
        var former = edition.FormerAddresses.Concat(_redirects.To(item, edition.FormerAddresses)).Distinct().ToList();
        if (edition.Headline.Length > MaxHeadline)
        {
            // Nothing of it is lost: the whole stands at the head of the text.
            _report.Warn(item.File, item.Where, item.Title, $"its headline has {edition.Headline.Length} characters; it was shortened, and the whole of it stands as the first paragraph.");
            var end = edition.Headline.LastIndexOf(' ', MaxHeadline - 1);
            if (end < MaxHeadline / 2) end = MaxHeadline - 1 - (char.IsHighSurrogate(edition.Headline[MaxHeadline - 2]) ? 1 : 0);
            edition = edition with { Headline = edition.Headline[..end].TrimEnd(' ', ',', ';', ':') + "…", Body = [new Paragraph(Inlines.Escape(edition.Headline)), .. edition.Body] };
        }
        edition = edition with
        {
            Id = id,
            Sections = sections,
            FormerAddresses = former,
            Body = draft.KeepsBlockIds ? edition.Body : BlockIds.Assign(edition.Body, before?.Body),
            Correction = null,
        };
        return before is null ? edition : edition with { Slug = before.Slug, Address = before.Address, TranslationOf = draft.Translates is null ? edition.TranslationOf : before.TranslationOf };
    }

    // Bodies are cleaned where they are made.
    private static Edition Clean(Edition e) => e with
    {
        Headline = CleanText.Of(e.Headline),
        Summary = Clean(e.Summary),
        Place = Clean(e.Place),
        Byline = Clean(e.Byline),
        Dateline = Clean(e.Dateline),
        Tags = [.. e.Tags.Select(CleanText.Of)],
    };

    private static string? Clean(string? text) => text is null ? null : CleanText.Of(text);

    private void Check(Edition edition)
    {
        if (Rules.Check(edition) is { Count: > 0 } breaches) throw new BadItem(breaches[0]);
        foreach (var section in edition.Sections)
            if (_settings.Sections.All(s => s.Slug != section)) throw new BadItem($"this site has no section \"{section}\"; add it to the settings, or map it to another with --map.");
        // What is certainly too long is refused before it is made canonical on the writer's time.
        if (_options.DryRun || _options.Atomic || edition.Body.Count > 1000)
        {
            var size = edition.ToBytes().Length;
            if (size > Document.MaxBytes - 512) throw new BadItem($"its text takes {size:N0} bytes; at most {Document.MaxBytes:N0} fit in one document. Split it, or attach the long part as a file.");
        }
    }

    private (string? State, Edition? Before) Known(Guid id, string language)
    {
        using var reading = _store.Read();
        var head = reading.First(
            "SELECT state, digest FROM heads WHERE resource = @id AND language = @language",
            r => (State: r.GetString(0), Digest: r.IsDBNull(1) ? null : (byte[])r[1]),
            ("@id", id.ToString()), ("@language", language));
        if (head.State is null) return (null, null);
        if (!_options.Update || head.State is "erased" or "withdrawn") return (head.State, null);
        return (head.State, head.Digest is null ? null : (Edition)Document.Read(reading.Document(Digest.FromBytes(head.Digest)).Bytes!));
    }

    // What somebody edited by hand after the import: a later import never writes over it.
    private HashSet<(Guid, string)> ChangedHere()
    {
        using var reading = _store.Read();
        return [.. reading.Query(
            "SELECT DISTINCT resource, language FROM audit WHERE act IN ('revise', 'correct') AND actor <> @actor AND resource IS NOT NULL AND language IS NOT NULL",
            r => (Guid.Parse(r.GetString(0)), r.GetString(1)), ("@actor", PacedPublisher.Actor))];
    }
}

/// <summary>An item ready to be appended.</summary>
/// <param name="Item">Where it comes from.</param>
/// <param name="Edition">Complete but for what publication gives it.</param>
/// <param name="Draft">What else it asks.</param>
/// <param name="IsRevision">It is in the record already, and changed.</param>
internal sealed record Prepared(SourceItem Item, Edition Edition, Draft Draft, bool IsRevision);
