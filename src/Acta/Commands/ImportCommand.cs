using System.CommandLine;
using System.Diagnostics;
using Acta.Following;
using Acta.Import;
using Acta.Import.Feeds;
using Acta.Import.Lines;
using Acta.Import.Register;
using Acta.Import.Text;
using Acta.Import.WordPress;
using Acta.Media;
using Acta.Publication;
using Acta.Store;
using Acta.Views;
using Microsoft.Data.Sqlite;

namespace Acta.Commands;

/// <summary><c>acta import</c></summary>
internal static class ImportCommand
{
    public static Command Build(Option<string> data)
    {
        var source = new Argument<string>("SOURCE") { Description = "A file, a folder, or - for standard input; each may be gzip." };
        var format = new Option<string>("--format") { Description = "text, wxr (WordPress export), jsonfeed, jsonl, or of the register popolo or csv.", Required = true };
        var lang = new Option<string?>("--lang") { Description = "The language of items that name none." };
        var section = new Option<string?>("--section") { Description = "The section of items that the source puts in none; without it: news." };
        var site = new Option<string?>("--site") { Description = "What readers call the former site." };
        var groups = new Option<string?>("--groups") { Description = "A file that names the language versions of one article on each line." };
        var map = new Option<string?>("--map") { Description = "A file that says where categories and tags go: NAME = section SLUG." };
        var redirects = new Option<string?>("--redirects") { Description = "A file of old addresses: each line an old one, a comma, and the one the source has." };
        var dryRun = new Option<bool>("--dry-run") { Description = "Says what would happen; changes nothing." };
        var update = new Option<bool>("--update") { Description = "Publishes what changed in the source since its last import as small edits." };
        var atomic = new Option<bool>("--atomic") { Description = "Appends nothing unless every item is good." };
        var settle = new Option<string?>("--settle") { Description = "A file in which you settle which records of popolo or csv are ones that are here already, where that is doubtful." };
        var fetch = new Option<bool>("--fetch-media") { Description = "Fetches pictures and files from the hosts allowed." };
        var hosts = new Option<string[]>("--allow-host") { Description = "A host that media may be fetched from; repeat it for more.", DefaultValueFactory = _ => [] };
        var isPrivate = new Option<bool>("--allow-private") { Description = "Those hosts may be on a private network." };
        var report = new Option<string?>("--report") { Description = "Writes the whole report there, as JSON: for a text what became of each line." };
        var json = new Option<bool>("--json") { Description = "Prints the whole report as JSON." };
        var quiet = new Option<bool>("--quiet") { Description = "Prints problems only." };
        var command = new Command("import", "Takes the texts of another site, or records of the register, into the record. Importing again adds nothing.")
        {
            source, data, format, lang, section, site, groups, map, redirects, dryRun, update, atomic, settle, fetch, hosts, isPrivate, report, json, quiet,
        };
        command.SetAction((p, stop) => Task.FromResult(Run(p.GetValue(data)!, new ImportOptions
        {
            Source = p.GetValue(source)!,
            Format = p.GetValue(format)!,
            Language = p.GetValue(lang),
            Section = p.GetValue(section),
            Site = p.GetValue(site),
            GroupsFile = p.GetValue(groups),
            MapFile = p.GetValue(map),
            RedirectsFile = p.GetValue(redirects),
            DryRun = p.GetValue(dryRun),
            Update = p.GetValue(update),
            Atomic = p.GetValue(atomic),
            SettleFile = p.GetValue(settle),
            FetchMedia = p.GetValue(fetch),
            AllowedHosts = p.GetValue(hosts) ?? [],
            AllowPrivate = p.GetValue(isPrivate),
            ReportFile = p.GetValue(report),
        }, p.GetValue(json), p.GetValue(quiet), stop)));
        return command;
    }

    public static int Run(string data, ImportOptions options, bool json, bool quiet, CancellationToken stop)
    {
        options.Check();
        var folder = DataFolder.Open(data);
        var key = LogKey.Read(folder);
        using var store = MainStore.Open(folder);
        var files = InputFile.Find(options.Source, options.Format, folder.Path);
        var report = new ImportReport();
        var watch = Stopwatch.StartNew();
        try
        {
            using (FollowBeside(folder, store, options.DryRun))
                Import(folder, store, new Publisher(store, key, new ReleasedHead(LogKey.MemoryName(key.Verifier)), TimeProvider.System), options, files, report,
                    (run, source) => ImportProgress.Show(run, source, files, show: !json && !quiet, stop), stop);
        }
        catch (UserError) when (!json && (ImportSummary.WentIn(report) > 0 || report.ProblemCount > 0))
        {
            // What went in, and what was wrong, before the source broke off is told before the reason.
            ImportSummary.Tell(report, options, watch.Elapsed, json, quiet);
            throw;
        }
        finally
        {
            foreach (var file in files.Where(f => f.IsSpooled)) File.Delete(file.Path);
        }
        ImportSummary.Tell(report, options, watch.Elapsed, json, quiet);
        return report.ProblemCount > 0 ? 1 : 0;
    }

    /// <summary>Puts the run of an import together.</summary>
    internal static void Import(DataFolder folder, MainStore store, Publisher publisher, ImportOptions options, IReadOnlyList<InputFile> files, ImportReport report, Action<ImportRun, ISource> drive, CancellationToken stop = default)
    {
        // What the site has no language for, no reader would ever be shown.
        if (options.Language is { } asked && StoredSettings.Of(store).Languages is { Count: > 0 } languages && !languages.Contains(asked))
            throw new UserError($"This site has no language {asked} (it has {string.Join(", ", languages)}); add it to the settings, or choose another with --lang.", 2);
        var map = MappingFile.Read(options.MapFile);
        using var media = new MediaTaking(new MediaLibrary(store, folder, TimeProvider.System), options, report);
        if (options.Format is "popolo" or "csv")
        {
            var language = options.Language ?? StoredSettings.Of(store).Languages[0];
            var records = options.Format == "csv" ? new CsvSource(report).Read(files) : [.. files.SelectMany(new PopoloSource(language, report).Read)];
            new RegisterImport(store, publisher, options, report, media, new RegisterManner(AllOrNone: true, ByIdOnly: false, ChangesExisting: true)).Run(records, stop);
            return;
        }
        var run = new ImportRun(options, store, publisher, report) { TakeMedia = media.Take };
        map.CheckSections(run.Sections);
        if (options.Format == "jsonl" && files.SelectMany(JsonlSource.Records).ToList() is { Count: > 0 } register)
        {
            if (options is { Atomic: true, DryRun: false })
            {
                // The texts are looked at before the records are appended, the records before the texts.
                drive(new ImportRun(options with { DryRun = true }, store, publisher, report), new JsonlSource(report));
                if (report.ProblemCount > 0) return;
                report.Clear();
            }
            new RegisterImport(store, publisher, options, report, media, new RegisterManner(options.Atomic, ByIdOnly: true, options.Update)).Run(register, stop);
            if (options.Atomic && report.ProblemCount > 0) return;
        }
        drive(run, options.Format switch
        {
            "text" => new TextSource(options.Language ?? run.OnlyLanguage, report, options.Site),
            "wxr" => new WxrSource(options.Language, report, options.Site, map, run.Sections),
            "jsonfeed" => new JsonFeedSource(options.Language, report, options.Site, map),
            _ => new JsonlSource(report),
        });
    }

    // Where no server folds the log, this process does it while it imports: all is visible as soon as a server starts.
    private static Following? FollowBeside(DataFolder folder, MainStore store, bool dryRun) => dryRun ? null : new Following(folder, store);

    private sealed class Following : IDisposable
    {
        private readonly CancellationTokenSource _stop = new();
        private readonly DataFolder _folder;
        private readonly ViewsDb _views;
        private readonly Follower _follower;
        private readonly Task _running;

        public Following(DataFolder folder, MainStore store)
        {
            _folder = folder;
            _views = new ViewsDb(folder.ViewsFile(Fold.Version), TimeProvider.System);
            _follower = new Follower(store, folder, _views, Fold.Views, Fold.Version);
            _running = _follower.RunAsync(_stop.Token);
        }

        public void Dispose()
        {
            _stop.Cancel();
            _running.Wait();
            try
            {
                _follower.CatchUp();
            }
            catch (SqliteException e) when (e.SqliteErrorCode is 10 or 13)
            {
                throw new UserError($"The disk that holds {_folder.Path} is full or fails ({e.Message}); free space. What was published stands, and the site shows it after the next start.", cause: e);
            }
            finally
            {
                _follower.Dispose();
                _views.Dispose();
                _stop.Dispose();
            }
        }
    }
}
